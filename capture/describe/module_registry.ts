/**
 * The registry of CommonJS modules. `require` and `module` are variables of every such module and lead to all others with
 * all that they export, which nobody looks for there.
 *
 * @module
 */
import Module from "node:module";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import type { Walker } from "./walker.ts";

const REGISTRY = (Module as { readonly _cache?: object })._cache;

/** Whether the way from here to other modules is left out. With all of `depth` wanted, nothing is. */
export function isRegistry(value: object, { limits }: Walker): boolean {
  return value === REGISTRY && limits.depth < Infinity;
}

/** Describes the `module` of a CommonJS module, without the modules that it has loaded and the one that has loaded it. */
export function describeCommonModule(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const all = ownKeysOf(value);
  const keys: PropertyKey[] = [];
  for (let at = 0; at < all.length; at++) {
    const key = all[at]!;
    if ((key !== "children" && key !== "parent") || walker.limits.depth === Infinity) keys[keys.length] = key;
  }
  const node = walker.node(NodeKind.object, value, prototype, keys);
  if (keys.length < all.length) node[node.length] = walker.rest("depth", all.length - keys.length);
  return node;
}
