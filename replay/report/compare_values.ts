/**
 * Where two recorded values differ.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import {
  countItems,
  type Edge,
  entryStep,
  insidesOf,
  isPrivate,
  itemOf,
  propertiesOf,
  propertyStep,
  valueStep,
} from "../frames/heap_edges.ts";
import { classNames, refOf } from "../frames/heap_graph.ts";
import { isAccessor, isHole } from "../rehydrate/slots.ts";
import type { Session } from "../session.ts";

/** One place where two values differ. What is only on one side has no slot on the other. */
export interface Change {
  /** From the variable that holds the values, e.g. `order.items[1].price`. */
  readonly path: string;
  readonly a?: { readonly slot: Slot };
  readonly b?: { readonly slot: Slot };
}

/** Pairs of values that are compared at most. */
const MOST_PAIRS = 200_000;
/** Changes in one variable that are kept. */
const MOST_CHANGES = 100;

/** Kinds whose payload is what they are. */
const PLAIN: ReadonlySet<NodeKind> = new Set<NodeKind>([
  NodeKind.date,
  NodeKind.regexp,
  NodeKind.boxed,
  NodeKind.symbol,
  NodeKind.string,
  NodeKind.buffer,
  NodeKind.omitted,
]);

/** Where an error was made, which is compared as frames; JavaScriptCore has more of them. */
const PLACES: ReadonlySet<string> = new Set(
  ["stack", "line", "column", "sourceURL", "originalLine", "originalColumn"].map((name) => `.${name}`),
);

const NONE: readonly Change[] = [];

/** Two slots at the same place. */
interface Pair {
  readonly path: string;
  readonly a: Slot;
  readonly b: Slot;
}

/** Where what two nodes hold goes. */
interface Findings {
  readonly queue: Pair[];
  readonly changes: Change[];
}

/** Compares values of two sessions. What two paths lead to is compared once. */
export class ValueComparison {
  readonly #a: Session;
  readonly #b: Session;
  /** Pairs of nodes, as one number each. */
  readonly #seen = new Set<number>();

  constructor(a: Session, b: Session) {
    this.#a = a;
    this.#b = b;
  }

