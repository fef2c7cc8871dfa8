/**
 * Text that a CBOR text string cannot carry, escaped before it is written.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { Escape, type MemberRecord, type Tables, type Wire, type WireShape } from "./format.ts";

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** A byte order mark, which the decoder drops at the beginning of a text. */
const BOM = "\ufeff";

/**
 * Whether plain data hold text that needs an escape.
 *
 * @param encoded The bytes that the encoder made of the data. Looking at them first costs next to nothing, while looking
 * at every text would cost a third of the encoding: the encoder writes a lone surrogate as ED A0 80 to ED BF BF, or as
 * the replacement character EF BF BD. Numbers may look the same; then the texts decide.
 */
export function needsEscape(data: unknown, encoded: Uint8Array): boolean {
  return mayHoldSurrogates(encoded) && holdsSuchText(data);
}

function mayHoldSurrogates(encoded: Uint8Array): boolean {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    if (bytes[at + 1]! >= 0xa0 && bytes[at + 1]! <= 0xbf && bytes[at + 2]! >= 0x80) return true;
  }
  return bytes.includes("\ufffd") || bytes.includes(BOM);
}

function holdsSuchText(data: unknown): boolean {
  if (typeof data === "string") return isUnfit(data);
  if (typeof data !== "object" || data === null || data instanceof Uint8Array) return false;
  if (Array.isArray(data)) return data.some(holdsSuchText);
  return Object.entries(data).some(([key, value]) => isUnfit(key) || holdsSuchText(value));
}

/** Escapes the keys of the shapes. */
export function escapeShapes(shapes: readonly WireShape[]): readonly WireShape[] {
  return shapes.map(([kind, prototype, integrity, keys, attributes]) => {
    const escaped = keys.map(escapeSlot);
    return attributes ? [kind, prototype, integrity, escaped, attributes] : [kind, prototype, integrity, escaped];
  });
}

/** Escapes the values in the tables; in their texts, a lone surrogate becomes U+FFFD. */
export function escapeTables(tables: Tables): Tables {
  const escapeMembers = (members: readonly MemberRecord[]): readonly MemberRecord[] =>
    members.map((member) => escapeRecord(member, "key", "value"));
  return {
    ...replaceSurrogates(tables),
    exceptions: tables.exceptions.map((record) => escapeRecord(record, "value")),
    frames: tables.frames.map((record) => escapeRecord(record, "this")),
    scopes: tables.scopes.map((record) => ({ ...replaceSurrogates(record), values: record.values.map(escapeSlot) })),
    classes: tables.classes.map((record) => ({
      ...escapeRecord(record, "value"),
      members: escapeMembers(record.members),
      statics: escapeMembers(record.statics),
    })),
  };
}

/** Replaces lone surrogates in every text of plain data by U+FFFD. */
export function replaceSurrogates<T>(data: T): T {
  return replaceIn(data) as T;
}

function replaceIn(data: unknown): unknown {
  if (typeof data === "string") return data.replace(LONE_SURROGATES, "\ufffd");
  if (typeof data !== "object" || data === null || data instanceof Uint8Array) return data;
  if (Array.isArray(data)) return data.map(replaceIn);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [replaceIn(key), replaceIn(value)]));
}

/** Escapes the slots of a record, which are these fields, and its texts. */
function escapeRecord<T extends object>(record: T, ...slots: readonly (keyof T)[]): T {
  const escaped = replaceSurrogates(record);
  for (const field of slots) {
    if (Object.hasOwn(record, field)) escaped[field] = escapeSlot(record[field] as Wire) as T[keyof T];
  }
  return escaped;
}

function escapeSlot(slot: Wire): Wire {
  if (typeof slot === "string") return isUnfit(slot) ? [Escape.utf16, utf16(slot)] : slot;
  if (!Array.isArray(slot)) return slot;
  return slot[0] === Escape.accessor ? slot.map(escapeSlot) : replaceSurrogates(slot);
}

/** Whether a text needs an escape. */
export function isUnfit(text: string): boolean {
  // Every supported runtime has isWellFormed; the library that types are checked against is older.
  return !(text as string & { isWellFormed(): boolean }).isWellFormed() || text.startsWith(BOM);
}

/** A text as UTF-16, big endian. */
export function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf16le").swap16());
}
