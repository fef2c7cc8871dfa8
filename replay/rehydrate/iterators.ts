/**
 * Iterators of maps and sets, of which some engines tell what they are still to give. In a live session they give it.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Context } from "./context.ts";
import { isRef, omittedIn } from "./slots.ts";

const { apply } = Reflect;
const { set, entries, values } = Map.prototype;
const { add, entries: setEntries, values: setValues } = Set.prototype;

/** Whether a node is an iterator whose inside is known, rather than a generator. */
export function isIteratorNode({ payload: [kind, coming] }: HeapNode): boolean {
  return (kind === "keys" || kind === "values" || kind === "entries") &&
    (isRef(coming) || omittedIn(coming) !== undefined);
}

/** A real iterator that gives what is still to come; undefined when not all of that is in the dump. */
export function iteratorOver(node: HeapNode, context: Context): object | undefined {
  const [kind, coming] = node.payload;
  const items = isIteratorNode(node) ? itemsIn(coming, context) : undefined;
  if (items === undefined) return undefined;
  const pairs = items.map((slot, at) => kind === "entries" ? itemsIn(slot, context) : [at, slot]);
  if (!pairs.every((pair): pair is Slot[] => pair?.length === 2)) return undefined;
  if (context.className(node) === "SetIterator") {
    const source = new Set<unknown>();
    context.later(() => pairs.forEach(([, value]) => apply(add, source, [context.reach(value)])));
    return apply(kind === "entries" ? setEntries : setValues, source, []);
  }
  // Under numbers, values that are there twice keep their number.
  const source = new Map<unknown, unknown>();
  context.later(() => pairs.forEach(([key, value]) => apply(set, source, [context.reach(key), context.reach(value)])));
  return apply(kind === "entries" ? entries : values, source, []);
}

/** What is inside an iterator. */
export function iteratorInternals({ payload }: HeapNode, context: Context): [string, unknown][] {
  const [kind, coming, index, source] = payload;
  return [
    ["IteratorKind", kind],
    ["Entries", context.value(coming)],
    ...typeof index === "number" ? [["IteratorIndex", index] as [string, unknown]] : [],
    ...payload.length > 3 ? [["IteratorSource", context.value(source)] as [string, unknown]] : [],
  ];
}

/** The elements of an array; undefined when it is not all there. */
function itemsIn(slot: Slot, context: Context): readonly Slot[] | undefined {
  if (!isRef(slot)) return undefined;
  const { kind, payload } = context.node(slot.id);
  const isWhole = kind === NodeKind.array && payload.every((item) => omittedIn(item) === undefined);
  return isWhole ? payload : undefined;
}
