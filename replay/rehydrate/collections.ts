/**
 * Arrays, `arguments`, Map and Set. What was left out after their last item stands visibly as the last item.
 *
 * @module
 */
import { isProxy } from "node:util/types";
import { runInThisContext } from "node:vm";
import { Attribute } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Context, Kind } from "./context.ts";
import { largeArray } from "./large_array.ts";
import { defineSlot } from "./properties.ts";
import { isAccessor, isHole } from "./slots.ts";

const { apply, defineProperty } = Reflect;
const { set: mapSet } = Map.prototype;
const { add: setAdd } = Set.prototype;

const ORDINARY = Attribute.writable | Attribute.enumerable | Attribute.configurable;

/** Array. */
export const array: Kind = {
  allocate: (node, context) => largeArray(node, context) ?? [],
  fill(target: unknown[], node, context) {
    if (isProxy(target)) return; // A large array has its elements, or will.
    target.length = fillElements(target, node, context);
  },
};

/** The `arguments` object. That of strict code has a `callee` that cannot be replaced. */
export const argumentsObject: Kind = {
  allocate: ({ keys }) =>
    keys.includes("callee") ? runInThisContext("(function () { return arguments; })()") as object : (function () {
      return arguments;
    })(),
  fill(target: IArguments, node, context) {
    const length = fillElements(target, node, context);
    defineProperty(target, "length", { value: length });
  },
};

/** Defines the elements and gives the length, holes included. */
function fillElements(target: object, node: HeapNode, context: Context): number {
  const elements = target as Record<number, unknown>;
  let index = 0;
  for (const slot of node.payload) {
    if (isHole(slot)) {
      index += slot.count;
    } else {
      if (isAccessor(slot)) defineSlot(target, index, slot, ORDINARY, node, context);
      else elements[index] = context.reach(slot);
      index++;
    }
  }
  return index;
}

/** Map. */
export const map: Kind = {
  allocate: () => new Map(),
  fill(target: Map<unknown, unknown>, { payload }, context) {
    for (let at = 0; at < payload.length; at += 2) {
      const key = context.reach(payload[at]);
      apply(mapSet, target, [key, at + 1 < payload.length ? context.reach(payload[at + 1]) : key]);
    }
  },
};

/** Set. */
export const set: Kind = {
  allocate: () => new Set(),
  fill(target: Set<unknown>, { payload }, context) {
    for (const slot of payload) apply(setAdd, target, [context.reach(slot)]);
  },
};
