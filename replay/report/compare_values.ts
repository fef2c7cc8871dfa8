/**
 * Where two recorded values differ.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import { edgesOf } from "../frames/heap_edges.ts";
import { classNames, refOf } from "../frames/heap_graph.ts";
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

/** Compares values of two sessions. What two paths lead to is compared once. */
export class ValueComparison {
  readonly #a: Session;
  readonly #b: Session;
  readonly #seen = new Set<string>();

  constructor(a: Session, b: Session) {
    this.#a = a;
    this.#b = b;
  }

  /** The places where two values differ, nearest first. Nothing is rehydrated. */
  changes(path: string, a: Slot, b: Slot): Change[] {
    const changes: Change[] = [];
    const queue = [{ path, a, b }];
    for (const pair of queue) {
      if (changes.length >= MOST_CHANGES || this.#seen.size >= MOST_PAIRS) break;
      const [left, right] = [refOf(pair.a), refOf(pair.b)];
      if (left === undefined || right === undefined) {
        if (!isSamePlain(pair.a, pair.b)) changes.push(changeOf(pair.path, pair.a, pair.b));
        continue;
      }
      const key = `${left} ${right}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const [nodeA, nodeB] = [this.#a.file.heap.node(left), this.#b.file.heap.node(right)];
      if (!this.#isSameKind(nodeA, nodeB)) changes.push(changeOf(pair.path, pair.a, pair.b));
      else queue.push(...this.#inside(pair.path, nodeA, nodeB, changes));
    }
    return changes;
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

  /** Pairs of what two nodes hold; what only one of them holds is a change. */
  #inside(path: string, a: HeapNode, b: HeapNode, changes: Change[]): { path: string; a: Slot; b: Slot }[] {
    if (a.kind === NodeKind.function || PLAIN.has(a.kind)) return [];
    const theirs = new Map([...edgesOf(b, this.#b)].map(({ step, slot }) => [step, slot]));
    if (b.kind === NodeKind.error) { for (const step of PLACES) theirs.delete(step); }
    const pairs: { path: string; a: Slot; b: Slot }[] = [];
    for (const { step, slot } of edgesOf(a, this.#a)) {
      if (a.kind === NodeKind.error && PLACES.has(step)) continue;
      if (theirs.has(step)) pairs.push({ path: path + step, a: slot, b: theirs.get(step) });
      else changes.push({ path: path + step, a: { slot } });
      theirs.delete(step);
    }
    for (const [step, slot] of theirs) changes.push({ path: path + step, b: { slot } });
    return pairs;
  }
}

function changeOf(path: string, a: Slot, b: Slot): Change {
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
