/**
 * A slot of the heap in memory: what a {@linkcode Wire} item means.
 *
 * @module
 */
import type { Omitted } from "./format.ts";

/** A value as it stands in a slot: itself when it is a primitive that CBOR has, else one of the records below. */
export type Slot =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | RefSlot
  | BytesSlot
  | SymbolSlot
  | AccessorSlot
  | HoleSlot
  | OmittedSlot
  | BuiltinSlot;

/** Reference to a node of the heap. */
export interface RefSlot {
  readonly kind: "ref";
  readonly id: number;
}

/** Bytes, in the payload of a buffer or a host object only. They are a copy: whoever takes them may keep them. */
export interface BytesSlot {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** A registered symbol (`Symbol.for(key)`) or a well-known one (`Symbol[name]`). */
export interface SymbolSlot {
  readonly kind: "symbol";
  readonly registered?: string;
  readonly wellKnown?: string;
}

/** An accessor property: its functions, or undefined. */
export interface AccessorSlot {
  readonly kind: "accessor";
  readonly get: Slot;
  readonly set: Slot;
}

/** A run of holes in an array. */
export interface HoleSlot {
  readonly kind: "hole";
  readonly count: number;
}

/** A value that was left out. */
export interface OmittedSlot {
  readonly kind: "omitted";
  readonly omitted: Omitted;
}

/** A value that every realm has, by its path from the global object, e.g. `Array.prototype.map`. */
export interface BuiltinSlot {
  readonly kind: "builtin";
  readonly path: string;
}
