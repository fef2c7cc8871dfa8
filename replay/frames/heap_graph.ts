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
import { edgesOf, member } from "./heap_edges.ts";

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
  const meet = (slot: Slot, name: string | undefined, from: number | Root, step: string): Visit => {
    const id = refOf(slot);
    const again = id !== undefined && ways.has(id);
    if (id !== undefined && !again) {
      ways.set(id, { from, step });
      queue.push(id);
    }
    return { slot, name, again, place: () => placeOf(ways, from, step) };
  };
  const scopes = new Set<number>();
  for (const root of rootsOf(session, first, scopes)) yield meet(root.slot, root.name, root, "");
  for (let at = 0; at < queue.length; at++) {
    const id = queue[at]!;
    for (const { slot, name, step } of edgesOf(session.file.heap.node(id), session, scopes)) {
      yield meet(slot, name, id, step);
    }
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
  for (const [frame, record] of framesOf(session, first)) {
    const names = new Set<string>();
    for (const [level, index] of record.scopes.entries()) {
      const scope = tables.scopes[index];
      if (scope === undefined || seen.has(index)) continue;
      seen.add(index);
      for (const [at, name] of scope.names.entries()) {
        // An inner variable of the same name hides it.
        const path = names.has(name) ? `[[Scopes]][${level}]${member(name)}` : name;
        yield { frame, path, name, slot: heap.slot(scope.values[at]) };
        names.add(name);
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

/** All frames of all throws with their records, the given one first. */
function framesOf({ exceptions, file: { tables } }: Session, first: Frame | undefined): [Frame, FrameRecord][] {
  const pairs = exceptions.flatMap((exception) => {
    const record = tables.exceptions[exception.index];
    const stacks = [exception, ...exception.throws];
    const records = [record, ...record?.throws ?? []];
    return stacks.flatMap(({ frames }, at) =>
      frames.map((frame, index): [Frame, FrameRecord] => [frame, tables.frames[records[at]!.frames[index]!]!])
    );
  });
  return [...pairs.filter(([frame]) => frame === first), ...pairs.filter(([frame]) => frame !== first)];
}
