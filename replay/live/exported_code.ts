/**
 * Functions and classes of packages, as this runtime has them.
 *
 * @module
 */
import { types } from "node:util";
import type { FunctionRecord } from "../../dump/format.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import type { NativeModule, Packages } from "./packages.ts";
import type { ParseFunction } from "./parse_source.ts";
import { isSameTree } from "./same_tree.ts";
import { UnavailableError } from "./unavailable_error.ts";

const { toString } = Function.prototype;

/**
 * Finds recorded functions among what the modules of packages export: so a recorded instance is one of the class that
 * code imports. What is not exported, and classes with private members, which cannot be given to an object that is there
 * already, are not found.
 */
export class ExportedCode {
  readonly #packages: Packages;
  readonly #parseFunction: ParseFunction;
  readonly #byFile = new Map<string, ReadonlyMap<string, readonly AnyFunction[]>>();

  constructor(packages: Packages, parseFunction: ParseFunction) {
    this.#packages = packages;
    this.#parseFunction = parseFunction;
  }

  /** The function that the module at a path exports; undefined when it does not. */
  find(record: FunctionRecord, path: string): AnyFunction | undefined {
    const { text, name, kind } = record;
    if (text === undefined || (kind === "class" && /#[\p{ID_Start}$_]/u.test(text))) return undefined;
    const namesakes = this.#exportsOf(path).get(name) ?? [];
    const exact = namesakes.find((value) => toString.call(value) === text);
    if (exact !== undefined || namesakes.length === 0) return exact;
    const tree = this.#parseFunction(text);
    return namesakes.find((value) => {
      const other = this.#parseFunction(toString.call(value));
      return tree !== undefined && other !== undefined && isSameTree(tree, other);
    });
  }

  #exportsOf(path: string): ReadonlyMap<string, readonly AnyFunction[]> {
    let exported = this.#byFile.get(path);
    if (exported === undefined) this.#byFile.set(path, exported = functionsIn(this.#load(path)));
    return exported;
  }

  #load(path: string): NativeModule | undefined {
    try {
      return this.#packages.loadFile(path);
    } catch (error) {
      if (error instanceof UnavailableError) return undefined;
      throw error;
    }
  }
}

/** The functions that a module exports, with the classes that they extend and their methods, by name. */
function functionsIn(module: NativeModule | undefined): Map<string, AnyFunction[]> {
  const functions = new Map<string, AnyFunction[]>();
  const seen = new Set<unknown>();
  const add = (value: unknown, depth: number): void => {
    if ((typeof value !== "function" && typeof value !== "object") || value === null) return;
    if (types.isProxy(value) || seen.has(value)) return;
    seen.add(value);
    if (typeof value === "function") {
      if (toString.call(value).endsWith("[native code] }")) return;
      const name: unknown = Object.getOwnPropertyDescriptor(value, "name")?.value;
      if (typeof name === "string") functions.set(name, [...functions.get(name) ?? [], value as AnyFunction]);
      add(Object.getPrototypeOf(value), depth);
    }
    if (depth === 0) return;
    for (const key of Reflect.ownKeys(value)) {
      const { value: member, get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {};
      for (const one of [member, get, set]) {
        if (typeof one === "function" || key === "prototype" || key === "default") add(one, depth - 1);
      }
    }
  };
  for (const name of module?.names() ?? []) add(module?.get(name), 2);
  return functions;
}
