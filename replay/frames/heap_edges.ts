/**
 * What a node of the heap refers to, and how each step is written.
 *
 * @module
 */
import { Attribute, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { AccessorSlot, RefSlot, Slot, SymbolSlot } from "../../dump/slot.ts";
import { isIteratorNode } from "../rehydrate/iterators.ts";
import { bytesIn, isAccessor, isHole } from "../rehydrate/slots.ts";
import type { Session } from "../session.ts";

/** A step from a node to one of its values. */
export interface Edge {
  /** As it is written after the expression for the node: `.items`, `[3]`, `.get("a")`, `.[[PromiseResult]]`. */
  readonly step: string;
  /** The name of a property or variable; absent for elements and what is inside. */
  readonly name?: string | undefined;
  readonly slot: Slot;
}

/** A step to a key or a value of a Map, written when it is asked for: most of a million entries are passed by. */
class EntryEdge implements Edge {
  readonly slot: Slot;
  readonly name: string | undefined;
  readonly #place: number;
  readonly #key: Slot;
  readonly #isKey: boolean;

  constructor(place: number, key: Slot, slot: Slot, isKey: boolean) {
    this.slot = slot;
    this.name = !isKey && typeof key === "string" ? key : undefined;
    this.#place = place;
    this.#key = key;
    this.#isKey = isKey;
  }

  get step(): string {
    if (this.#isKey) return `.[[Entries]][${this.#place}].key`;
    const key = this.#key;
    const text = typeof key === "string"
      ? JSON.stringify(key)
      : String(typeof key === "object" ? `key ${this.#place}` : key);
    return `.get(${text})`;
  }
}

const INSIDE: Readonly<Record<number, readonly string[]>> = {
  [NodeKind.boxed]: [".[[PrimitiveValue]]"],
  [NodeKind.promise]: ["", ".[[PromiseResult]]"],
  [NodeKind.proxy]: [".[[Target]]", ".[[Handler]]"],
  [NodeKind.bound]: [".[[TargetFunction]]", ".[[BoundThis]]"],
  [NodeKind.view]: ["", ".buffer"],
  [NodeKind.generator]: ["", ".[[GeneratorReceiver]]", ".[[GeneratorFunction]]"],
};

/**
 * Everything that a node refers to, primitives included.
 *
 * @param seen Scopes whose variables are left out, because they were met before; those met now are added. Functions
 * share them, so that all of each would be very many.
 */
export function* edgesOf(node: HeapNode, session: Session, seen: Set<number> = new Set()): Generator<Edge> {
  const { keys, values, payload, kind, attributes } = node;
  for (const [index, key] of keys.entries()) {
    if ((attributes?.[index] ?? 0) & Attribute.absent) continue;
    const slot = values[index]!;
    const hidden = ((attributes?.[index] ?? 0) & Attribute.private) !== 0;
    const step = typeof key !== "string" ? `[${symbolText(key, session)}]` : hidden ? `.${key}` : member(key);
    if (isAccessor(slot)) yield* functionsOf(slot, step);
    else yield typeof key === "string" ? { step, name: key, slot } : { step, slot };
  }
  if (typeof node.prototype === "object" && node.prototype !== null) yield { step: ".__proto__", slot: node.prototype };
  switch (kind) {
    case NodeKind.array:
    case NodeKind.arguments:
      yield* elements(payload);
      break;
    case NodeKind.map:
      yield* entries(payload);
      break;
    case NodeKind.set:
      for (const [index, slot] of payload.entries()) yield { step: `.[[Entries]][${index}]`, slot };
      break;
    case NodeKind.weak:
      for (const [index, slot] of payload.slice(1).entries()) yield { step: `.[[Entries]][${index}]`, slot };
      break;
    case NodeKind.host:
    case NodeKind.custom:
      for (const [index, slot] of payload.slice(1).entries()) {
        if (bytesIn(slot) === undefined) yield { step: `.[[Stored]][${index}]`, slot };
      }
      break;
    case NodeKind.function:
      yield* closure(payload.slice(1), session, seen);
      break;
    case NodeKind.string:
    case NodeKind.omitted:
      for (const slot of payload) yield { step: "", slot };
      break;
    default:
      yield* inside(node, session, seen);
  }
}

/** How a property is written: `.name` or `["any other"]`. */
export function member(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A symbol as it is written: `Symbol.iterator`, `Symbol.for("key")`, and one that is nobody else's as it is shown. */
function symbolText(key: SymbolSlot | RefSlot, { file }: Session): string {
  if (key.kind === "ref") {
    const [description] = file.heap.node(key.id).payload;
    return `Symbol(${typeof description === "string" ? description : ""})`;
  }
  const { registered, wellKnown } = key;
  return registered === undefined ? `Symbol.${wellKnown}` : `Symbol.for(${JSON.stringify(registered)})`;
}

/** An accessor leads to its functions. */
function* functionsOf({ get, set }: AccessorSlot, step: string): Generator<Edge> {
  yield { step: `${step}.[[Get]]`, slot: get };
  yield { step: `${step}.[[Set]]`, slot: set };
}

function* elements(payload: readonly Slot[]): Generator<Edge> {
  let index = 0;
  for (const slot of payload) {
    if (isHole(slot)) index += slot.count;
    else if (isAccessor(slot)) yield* functionsOf(slot, `[${index++}]`);
    else yield { step: `[${index++}]`, slot };
  }
}

function* entries(payload: readonly Slot[]): Generator<Edge> {
  for (let index = 0; index + 1 < payload.length; index += 2) {
    const key = payload[index];
    yield new EntryEdge(index / 2, key, key, true);
    yield new EntryEdge(index / 2, key, payload[index + 1], false);
  }
  if (payload.length % 2 === 1) yield { step: ".[[Entries]]", slot: payload.at(-1) };
}

/** Variables of the scopes that a function or a generator closes over. */
function* closure(scopes: readonly Slot[], { file }: Session, seen: Set<number>): Generator<Edge> {
  for (const [at, index] of scopes.entries()) {
    if (typeof index !== "number" || seen.has(index)) continue;
    seen.add(index);
    const record = file.tables.scopes[index];
    for (const [number, name] of record?.names.entries() ?? []) {
      yield { step: `.[[Scopes]][${at}]${member(name)}`, name, slot: file.heap.slot(record!.values[number]) };
    }
  }
}

function* inside(node: HeapNode, session: Session, seen: Set<number>): Generator<Edge> {
  const { kind, payload } = node;
  if (kind === NodeKind.generator && isIteratorNode(node)) {
    yield { step: ".[[Entries]]", slot: payload[1] };
    if (payload.length > 3) yield { step: ".[[IteratorSource]]", slot: payload[3] };
    return;
  }
  const steps = INSIDE[kind] ?? [];
  for (const [index, step] of steps.entries()) {
    if (step !== "" && payload[index] !== undefined) yield { step, slot: payload[index] };
  }
  const rest = payload.slice(steps.length);
  if (kind === NodeKind.generator) yield* closure(rest, session, seen);
  if (kind === NodeKind.bound) {
    for (const [index, slot] of rest.entries()) yield { step: `.[[BoundArgs]][${index}]`, slot };
  }
}
