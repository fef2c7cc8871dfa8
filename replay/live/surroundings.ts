/**
 * What is around a function in its module.
 *
 * @module
 */
import { type Cell, Variable } from "./cell.ts";
import type { Gaps } from "./gaps.ts";
import type { CodeWriter } from "./code_writer.ts";
import type { CompileInside, Helpers } from "./helpers.ts";
import type { Outline, Unit } from "./outline.ts";
import { keyOf } from "./outline.ts";
import type { SourceTree } from "./source_tree.ts";
import { isClass } from "./bindings.ts";

/** What a piece of code finds between itself and the top of its module. */
export interface Surroundings {
  /** A variable by its name; undefined when it is not known. */
  variable(name: string): Cell | undefined;
  /** `this` of the function around an arrow function; absent when it is not known. */
  readonly receiver?: { readonly value: unknown };
}

/** At the top of a module there is nothing around. */
export const NOTHING_AROUND: Surroundings = { variable: () => undefined };

/** A module, as the makers of its functions and classes see it. */
export interface Home {
  readonly tree: SourceTree;
  readonly outline: Outline;
  /** Whether it is only a piece of a module, so that what nothing declares may be a variable of the rest. */
  readonly isPiece: boolean;
  /** Where it is noted that something is not there. */
  readonly gaps: Gaps;
  /** What every piece of code in it is given. */
  readonly helpers: Helpers;
  /** A variable at the top of the module. */
  cell(name: string): Cell;
  /** Whether a name that nothing declares is a variable of the module all the same, as `require` is. */
  isWrapperName(name: string): boolean;
  /** Compiles inside a class of the module; undefined when that class is not real. */
  insideOf(unit: Unit): CompileInside | undefined;
}

/** What compilers add to a module for the code that they write, by name: recorded pieces of it use that. */
const COMPILER_HELPERS: ReadonlyMap<string, Cell> = new Map([
  // Of esbuild, and of tsx, which is made with it.
  [
    "__name",
    new Variable(() => (target: object, value: string) =>
      Object.defineProperty(target, "name", { value, configurable: true })
    ),
  ],
]);

/** The variables that a piece of code uses and does not declare. */
export function cellsFor(writer: CodeWriter, home: Home, around: Surroundings): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const { bindings, program, url } = home.tree;
  for (const [name, scope] of writer.free) {
    if (scope === undefined) {
      const cell = around.variable(name) ??
        (home.isWrapperName(name) || home.tree.namespaces.has(name) ? home.cell(name) : undefined) ??
        (home.isPiece ? COMPILER_HELPERS.get(name) : undefined) ??
        (home.isPiece && !(name in globalThis)
          ? unknownCell(`Cannot read ${name}: it is not in the dump`, home)
          : undefined);
      if (cell !== undefined) cells.set(name, cell);
    } else if (scope === program) {
      cells.set(name, home.cell(name));
    } else {
      const found = around.variable(name) ??
        // Declared so by old code, for the case that somebody has assigned the global one.
        (name === "undefined" ? new Variable(() => undefined) : undefined) ??
        unknownCell(
          `Cannot read ${name}: it belongs to a call of ${
            ownerOf(scope, home)
          } in ${url}, whose variables are not in the dump`,
          home,
        );
      const isConstant = bindings.declaredIn(scope).get(name)?.kind === "const";
      cells.set(name, isConstant ? constant(found) : found);
    }
  }
  return cells;
}

/** Compiles inside the class around whose private names a piece of code uses; undefined when it uses none. */
export function privateSurroundings(
  names: ReadonlySet<string>,
  unit: Unit,
  home: Home,
): { readonly compile: CompileInside | undefined } | { readonly why: string } {
  if (names.size === 0) return { compile: undefined };
  for (let at = unit.around; at !== undefined; at = at.around) {
    if (!isClass(at.node)) continue;
    const compile = home.insideOf(at);
    if (compile !== undefined) return { compile };
    const declares = at.node.body.body.some((member) =>
      member.type !== "StaticBlock" && names.has(keyOf(member, home.tree))
    );
    if (declares) return { why: `it uses private names of the class ${at.name}, which is not live` };
  }
  return { why: "it uses private names of a class that is not in its module" };
}

function ownerOf(scope: Unit["node"], { outline, tree }: Home): string {
  const unit = outline.of(scope) ?? [...tree.bindings.ancestorsOf(scope)].map((node) => outline.of(node)).find(Boolean);
  return unit === undefined || unit.name === "" ? "the function around" : unit.name;
}

/** A variable whose value is not known: reading it says why. */
function unknownCell(message: string, { gaps }: Home): Cell {
  return new Variable(() => gaps.meet(message));
}

function constant(cell: Cell): Cell {
  return {
    get: () => cell.get(),
    set() {
      throw new TypeError("Assignment to constant variable.");
    },
  };
}
