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
    return entryStep(this.#place, this.#key, this.#isKey);
  }
}

/** The step to the key or to the value of an entry of a Map. */
export function entryStep(place: number, key: Slot, isKey: boolean): string {
  if (isKey) return `.[[Entries]][${place}].key`;
  const text = typeof key === "string" ? JSON.stringify(key) : String(typeof key === "object" ? `key ${place}` : key);
  return `.get(${text})`;
}

/** The step to a value of a Set. */
export function valueStep(place: number): string {
  return `.[[Entries]][${place}]`;
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
  yield* propertiesOf(node, session);
  yield* insidesOf(node, session, seen);
}

/**
 * The properties of a node, and its prototype when that is of no class.
 *
 * @param first How many are passed over.
 */
export function* propertiesOf(node: HeapNode, session: Session, first = 0): Generator<Edge> {
  const { keys, values, attributes } = node;
  for (let index = first; index < keys.length; index++) {
    const key = keys[index]!;
    if ((attributes?.[index] ?? 0) & Attribute.absent) continue;
    const slot = values[index]!;
    const step = typeof key === "string" ? propertyStep(node, index) : `[${symbolText(key, session)}]`;
    if (isAccessor(slot)) yield* functionsOf(slot, step);
    else yield typeof key === "string" ? { step, name: key, slot } : { step, slot };
  }
  if (typeof node.prototype === "object" && node.prototype !== null) yield { step: ".__proto__", slot: node.prototype };
}

/**
 * What a node holds besides properties: elements, entries, and the like.
 *
 * @param first How many elements, or keys and values of entries, are passed over; there is no hole among them.
 */
export function* insidesOf(
  node: HeapNode,
  session: Session,
  seen: Set<number> = new Set(),
  first = 0,
): Generator<Edge> {
  const { kind } = node;
  switch (kind) {
    case NodeKind.array:
    case NodeKind.arguments:
      yield* elements(node, first);
      break;
    case NodeKind.map:
      yield* entries(node.payload, first);
      break;
    case NodeKind.set:
      for (let at = first; at < node.payload.length; at++) {
        yield { step: valueStep(at), slot: node.payload[at] };
      }
      break;
    case NodeKind.weak:
      for (const [index, slot] of node.payload.slice(1).entries()) yield { step: `.[[Entries]][${index}]`, slot };
      break;
    case NodeKind.host:
    case NodeKind.custom:
      for (const [index, slot] of node.payload.slice(1).entries()) {
        if (bytesIn(slot) === undefined) yield { step: `.[[Stored]][${index}]`, slot };
      }
      break;
    case NodeKind.function:
      yield* closure(node.payload.slice(1), session, seen);
      break;
    case NodeKind.string:
    case NodeKind.omitted:
      for (const slot of node.payload) yield { step: "", slot };
      break;
    default:
      yield* inside(node, session, seen);
  }
}

/** The step to a property with a name. */
export function propertyStep(node: HeapNode, index: number): string {
  const name = String(node.keys[index]);
  return isPrivate(node, index) ? `.${name}` : member(name);
}

/** Whether a property of a node is a private field. */
export function isPrivate({ attributes }: HeapNode, index: number): boolean {
  return ((attributes?.[index] ?? 0) & Attribute.private) !== 0;
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

/** How many items the payload of a node has: of a long array, without making them. */
export function countItems(node: HeapNode): number {
  return (node.elements ?? node.payload).length;
}

/** An item of the payload of a node. */
export function itemOf(node: HeapNode, at: number): Slot {
  return node.elements === undefined ? node.payload[at] : node.elements.slot(at);
}

function* elements(node: HeapNode, first: number): Generator<Edge> {
  let index = first;
  for (let at = first; at < countItems(node); at++) {
    const slot = itemOf(node, at);
    if (isHole(slot)) index += slot.count;
    else if (isAccessor(slot)) yield* functionsOf(slot, `[${index++}]`);
    else yield { step: `[${index++}]`, slot };
  }
}

function* entries(payload: readonly Slot[], first: number): Generator<Edge> {
  for (let index = first; index + 1 < payload.length; index += 2) {
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
