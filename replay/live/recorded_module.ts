/**
 * A module as the dump knows it.
 *
 * @module
 */
import type { RecordedCell } from "./live_scopes.ts";
import type { ClassOptions } from "./make_class.ts";
import type { Unit } from "./outline.ts";
import type { SourceTree } from "./source_tree.ts";

/** What the dump knows of a module. */
export interface RecordedModule {
  /** A variable at its top, as the program left it. */
  variable(name: string): RecordedCell | undefined;
  /**
   * Whether the module is not to be run from its top: its variables are in the dump, or it is the main module, which
   * would run the whole program again.
   */
  stands(tree: SourceTree): boolean;
  /** How its classes are made, by what the dump has of them. */
  classOptions(unit: Unit): Partial<ClassOptions>;
  /** Gives a class that code has made its recorded static fields, in place of those that did not run. */
  putStatics(unit: Unit): void;
}
