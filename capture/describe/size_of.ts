/**
 * How much there is of a value that is left out.
 *
 * @module
 */
import { types } from "node:util";
import { getOwnPropertyDescriptor, isArray, isView, uncurryGetter } from "./safe.ts";

const { isAnyArrayBuffer, isDataView, isMap, isProxy, isSet, isSharedArrayBuffer } = types;

/** As captured. */
export const mapSize: (value: unknown) => number = uncurryGetter(Map.prototype, "size");
/** As captured. */
export const setSize: (value: unknown) => number = uncurryGetter(Set.prototype, "size");
/** As captured. */
export const bufferBytes: (value: unknown) => number = uncurryGetter(ArrayBuffer.prototype, "byteLength");
/** As captured. */
export const sharedBytes: (value: unknown) => number = uncurryGetter(SharedArrayBuffer.prototype, "byteLength");
/** As captured; bytes of any typed array. */
export const viewBytes: (value: unknown) => number = uncurryGetter(
  Object.getPrototypeOf(Int8Array.prototype),
  "byteLength",
);

const viewLength: (value: unknown) => number = uncurryGetter(Object.getPrototypeOf(Int8Array.prototype), "length");

/** Items of a collection or a typed array, UTF-16 units of a string, bytes of a buffer; undefined for what has no size. */
export function sizeOf(value: unknown): number | undefined {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null || isProxy(value)) return undefined;
  if (isArray(value)) return getOwnPropertyDescriptor(value, "length")!.value as number;
  if (isMap(value)) return mapSize(value);
  if (isSet(value)) return setSize(value);
  if (isAnyArrayBuffer(value)) return isSharedArrayBuffer(value) ? sharedBytes(value) : bufferBytes(value);
  if (isView(value) && !isDataView(value)) return viewLength(value);
  return undefined;
}

/** The size of a secret, no closer than to the next power of two. */
export function sizeClass(value: unknown): number | undefined {
  const size = sizeOf(value);
  if (size === undefined) return undefined;
  let upper = 8;
  while (upper < size) upper *= 2;
  return upper;
}
