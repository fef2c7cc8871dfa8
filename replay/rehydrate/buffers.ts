/**
 * ArrayBuffer, SharedArrayBuffer, and the views on them.
 *
 * @module
 */
import { NodeKind, type Omitted as OmittedRecord } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Context, Kind } from "./context.ts";
import { describeOmitted, Omitted } from "./omitted.ts";
import { bytesIn, isRef, omittedIn, restIn } from "./slots.ts";

/** Largest `maxByteLength` that is kept; a buffer that could grow further comes back with a fixed length. */
const MAX_RESIZABLE_BYTES = 2 ** 30;

type ViewConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length?: number) => ArrayBufferView;

const VIEWS: ReadonlyMap<string, ViewConstructor> = new Map(
  [
    ..."Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array".split(" "),
    ..."Float32Array Float64Array BigInt64Array BigUint64Array DataView".split(" "),
  ].flatMap((name) => {
    const value = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    return typeof value === "function" ? [[name, value as ViewConstructor] as const] : [];
  }),
);

/** ArrayBuffer or SharedArrayBuffer, with the bytes that were kept. */
export const buffer: Kind = {
  allocate(node, context) {
    const [slot, shared, maxByteLength] = node.payload;
    const omitted = omittedIn(slot);
    if (omitted !== undefined) {
      return new Omitted({ type: shared === true ? "SharedArrayBuffer" : "ArrayBuffer", ...omitted });
    }
    const bytes = bytesIn(slot);
    if (bytes === undefined) throw new TypeError("a buffer has no bytes");
    const made = makeBuffer(bytes.byteLength, shared === true, maxByteLength, node, context);
    new Uint8Array(made).set(bytes);
    return made;
  },
};

function makeBuffer(
  length: number,
  shared: boolean,
  maxByteLength: Slot,
  node: HeapNode,
  context: Context,
): ArrayBufferLike {
  const Buffer = shared ? SharedArrayBuffer : ArrayBuffer;
  if (typeof maxByteLength !== "number") return new Buffer(length);
  if (Number.isInteger(maxByteLength) && maxByteLength >= length && maxByteLength <= MAX_RESIZABLE_BYTES) {
    const options = { maxByteLength };
    return new (Buffer as new (length: number, options: { maxByteLength: number }) => ArrayBufferLike)(length, options);
  }
  context.problem(node.id, `it cannot be resized here, up to ${maxByteLength} bytes are too many`);
  return new Buffer(length);
}

/** Typed array or DataView; one that reaches beyond the bytes that were kept is shorter. */
export const view: Kind = {
  allocate(node, context) {
    const [name, slot, byteOffset, length] = node.payload;
    const View = typeof name === "string" ? VIEWS.get(name) : undefined;
    if (View === undefined) throw new TypeError(`${String(name)} is no view that this runtime has`);
    const omitted = omittedIn(slot);
    if (omitted !== undefined) return new Omitted({ type: name as string, ...omitted });
    if (!isRef(slot) || context.node(slot.id).kind !== NodeKind.buffer) throw new TypeError("a view has no buffer");
    const bytes = context.reach(slot) as ArrayBufferLike | Omitted;
    if (bytes instanceof Omitted) {
      return new Omitted({ ...Omitted.recordOf(bytes) ?? { reason: "failed" }, type: name as string });
    }
    if (typeof byteOffset !== "number") throw new TypeError("a view has no offset");
    const unlisted = omittedIn(node.payload[4]);
    if (unlisted !== undefined) context.problem(node.id, describeOmitted(unlisted));
    if (length === undefined) return new View(bytes, byteOffset);
    if (typeof length !== "number") throw new TypeError("a view has no length");
    const size = (View as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    const room = Math.floor((bytes.byteLength - byteOffset) / size);
    if (room >= length) return new View(bytes, byteOffset, length);
    context.problem(
      node.id,
      `it shows ${Math.max(room, 0)} of ${length} elements, the bytes of the others were not kept`,
    );
    return room < 0 ? new View(new ArrayBuffer(0), 0, 0) : new View(bytes, byteOffset, room);
  },
};

/** What a view would show of bytes that were not kept: `size` counts elements. */
export function viewRest(node: HeapNode, view: object, context: Context): OmittedRecord | undefined {
  const [, slot, , length] = node.payload;
  if (!ArrayBuffer.isView(view) || !isRef(slot) || typeof length !== "number") return undefined;
  const size = length - view.byteLength / ((view as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1);
  return size > 0 ? { reason: restIn(context.node(slot.id))?.reason ?? "length", size } : undefined;
}
