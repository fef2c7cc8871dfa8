/**
 * The graph of all values: which can be reached, by which path, from where.
 *
 * @module
 */
import type { FrameRecord } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Frame } from "./frame.ts";
import type { Session } from "../session.ts";
import { type Edge, edgesOf, member } from "./heap_edges.ts";
import { ScopeNames } from "./scope_names.ts";

/** A place that holds a value. */
export interface Place {
  /** The frame whose variable the path begins with; undefined for `$exception`. */
  readonly frame: Frame | undefined;
  /** Which exception `$exception` stands for; absent for a variable. */
  readonly exception?: number;
  /** How an expression would reach it; what no expression reaches stands in double brackets. */
  readonly path: string;
}

/** A value that was met on the way, at one of its places. */
export interface Visit {
  readonly slot: Slot;
  /** The name of the variable or property that holds it. */
  readonly name: string | undefined;
  /** Whether its node was met before, on a path that is not longer. */
  readonly again: boolean;
  place(): Place;
}

/** Inner scopes in which a variable of the same name is looked for. */
const LEVELS = 50;

interface Root extends Place {
  readonly name: string | undefined;
  readonly slot: Slot;
}

/** How a node was reached first. */
interface Way {
  /** A node, or a root. */
  readonly from: number | Root;
  readonly step: string;
}

/**
 * Meets every value that can be reached, nearest first: from the variables of the given frame, then from those of the
 * other frames, then from what was thrown. A variable is met once, whatever closes over it. Nothing is rehydrated.
 *
 * @throws {DumpError} If a part of the heap is damaged.
 */
export function* visits(session: Session, first: Frame | undefined): Generator<Visit> {
  const ways = new Map<number, Way>();
  const queue: number[] = [];
  const meet = (edge: Pick<Edge, "slot" | "name" | "step">, from: number | Root): Visit => {
    const { slot, name } = edge;
    const id = refOf(slot);
    const again = id !== undefined && ways.has(id);
    if (id !== undefined && !again) {
      ways.set(id, { from, step: edge.step });
      queue.push(id);
    }
    return { slot, name, again, place: () => placeOf(ways, from, edge.step) };
  };
  const scopes = new Set<number>();
  for (const root of rootsOf(session, first, scopes)) {
    yield meet({ slot: root.slot, name: root.name, step: "" }, root);
  }
  const { heap } = session.file;
  for (let at = 0; at < queue.length; at++) {
    const id = queue[at]!;
    for (const edge of edgesOf(heap.node(id), session, scopes)) yield meet(edge, id);
    // Each is looked at once, and all of them together may be very many.
    heap.release(id);
  }
}

/** The node that a slot refers to. */
export function refOf(slot: Slot): number | undefined {
  return typeof slot === "object" && slot !== null && "kind" in slot && slot.kind === "ref" ? slot.id : undefined;
}

/** Names of the class of a node and of the classes that it extends, nearest first. */
export function classNames({ prototype }: HeapNode, { file }: Session): string[] {
  const { classes } = file.tables;
  const names: string[] = [];
  const seen = new Set<number>();
  for (let index = prototype; typeof index === "number" && !seen.has(index); index = classes[index]?.extends ?? null) {
    seen.add(index);
    names.push(classes[index]?.name ?? "");
  }
  return names;
}

function placeOf(ways: ReadonlyMap<number, Way>, from: number | Root, step: string): Place {
  let path = step;
  let at = from;
  while (typeof at === "number") {
    const way: Way = ways.get(at)!;
    path = way.step + path;
    at = way.from;
  }
  const { frame, exception } = at;
  return { frame, path: at.path + path, ...exception !== undefined && { exception } };
}

/** Variables and receivers of the frames, each scope once, and what was thrown. */
function* rootsOf(session: Session, first: Frame | undefined, seen: Set<number>): Generator<Root> {
  const { exceptions, file: { tables, heap } } = session;
  const names = new ScopeNames();
  for (const [frame, record] of framesOf(session, first)) {
    for (const [level, index] of record.scopes.entries()) {
      const scope = tables.scopes[index];
      if (scope === undefined || seen.has(index)) continue;
      seen.add(index);
      const inner = record.scopes.slice(Math.max(0, level - LEVELS), level).flatMap((index) =>
        tables.scopes[index] ?? []
      );
      for (const [at, name] of scope.names.entries()) {
        // An inner variable of the same name hides it.
        const isHidden = inner.some((scope) => names.indexOf(scope, name) !== undefined);
        const path = isHidden ? `[[Scopes]][${level}]${member(name)}` : name;
        yield { frame, path, name, slot: heap.slot(scope.values[at]) };
      }
    }
    const receiver = record.this === undefined ? undefined : heap.slot(record.this);
    if (refOf(receiver) !== undefined) yield { frame, path: "this", name: "this", slot: receiver };
  }
  for (const { index } of exceptions) {
    const path = "$exception";
    yield {
      frame: undefined,
      exception: index,
      path,
      name: undefined,
      slot: heap.slot(tables.exceptions[index]?.value),
    };
  }
}

/** The frames of all throws with their records, the given one first; one of those that have the same record. */
function* framesOf(
  { exceptions, file: { tables } }: Session,
  first: Frame | undefined,
): Generator<[Frame, FrameRecord]> {
  const seen = new Set<number>();
  const firsts: [Frame, FrameRecord][] = [];
  const others: [Frame, number][] = [];
  for (const exception of exceptions) {
    const record = tables.exceptions[exception.index];
    const records = [record, ...record?.throws ?? []];
    for (const [at, indexes] of records.entries()) {
      for (const [place, index] of indexes?.frames.entries() ?? []) {
        const isFirst = first !== undefined && place === first.index - 1;
        if (seen.has(index) && !isFirst) continue;
        seen.add(index);
        const frame = (at === 0 ? exception : exception.throws[at - 1]!).frames[place]!;
        if (frame === first) firsts.push([frame, tables.frames[index]!]);
        else others.push([frame, index]);
      }
    }
  }
  yield* firsts;
  for (const [frame, index] of others) yield [frame, tables.frames[index]!];
}
