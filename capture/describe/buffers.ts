/**
 * Buffers and the views of them.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { apply, getOwnPropertyDescriptor, getPrototypeOf, uncurry, uncurryGetter } from "./safe.ts";
import { bufferBytes, sharedBytes } from "./size_of.ts";
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
const copy = uncurry(Uint8Array.prototype.slice);

/** Longest typed array whose keys are all listed, to find those that are no index. */
const MAX_LISTED = 1000;

/** Describes a typed array, a Buffer of Node or a DataView. */
export function describeView(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const isData = isDataView(value);
  const length = isData ? 0 : lengthOf(value);
  const node = walker.node(NodeKind.view, value, prototype, isData ? undefined : viewKeys(value, length));
  node[node.length] = isData ? "DataView" : nameOf(value);
  node[node.length] = walker.slot(isData ? dataBufferOf(value) : bufferOf(value));
  node[node.length] = isData ? dataOffsetOf(value) : offsetOf(value);
  node[node.length] = isData ? dataBytesOf(value) : length;
  return node;
}

/** Describes an ArrayBuffer or a SharedArrayBuffer. */
export function describeBuffer(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.buffer, value, prototype);
  const isShared = isSharedArrayBuffer(value);
  const size = isShared ? sharedBytes(value) : bufferBytes(value);
  const kept = Math.min(size, walker.limits.maxBufferBytes);
  walker.budget.bytes += kept;
  node[node.length] = kept === 0 && size > 0
    ? walker.omit("length", "bytes", size)
    : copy(new Uint8Array(value as ArrayBuffer, 0, kept));
  node[node.length] = isShared;
  node[node.length] = maxByteLength(value, isShared);
  if (kept < size && kept > 0) node[node.length] = walker.omit("length", "bytes", size);
  return node;
}

/** Own keys of a typed array without its indexes; of a long one none, as each element has a key. */
function viewKeys(value: object, length: number): readonly PropertyKey[] {
  const keys: PropertyKey[] = [];
  if (length > MAX_LISTED) return keys;
  const all = ownKeysOf(value);
  for (let at = length; at < all.length; at++) keys[keys.length] = all[at]!;
  return keys;
}

const resizable = getOwnPropertyDescriptor(ArrayBuffer.prototype, "resizable")?.get;
const maxOf = getOwnPropertyDescriptor(ArrayBuffer.prototype, "maxByteLength")?.get;
const growable = getOwnPropertyDescriptor(SharedArrayBuffer.prototype, "growable")?.get;
const sharedMaxOf = getOwnPropertyDescriptor(SharedArrayBuffer.prototype, "maxByteLength")?.get;

/** How far a buffer can grow; undefined for one that cannot. */
function maxByteLength(value: object, isShared: boolean): number | undefined {
  const canGrow = isShared ? growable : resizable;
  const max = isShared ? sharedMaxOf : maxOf;
  if (canGrow === undefined || max === undefined || apply(canGrow, value, []) !== true) return undefined;
  return apply(max, value, []) as number;
}
