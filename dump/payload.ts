/**
 * What follows the property values of a node, kind by kind.
 *
 * @module
 */
import { isCount, isOmittedSlot, isRefSlot, isSymbolSlot } from "./decode_slot.ts";
import { Fault } from "./fault.ts";
import { NodeKind } from "./format.ts";
import type { HoleSlot, Slot } from "./slot.ts";

/** What the indexes of a payload are checked against. */
export interface PayloadContext {
  /** How many records `functions` has. */
  readonly functions: number;
  /** How many records `scopes` has. */
  readonly scopes: number;
  /** Whether the file is of a newer minor version, which may have more at the end. */
  readonly newer: boolean;
}

type Payload = readonly Slot[];

/** Checks a payload and throws a {@linkcode Fault}. */
type Check = (payload: Payload, context: PayloadContext) => void;

/** Longest array that JavaScript has. */
const MAX_ARRAY_LENGTH = 2 ** 32 - 1;

const VIEWS: ReadonlySet<Slot> = new Set([
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  "DataView",
]);

const WEAK: ReadonlySet<Slot> = new Set(["WeakMap", "WeakSet", "WeakRef"]);

const PROMISE_STATES: ReadonlySet<Slot> = new Set(["pending", "fulfilled", "rejected"]);

const CHECKS: Readonly<Record<NodeKind, Check>> = {
  [NodeKind.object]: properties,
  [NodeKind.array]: elements,
  [NodeKind.map]: entries,
  [NodeKind.set]: (payload) => payload.forEach(value),
  [NodeKind.date]: exactly([(slot) => typeof slot === "number"]),
  [NodeKind.regexp]: exactly([isText, isText, isValue]),
  [NodeKind.error]: properties,
  [NodeKind.boxed]: exactly([isPrimitive]),
  [NodeKind.symbol]: exactly([(slot) => slot === undefined || isText(slot)]),
  [NodeKind.string]: exactly([isText], isOmittedSlot),
  [NodeKind.buffer]: exactly([isBytesOrOmitted, isFlag, isOptionalCount], isOmittedSlot),
  [NodeKind.view]: exactly([(slot) => VIEWS.has(slot), isRefOrOmitted, isCount, isOptionalCount], isOmittedSlot),
  [NodeKind.function]: (payload, context) => {
    index(payload[0], context.functions, "function");
    scopes(payload, 1, context);
  },
  [NodeKind.bound]: known(2, (payload) => payload.forEach(value)),
  [NodeKind.promise]: known(2, exactly([(slot) => PROMISE_STATES.has(slot), isValue])),
  [NodeKind.proxy]: known(2, exactly([isValue, isValue])),
  [NodeKind.weak]: (payload) => {
    const [name, ...held] = payload;
    if (!WEAK.has(name)) throw new Fault("a weak collection has no name");
    if (name === "WeakMap") entries(held);
    else held.forEach(value);
    if (name === "WeakRef" && held.length !== 1) throw new Fault("a WeakRef has no target");
  },
  [NodeKind.generator]: known(3, (payload, context) => {
    if (isIteratorKind(payload[0]) && payload.length === 4) return payload.forEach(value);
    if (payload[0] !== undefined && !isText(payload[0])) throw new Fault("the state of a generator is no text");
    value(payload[1]);
    value(payload[2]);
    scopes(payload, 3, context);
  }),
  [NodeKind.module]: properties,
  [NodeKind.host]: (payload) => {
    if (!isText(payload[0])) throw new Fault("a host object has no class name");
    for (const slot of payload) if (!isValue(slot) && !isBytes(slot)) throw new Fault("a host object holds no value");
  },
  [NodeKind.custom]: exactly([isText, isValue]),
  [NodeKind.omitted]: exactly([isOmittedSlot]),
  [NodeKind.arguments]: elements,
};

/**
 * Checks the payload of a node.
 *
 * @throws {Fault} If it is not what its kind has.
 */
export function checkPayload(kind: NodeKind, payload: Payload, context: PayloadContext): void {
  CHECKS[kind](payload, context);
}

/**
 * Checks the value of a property: anything but holes and bytes.
 *
 * @throws {Fault} If it is one of those.
 */
