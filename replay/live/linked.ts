/**
 * How the modules of the program find each other.
 *
 * @module
 */
import type { Interrupt } from "../evaluate/interrupt.ts";
import type { Cell } from "./cell.ts";
import type { Gaps } from "./gaps.ts";
import type { ModuleFile } from "./module_files.ts";

/** Where a value of another module comes from. */
export interface Link {
  /** As it stands in the text. */
  readonly specifier: string;
  /** Name of the export; `*` for all of them as an object. */
  readonly name: string;
}

/** A module, as another one imports it. */
export interface Linked {
  /** Whether it is a file of the program, rather than of a package or the runtime. */
  readonly isProgram: boolean;
  /** An export by its name, `*` for all of them; undefined when there is none. */
  export(name: string): Cell | undefined;
  /** Names of all exports. */
  names(): string[];
  /** Runs it from its top, if it is to be run and was not. */
  evaluate(): void;
  /** The same for one that may await at its top. */
  evaluateLater(): Promise<void>;
  /** What `require` gives. */
  required(): unknown;
}

/** A module that imports. */
export interface Importer {
  readonly file: ModuleFile;
}

/** What a module asks of its surroundings. */
export interface ModuleLinker {
  readonly gaps: Gaps;
  /** Ends code that does not end by itself. */
  readonly interrupt: Interrupt;
  /**
   * What a specifier stands for in a module.
   *
   * @throws {UnavailableError} If there is no such module, or it may not be loaded.
   */
  link(specifier: string, from: Importer): Linked;
  /** `require()` */
  require(specifier: string, from: Importer): unknown;
  /** `import()` */
  importLater(specifier: string, from: Importer): Promise<unknown>;
}
