/**
 * Buffers and the views of them.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import {
  apply,
  getOwnPropertyDescriptor,
  getOwnPropertySymbols,
  getPrototypeOf,
  ownValue,
  uncurry,
  uncurryGetter,
} from "./safe.ts";
import { bufferBytes, sharedBytes, sizeClass, viewBytes } from "./size_of.ts";
import type { Walker } from "./walker.ts";

const { isDataView, isSharedArrayBuffer } = types;

const viewPrototype = getPrototypeOf(Int8Array.prototype) as object;
const nameOf: (value: unknown) => string = uncurryGetter(viewPrototype, Symbol.toStringTag);
const bufferOf: (value: unknown) => object = uncurryGetter(viewPrototype, "buffer");
const offsetOf: (value: unknown) => number = uncurryGetter(viewPrototype, "byteOffset");
const lengthOf: (value: unknown) => number = uncurryGetter(viewPrototype, "length");
const dataBufferOf: (value: unknown) => object = uncurryGetter(DataView.prototype, "buffer");
const dataOffsetOf: (value: unknown) => number = uncurryGetter(DataView.prototype, "byteOffset");
const dataBytesOf: (value: unknown) => number = uncurryGetter(DataView.prototype, "byteLength");
const copyInto = uncurry(Uint8Array.prototype.set);
const textOf = uncurry(Buffer.prototype.latin1Slice as (start: number, end: number) => string);
const { min } = Math;

/** Longest typed array whose keys are listed, to find those that are no index; each takes about 0.25 µs. */
const MAX_LISTED = 100_000;
/** Length up to which they are listed always. */
const ALWAYS_LISTED = 1000;

/** Why properties of a typed array may be missing. */
const UNLISTED = "It has too many elements to look for properties beside them";

/** Describes a typed array, a Buffer of Node or a DataView. */
export function describeView(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const isData = isDataView(value);
  const length = isData ? 0 : lengthOf(value);
  const buffer = isData ? dataBufferOf(value) : bufferOf(value);
  const offset = isData ? dataOffsetOf(value) : offsetOf(value);
  const isListed = length <= ALWAYS_LISTED || (length <= MAX_LISTED && walker.budget.mayList(length));
  const keys = isData ? undefined : isListed ? viewKeys(value, length) : getOwnPropertySymbols(value);
  const node = walker.node(NodeKind.view, value, prototype, keys);
  if (prototype.base === "Buffer" && isPool(buffer, length)) walker.windows.add(buffer, offset, offset + length);
  append(node, isData ? "DataView" : nameOf(value));
  append(node, walker.slot(buffer));
  append(node, offset);
  const bytes = isData ? dataBytesOf(value) : viewBytes(value);
  append(node, followsBuffer(buffer, offset + bytes) ? undefined : isData ? bytes : length);
  if (!isListed) append(node, walker.omit("count", "properties", undefined, UNLISTED));
  return node;
}

/** Describes an ArrayBuffer or a SharedArrayBuffer. */
export function describeBuffer(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const isShared = isSharedArrayBuffer(value);
  const size = isShared ? sharedBytes(value) : bufferBytes(value);
  const node = walker.node(NodeKind.buffer, value, prototype);
  const windows = walker.windows.of(value);
  const at = node.length;
  append(node, windows === undefined ? keptBytes(value as ArrayBuffer, size, walker) : undefined);
  append(node, isShared);
  append(node, maxByteLength(value, isShared));
  if (windows !== undefined) {
    append(node, walker.omit("skipped", "bytes", size, "What no Buffer shows of their pool"));
    // Other Buffers that show parts of it may be met later.
    walker.atEnd(() => node[at] = keptBytes(shownBytes(value as ArrayBuffer, windows), size, walker));
  } else if (size > walker.limits.maxBufferBytes && node[at] instanceof Uint8Array) {
    append(node, walker.omit("length", "bytes", size));
  } else if (!isShared && size === 0 && isDetached(value)) {
    append(node, walker.omit("unsupported", "bytes", undefined, "Detached"));
  }
  return node;
}

/** A copy of the bytes as far as they are kept, or what stands in their place. */
export function keptBytes(buffer: ArrayBuffer, size: number, walker: Walker): Wire {
  const kept = min(size, walker.limits.maxBufferBytes);
  if (kept === 0) return size === 0 ? new Uint8Array(0) : walker.omit("length", "bytes", size);
  walker.budget.bytes += kept;
  const copy = new Uint8Array(kept);
  copyInto(copy, new Uint8Array(buffer, 0, kept));
  const text = textOf(copy, 0, kept);
  return walker.clean(text) === text ? copy : walker.omit("redacted", "bytes", sizeClass(buffer));
}

/** A copy of a pool with nothing but what Buffers show. */
function shownBytes(pool: ArrayBuffer, windows: readonly number[]): ArrayBuffer {
  const shown = new Uint8Array(bufferBytes(pool));
  for (let at = 0; at < windows.length; at += 2) {
    copyInto(shown, new Uint8Array(pool, windows[at], windows[at + 1]! - windows[at]!), windows[at]);
  }
  return bufferOf(shown) as ArrayBuffer;
}

/** Whether a buffer is one of those that small Buffers are cut from. */
function isPool(buffer: object, length: number): boolean {
  if (isSharedArrayBuffer(buffer)) return false;
  const size = bufferBytes(buffer);
  return size === ownValue(Buffer, "poolSize") && length < size;
}

/**
 * Whether a view grows with its buffer. The language does not tell: one that reaches to the end of a buffer that can
 * grow is taken for one that does.
 */
function followsBuffer(buffer: object, end: number): boolean {
  const isShared = isSharedArrayBuffer(buffer);
  return maxByteLength(buffer, isShared) !== undefined &&
    end === (isShared ? sharedBytes(buffer) : bufferBytes(buffer));
}

/** Own keys of a typed array without its indexes. */
function viewKeys(value: object, length: number): readonly PropertyKey[] {
  const keys: PropertyKey[] = [];
  const all = ownKeysOf(value);
  for (let at = length; at < all.length; at++) append(keys, all[at]!);
  return keys;
}

const resizable = getOwnPropertyDescriptor(ArrayBuffer.prototype, "resizable")?.get;
const maxOf = getOwnPropertyDescriptor(ArrayBuffer.prototype, "maxByteLength")?.get;
const growable = getOwnPropertyDescriptor(SharedArrayBuffer.prototype, "growable")?.get;
const sharedMaxOf = getOwnPropertyDescriptor(SharedArrayBuffer.prototype, "maxByteLength")?.get;

/** Whether the bytes of an ArrayBuffer were transferred: it refuses to be shown then. */
function isDetached(value: object): boolean {
  try {
    new Uint8Array(value as ArrayBuffer);
    return false;
  } catch {
    return true;
  }
}

/** How far a buffer can grow; undefined for one that cannot. */
function maxByteLength(value: object, isShared: boolean): number | undefined {
  const canGrow = isShared ? growable : resizable;
  const max = isShared ? sharedMaxOf : maxOf;
  if (canGrow === undefined || max === undefined || apply(canGrow, value, []) !== true) return undefined;
  return apply(max, value, []) as number;
}

function append<Item>(list: Item[], item: Item): void {
  list[list.length] = item;
}
