/**
 * Maps and sets.
 *
 * @module
 */
import { NodeKind, type Wire } from "../../dump/format.ts";
import type { Prototype } from "./prototypes.ts";
import { apply, getPrototypeOf, ownValue } from "./safe.ts";
import { mapSize, setSize } from "./size_of.ts";
import type { Walker } from "./walker.ts";

const { entries } = Map.prototype;
const { values } = Set.prototype;
const nextEntry = ownValue(getPrototypeOf(new Map().entries()) as object, "next") as () => IteratorResult<
  [unknown, unknown]
>;
const nextValue = ownValue(getPrototypeOf(new Set().values()) as object, "next") as () => IteratorResult<unknown>;

/** Describes a Map of any class. */
export function describeMap(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const { budget, limits: { maxItems } } = walker;
  const size = mapSize(value);
  const room = 2 * roomFor(size, maxItems);
  const node = walker.node(NodeKind.map, value, prototype, undefined, room);
  const iterator = apply(entries, value, []);
  let at = node.length - room;
  for (let count = 0; count < size; count++) {
    if (count >= maxItems || budget.exhausted) return finish(node, at, walker, size - count);
    const entry = apply(nextEntry, iterator, []).value as [unknown, unknown];
    node[at++] = walker.slot(entry[0]);
    node[at++] = walker.namedSlot(entry[0], entry[1]);
  }
  return node;
}

/** Describes a Set of any class. */
export function describeSet(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const { budget, limits: { maxItems } } = walker;
  const size = setSize(value);
  const room = roomFor(size, maxItems);
  const node = walker.node(NodeKind.set, value, prototype, undefined, room);
  const iterator = apply(values, value, []);
  let at = node.length - room;
  for (let count = 0; count < size; count++) {
    if (count >= maxItems || budget.exhausted) return finish(node, at, walker, size - count);
    node[at++] = walker.slot(apply(nextValue, iterator, []).value);
  }
  return node;
}

/** Most items that there is room for from the start; the budget may end long before a large collection does. */
const MAX_ROOM = 4096;

function roomFor(size: number, maxItems: number): number {
  const kept = size < maxItems ? size : maxItems;
  return kept < MAX_ROOM ? kept : MAX_ROOM;
}

/** Ends a node whose items were cut. */
function finish(node: Wire[], at: number, walker: Walker, left: number): Wire[] {
  node[at] = walker.rest(walker.budget.cut ?? "count", left);
  node.length = at + 1;
  return node;
}