  /** The places where two values differ, nearest first. Nothing is rehydrated. */
  changes(path: string, a: Slot, b: Slot): readonly Change[] {
    if (!this.#mayDiffer(a, b)) return NONE;
    const changes: Change[] = [];
    const queue: Pair[] = [{ path, a, b }];
    for (const pair of queue) {
      if (changes.length >= MOST_CHANGES) break;
      const [left, right] = [refOf(pair.a), refOf(pair.b)];
      if (left === undefined || right === undefined) {
        changes.push(changeOf(pair));
        continue;
      }
      const [nodeA, nodeB] = [this.#a.file.heap.node(left), this.#b.file.heap.node(right)];
      if (!this.#isSameKind(nodeA, nodeB)) changes.push(changeOf(pair));
      else this.#inside(pair.path, nodeA, nodeB, { queue, changes });
      // Most nodes are compared with one other, so that what was made of them can go.
      this.#a.file.heap.release(left);
      this.#b.file.heap.release(right);
    }
    return changes;
  }

  /** Whether two slots are to be looked at: not when they say the same, or when their nodes were looked at before. */
  #mayDiffer(a: Slot, b: Slot): boolean {
    const left = refOf(a);
    const right = refOf(b);
    if (left === undefined || right === undefined) return !isSamePlain(a, b);
    const key = left * this.#b.file.heap.size + right;
    if (this.#seen.size >= MOST_PAIRS || this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** Whether two nodes are of one kind and class, and if nothing is inside of them, the same. */
  #isSameKind(a: HeapNode, b: HeapNode): boolean {
    if (a.kind !== b.kind || classNames(a, this.#a)[0] !== classNames(b, this.#b)[0]) return false;
    if (a.kind === NodeKind.function) return this.#codeOf(a, this.#a) === this.#codeOf(b, this.#b);
    if (!PLAIN.has(a.kind)) return true;
    return a.payload.length === b.payload.length && a.payload.every((slot, at) => isSamePlain(slot, b.payload[at]));
  }

  #codeOf({ payload: [index] }: HeapNode, { file }: Session): string {
    const record = typeof index === "number" ? file.tables.functions[index] : undefined;
    return `${record?.name} ${record?.hash}`;
  }

  /** Adds pairs of what two nodes hold; what only one of them holds is a change. */
  #inside(path: string, a: HeapNode, b: HeapNode, findings: Findings): void {
    if (a.kind === NodeKind.function || PLAIN.has(a.kind)) return;
    const known = this.#properties(path, a, b, findings);
    this.#edges(path, propertiesWithoutPlaces(a, this.#a, known), propertiesWithoutPlaces(b, this.#b, known), findings);
    const first = this.#items(path, a, b, findings);
    const seen = [new Set<number>(), new Set<number>()];
    this.#edges(path, insidesOf(a, this.#a, seen[0], first), insidesOf(b, this.#b, seen[1], first), findings);
  }

  /** The same for properties: adds pairs for as long as both nodes have the same keys in the same order. */
  #properties(path: string, a: HeapNode, b: HeapNode, { queue }: Findings): number {
    const end = Math.min(a.keys.length, b.keys.length);
    for (let at = 0; at < end; at++) {
      const key = a.keys[at];
      const left = a.values[at];
      const right = b.values[at];
      if (typeof key !== "string" || key !== b.keys[at] || isPrivate(a, at) !== isPrivate(b, at)) return at;
      if (isAccessor(left) || isAccessor(right)) return at;
      if (a.kind === NodeKind.error && PLACES.has(`.${key}`)) continue;
      if (this.#mayDiffer(left, right)) queue.push({ path: path + propertyStep(a, at), a: left, b: right });
    }
    return end;
  }

  /**
   * Adds pairs of the items of two collections, from the first on, for as long as they stand at the same step: of a
   * million items most say the same, and no step is written for those. How many items it has dealt with.
   */
  #items(path: string, a: HeapNode, b: HeapNode, { queue }: Findings): number {
    const isMap = a.kind === NodeKind.map;
    if (!isMap && a.kind !== NodeKind.array && a.kind !== NodeKind.set && a.kind !== NodeKind.arguments) return 0;
    const end = Math.min(countItems(a), countItems(b));
    let key: Slot;
    for (let at = 0; at < end; at++) {
      const left = itemOf(a, at);
      const right = itemOf(b, at);
      if (isMap && at % 2 === 0) {
        if (at + 1 === end || !isSameKey(left, right)) return at;
        key = left;
      } else if (!isItem(left) || !isItem(right)) return isMap ? at - 1 : at;
      if (!this.#mayDiffer(left, right)) continue;
      const step = isMap ? entryStep(at >> 1, key, at % 2 === 0) : a.kind === NodeKind.set ? valueStep(at) : `[${at}]`;
      queue.push({ path: path + step, a: left, b: right });
    }
    return end;
  }

  #edges(path: string, ours: Generator<Edge>, theirs: Generator<Edge>, { queue, changes }: Findings): void {
    const add = (step: string, a: Slot, b: Slot): void => {
      if (this.#mayDiffer(a, b)) queue.push({ path: path + step, a, b });
    };
    // Most have the same steps in the same order, so that no table of them is needed, which may be long.
    let left = ours.next();
    let right = theirs.next();
    for (; !left.done && !right.done && left.value.step === right.value.step;) {
      add(left.value.step, left.value.slot, right.value.slot);
      left = ours.next();
      right = theirs.next();
    }
    const others = new Map<string, Slot>();
    for (; !right.done; right = theirs.next()) others.set(right.value.step, right.value.slot);
    for (; !left.done; left = ours.next()) {
      const { step, slot } = left.value;
      if (others.has(step)) add(step, slot, others.get(step));
      else if (changes.length < MOST_CHANGES) changes.push({ path: path + step, a: { slot } });
      others.delete(step);
    }
    for (const [step, slot] of others) {
      if (changes.length >= MOST_CHANGES) break;
      changes.push({ path: path + step, b: { slot } });
    }
  }
}

/** The properties of a node; of an error, not where it was made. */
function propertiesWithoutPlaces(node: HeapNode, session: Session, first: number): Generator<Edge> {
  const properties = propertiesOf(node, session, first);
  return node.kind === NodeKind.error ? withoutPlaces(properties) : properties;
}

function* withoutPlaces(edges: Generator<Edge>): Generator<Edge> {
  for (const edge of edges) if (!PLACES.has(edge.step)) yield edge;
}

/** Whether two keys of Maps are written in the same way at the same place. */
function isSameKey(a: Slot, b: Slot): boolean {
  return isItem(a) && isItem(b) && (typeof a === "object" ? typeof b === "object" : Object.is(a, b));
}

/** Whether a slot is one item, no run of holes or accessor, which count otherwise. */
function isItem(slot: Slot): boolean {
  return !isHole(slot) && !isAccessor(slot);
}

function changeOf({ path, a, b }: Pair): Change {
  return { path, a: { slot: a }, b: { slot: b } };
}

/** Whether two slots without a node say the same. */
function isSamePlain(a: Slot, b: Slot): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (a.kind === "bytes" && b.kind === "bytes") {
    return a.bytes.length === b.bytes.length && a.bytes.every((byte, at) => byte === b.bytes[at]);
  }
  // What else has no node is a record of a few plain fields.
  return JSON.stringify(a, plainly) === JSON.stringify(b, plainly);
}

function plainly(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
