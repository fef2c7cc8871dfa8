/**
 * The runtime's own modules that a program uses, so that a dump names them instead of copying them.
 *
 * @module
 */
import { builtinModules, createRequire } from "node:module";
import process from "node:process";
import { types } from "node:util";

const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*["'](?:node:)?([a-z_][\w/]*)["']/g;

/** A module with its path, such as `["node:fs", …]`. */
export type NamedModule = readonly [path: string, module: object];

/**
 * Built-in modules that are named in the texts of modules, which have loaded them: nothing is loaded that the program
 * has not loaded. Both their exports and those of their namespace objects that are among `variables`.
 */
export function usedBuiltins(texts: Iterable<string>, variables: Iterable<unknown>): NamedModule[] {
  const known = new Set(builtinModules);
  const names = new Set<string>();
  for (const text of texts) {
    for (const [, name] of text.matchAll(SPECIFIER)) if (known.has(name!)) names.add(name!);
  }
  // Any file would do; this module may come from the network.
  const require = createRequire(process.execPath);
  const found = new Map<unknown, string>();
  for (const name of names) {
    try {
      found.set(require(`node:${name}`), `node:${name}`);
    } catch {
      // A name of the list that this runtime does not have after all.
    }
  }
  for (const value of variables) {
    if (!types.isModuleNamespaceObject(value)) continue;
    const path = found.get(Object.getOwnPropertyDescriptor(value, "default")?.value);
    if (path !== undefined) found.set(value, path);
  }
  return [...found].filter((entry): entry is [object, string] => isObject(entry[0])).map((
    [module, path],
  ) => [path, module]);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
