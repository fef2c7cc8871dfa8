/**
 * Objects that are made at once, not first empty and then filled, as code.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import { escapeText } from "../preview/escape.ts";
import { primitiveText, quote } from "./literal_text.ts";

/** Bytes of a buffer that are written at most. */
const MOST_BYTES = 4096;

const VIEW =
  /^(?:DataView|(?:Int|Uint)(?:8|16|32)Array|Uint8ClampedArray|Float(?:16|32|64)Array|Big(?:Int|Uint)64Array)$/;

/** What an expression is put together with. */
export interface MomentaryParts {
  /** The expression for a slot of the payload. */
  readonly inner: (at: number) => string;
  /** The expression for the function that the node is. */
  readonly functionText: () => string;
  /** Notes what is not as it was. */
  readonly note: (why: string) => void;
  /** Notes why there is nothing, and gives the expression for that. */
  readonly fail: (why: string) => string;
}

const KINDS: Readonly<Record<number, string>> = {
  [NodeKind.bound]: "a bound function",
  [NodeKind.weak]: "a weak collection",
  [NodeKind.generator]: "a generator",
  [NodeKind.module]: "a module",
  [NodeKind.custom]: "an object of a serializer",
};

/** An expression for an object that is made at once. */
export function momentaryText({ kind, payload }: HeapNode, parts: MomentaryParts): string {
  const { inner, functionText, note, fail } = parts;
  switch (kind) {
    case NodeKind.date:
      return `new Date(${primitiveText(payload[0])})`;
    case NodeKind.regexp:
      return `new RegExp(${quote(String(payload[0]))}, ${quote(String(payload[1]))})`;
    case NodeKind.boxed:
      return `Object(${inner(0)})`;
    case NodeKind.symbol:
      return payload[0] === undefined ? "Symbol()" : `Symbol(${quote(String(payload[0]))})`;
    case NodeKind.string:
      return inner(0);
    case NodeKind.buffer:
      return bufferText(payload[0], parts);
    case NodeKind.view: {
      const [name, , offset, length] = payload;
      if (!VIEW.test(String(name))) return fail("a view of an unknown kind");
      const range = length === undefined ? primitiveText(offset) : `${primitiveText(offset)}, ${primitiveText(length)}`;
      return `new ${String(name)}(${inner(1)}, ${range})`;
    }
    case NodeKind.promise:
      if (payload[0] === "fulfilled") return `Promise.resolve(${inner(1)})`;
      return payload[0] === "rejected" ? `Promise.reject(${inner(1)})` : "new Promise(() => {})";
    case NodeKind.proxy:
      note("a proxy; its target stands there");
      return inner(0);
    case NodeKind.function:
      return functionText();
    case NodeKind.host:
      if (payload[0] === "URL" || payload[0] === "URLSearchParams") return `new ${payload[0]}(${inner(1)})`;
      return fail(`${escapeText(String(payload[0]))}, an object of the platform`);
    case NodeKind.omitted:
      return inner(0);
    default:
      return fail(`${KINDS[kind] ?? "an object"} that code cannot make again`);
  }
}

function bufferText(bytes: Slot, { inner, fail }: MomentaryParts): string {
  if (typeof bytes !== "object" || bytes === null || bytes.kind !== "bytes") return inner(0);
  if (bytes.bytes.length > MOST_BYTES) return fail(`a buffer of ${bytes.bytes.length} bytes`);
  return `new Uint8Array([${bytes.bytes.join(", ")}]).buffer`;
}
