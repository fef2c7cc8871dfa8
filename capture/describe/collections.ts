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
  const node = walker.node(NodeKind.map, value, prototype);
  const iterator = apply(entries, value, []);
  for (let count = 0;; count++) {
    if (count >= maxItems || budget.exhausted) {
      const rest = mapSize(value) - count;
      if (rest > 0) node[node.length] = walker.rest(budget.cut ?? "count", rest);
      return node;
    }
    const result = apply(nextEntry, iterator, []);
    if (result.done === true) return node;
    const entry = result.value;
    node[node.length] = walker.slot(entry[0]);
    node[node.length] = walker.namedSlot(entry[0], entry[1]);
  }
}

/** Describes a Set of any class. */
export function describeSet(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const { budget, limits: { maxItems } } = walker;
  const node = walker.node(NodeKind.set, value, prototype);
  const iterator = apply(values, value, []);
  for (let count = 0;; count++) {
    if (count >= maxItems || budget.exhausted) {
      const rest = setSize(value) - count;
      if (rest > 0) node[node.length] = walker.rest(budget.cut ?? "count", rest);
      return node;
    }
    const result = apply(nextValue, iterator, []);
    if (result.done === true) return node;
    node[node.length] = walker.slot(result.value);
  }
}