export function checkProperty(slot: Slot): void {
  if (isHole(slot) || isBytes(slot)) throw new Fault("a property holds a hole or bytes");
}

/** Whether it is the first item of an iterator: what it gives of each entry. */
function isIteratorKind(slot: Slot): boolean {
  return slot === "keys" || slot === "values" || slot === "entries";
}

/** Nothing, or the rest of the properties. */
function properties(payload: Payload, { newer }: PayloadContext): void {
  if (payload.length === 0 || newer) return;
  if (payload.length > 1 || !isOmittedSlot(payload[0])) throw new Fault("more values than the kind and its shape have");
}

/** A payload of these items, perhaps with one more; a newer format may have others after them. */
function exactly(items: readonly ((slot: Slot) => boolean)[], last?: (slot: Slot) => boolean): Check {
  return (payload, { newer }) => {
    if (payload.length < items.length) throw new Fault("fewer values than the kind has");
    items.forEach((isItem, at) => {
      if (!isItem(payload[at])) throw new Fault(`value ${at} of the payload is not what the kind has`);
    });
    if (payload.length === items.length || newer) return;
    if (payload.length > items.length + 1 || last === undefined || !last(payload[items.length])) {
      throw new Fault("more values than the kind has");
    }
  };
}

/** A payload that `check` describes and that has at least `least` items, or one `Omitted` in place of it all. */
function known(least: number, check: Check): Check {
  return (payload, context) => {
    if (payload.length === 1 && isOmittedSlot(payload[0])) return;
    if (payload.length < least) throw new Fault("fewer values than the kind has");
    check(payload, context);
  };
}

function elements(payload: Payload): void {
  checkElements(payload, 0);
}

/**
 * Checks elements of an array.
 *
 * @param others How many more elements it has.
 * @throws {Fault} If one is none, or there are too many.
 */
export function checkElements(payload: Iterable<Slot>, others: number): void {
  let length = others;
  for (const slot of payload) {
    if (isBytes(slot)) throw new Fault("an element holds bytes");
    length += isHole(slot) ? slot.count : 1;
  }
  if (length > MAX_ARRAY_LENGTH) throw new Fault("an array is longer than arrays can be");
}

function entries(payload: Payload): void {
  payload.forEach(value);
  if (payload.length % 2 === 1 && !isOmittedSlot(payload[payload.length - 1])) {
    throw new Fault("a map has a key without value");
  }
}

/** Indexes in `scopes` from `start` on, or one `Omitted` in place of them. */
function scopes(payload: Payload, start: number, context: PayloadContext): void {
  if (payload.length === start + 1 && isOmittedSlot(payload[start])) return;
  for (let at = start; at < payload.length; at++) index(payload[at], context.scopes, "scope");
}

function index(slot: Slot, count: number, table: string): void {
  if (!isCount(slot)) throw new Fault(`a ${table} has no index`);
  if (slot >= count) throw new Fault(`it refers to ${table} ${slot}, and there are ${count}`);
}

function value(slot: Slot): void {
  if (!isValue(slot)) throw new Fault("an accessor, a hole or bytes stand where a value should");
}

function isValue(slot: Slot): boolean {
  return !isHole(slot) && !isBytes(slot) && !(typeof slot === "object" && slot !== null && slot.kind === "accessor");
}

function isHole(slot: Slot): slot is HoleSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "hole";
}

function isBytes(slot: Slot): boolean {
  return typeof slot === "object" && slot !== null && slot.kind === "bytes";
}

function isText(slot: Slot): boolean {
  return typeof slot === "string";
}

function isFlag(slot: Slot): boolean {
  return typeof slot === "boolean";
}

function isOptionalCount(slot: Slot): boolean {
  return slot === undefined || isCount(slot);
}

function isBytesOrOmitted(slot: Slot): boolean {
  return isBytes(slot) || isOmittedSlot(slot);
}

function isRefOrOmitted(slot: Slot): boolean {
  return isRefSlot(slot) || isOmittedSlot(slot);
}

function isPrimitive(slot: Slot): boolean {
  return (typeof slot !== "object" && slot !== undefined) || isSymbolSlot(slot) || isRefSlot(slot) ||
    isOmittedSlot(slot);
}
