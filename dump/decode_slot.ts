/**
 * What a slot on the wire means.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { Fault } from "./fault.ts";
import { Escape, type Omitted, type OmittedReason } from "./format.ts";
import type { OmittedSlot, RefSlot, Slot, SymbolSlot } from "./slot.ts";

/** What a reference and an unknown escape are checked against. */
export interface SlotContext {
  /** How many nodes the heap has. */
  readonly nodes: number;
  /** Whether the file is of a newer minor version: what is not known is shown as omitted then, else it is a fault. */
  readonly newer: boolean;
}

/** Returns the id that the next `-1` stands for. */
export type NextId = () => number;

/** Most hexadecimal digits of a BigInt: 64 KiB. */
const MAX_BIGINT_DIGITS = 131_072;

/** Longest path of a built-in value, key of a reason or name of a well-known symbol, in UTF-16 units. */
const MAX_NAME = 1000;

const REASONS: ReadonlySet<string> = new Set<OmittedReason>([
  "depth",
  "count",
  "length",
  "size",
  "time",
  "redacted",
  "skipped",
  "accessor",
  "unsupported",
  "no-inspector",
  "failed",
]);

/**
 * Decodes one slot.
 *
 * @param wire The item as CBOR gives it.
 * @param next The id for `-1`; left out where `-1` may not stand, that is, outside of the heap.
 * @throws {Fault} If the item is no slot.
 */
export function decodeSlot(wire: unknown, context: SlotContext, next?: NextId): Slot {
  switch (typeof wire) {
    case "string":
    case "boolean":
    case "undefined":
      return wire;
    case "number":
      return wire < 0 && Number.isInteger(wire) ? decodeReference(wire, context, next) : wire;
    case "object":
      if (wire === null) return null;
      if (Array.isArray(wire)) return decodeEscape(wire, context, next);
      // A copy, because what CBOR gives is a view of the file.
      if (wire instanceof Uint8Array) return { kind: "bytes", bytes: new Uint8Array(wire) };
  }
  throw new Fault("a slot holds neither a value nor a reference");
}

/**
 * Decodes a reference: a negative whole number.
 *
 * @throws {Fault} If it is none, or if there is no such node.
 */
export function decodeReference(wire: number, context: SlotContext, next?: NextId): RefSlot {
  let id = -2 - wire;
  if (wire === -1) {
    if (next === undefined) throw new Fault("a reference to the next node stands outside of the heap");
    id = next();
  }
  if (id < 0 || id >= context.nodes) throw new Fault(`it refers to node ${id}, and there are ${context.nodes}`);
  return { kind: "ref", id };
}

function decodeEscape(wire: readonly unknown[], context: SlotContext, next: NextId | undefined): Slot {
  const [escape, first, second] = wire;
  if (wire.length === 1) return decodeNumber(escape);
  switch (escape) {
    case Escape.bigint:
      return decodeBigInt(text(first, MAX_BIGINT_DIGITS + 1));
    case Escape.registeredSymbol:
      return { kind: "symbol", registered: text(first) };
    case Escape.wellKnownSymbol:
      return { kind: "symbol", wellKnown: text(first, MAX_NAME) };
    case Escape.accessor:
      if (wire.length < 3) throw new Fault("an accessor has no setter slot");
      return {
        kind: "accessor",
        get: accessorFunction(first, context, next),
        set: accessorFunction(second, context, next),
      };
    case Escape.hole:
      if (!isCount(first) || first === 0 || first >= 2 ** 32) throw new Fault("a run of holes has no length");
      return { kind: "hole", count: first };
    case Escape.omitted:
      return decodeOmitted(wire, context);
    case Escape.builtin:
      return { kind: "builtin", path: text(first, MAX_NAME) };
    case Escape.utf16:
      return decodeUtf16(first);
  }
  if (!isCount(escape)) throw new Fault("an escape has no number");
  if (context.newer) return unsupported(`escape ${escape} of a newer format`);
  throw new Fault(`there is no escape ${escape}`);
}

/** Stands for what a newer format has and this one has not. */
export function unsupported(detail: string): OmittedSlot {
  return { kind: "omitted", omitted: { reason: "unsupported", detail } };
}

function decodeNumber(value: unknown): number {
  if (value === 0) return -0;
  if (typeof value === "number" && Number.isInteger(value) && value < 0) return value;
  throw new Fault("an escaped number is neither negative nor zero");
}

function decodeBigInt(hex: string): bigint {
  const digits = hex.startsWith("-") ? hex.slice(1) : hex;
  if (!/^[0-9a-f]+$/.test(digits)) throw new Fault("a BigInt has no hexadecimal digits");
  const magnitude = BigInt(`0x${digits}`);
  return digits === hex ? magnitude : -magnitude;
}

function accessorFunction(wire: unknown, context: SlotContext, next: NextId | undefined): Slot {
  const slot = decodeSlot(wire, context, next);
  if (slot === undefined || isRefSlot(slot) || isOmittedSlot(slot)) return slot;
  if (typeof slot === "object" && slot?.kind === "builtin") return slot;
  throw new Fault("a getter or a setter is no function");
}

function decodeOmitted(wire: readonly unknown[], context: SlotContext): OmittedSlot {
  const [, reason, type, size, detail] = wire;
  const known = isReason(reason);
  if (!known && !(context.newer && typeof reason === "string")) {
    throw new Fault("there is no such reason for an omission");
  }
  const omitted: { -readonly [Key in keyof Omitted]: Omitted[Key] } = { reason: known ? reason : "unsupported" };
  if (type !== undefined && type !== null) omitted.type = text(type);
  if (size !== undefined && size !== null) {
    if (!isCount(size)) throw new Fault("the size of an omission is no count");
    omitted.size = size;
  }
  if (detail !== undefined && detail !== null) omitted.detail = text(detail);
  return { kind: "omitted", omitted };
}

/** Whether `value` is a reason that this format has. */
export function isReason(value: unknown): value is OmittedReason {
  return typeof value === "string" && REASONS.has(value);
}

function decodeUtf16(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array) || bytes.length % 2 !== 0) {
    throw new Fault("a UTF-16 string has no even number of bytes");
  }
  return Buffer.from(bytes).swap16().toString("utf16le");
}

function text(value: unknown, limit = Infinity): string {
  if (typeof value !== "string") throw new Fault("an escape holds no text where it should");
  if (value.length > limit) throw new Fault(`an escape holds text of more than ${limit} characters`);
  return value;
}

/** Whether `value` is a whole number that can count things. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Whether a slot is a symbol that is no node. */
export function isSymbolSlot(slot: Slot): slot is SymbolSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "symbol";
}

/** Whether a slot refers to a node. */
export function isRefSlot(slot: Slot): slot is RefSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "ref";
}

/** Whether a slot stands for what was left out. */
export function isOmittedSlot(slot: Slot): slot is OmittedSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "omitted";
}
