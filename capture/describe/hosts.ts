/**
 * Objects of the platform, and those of the language that have no kind of their own: what they hold, in slots.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { readBlob } from "./blob_bytes.ts";
import { keptBytes } from "./buffers.ts";
import type { Prototype } from "./prototypes.ts";
import { symbolsOfProgram } from "./host_symbols.ts";
import { isRuntimeCode } from "./runtime_code.ts";
import { runsCodeWhenThrown } from "./runs_code.ts";
import { apply, endsWith, getOwnPropertyDescriptor, getOwnPropertyNames, hasOwn, ownValue, slice } from "./safe.ts";
import { bufferBytes } from "./size_of.ts";
import type { Walker } from "./walker.ts";

const { isProxy } = types;

/**
 * What is read of the objects of a class: `name` a getter, `name()` a method without parameters, `name…` a method
 * that gives an iterator of pairs, whose names and values follow one another to the end.
 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  URL: ["href"],
  URLSearchParams: ["toString()"],
  Headers: ["entries…"],
  FormData: ["entries…"],
  Blob: ["type", "size"], // and the bytes
  File: ["type", "size", "name", "lastModified"], // and the bytes
  Request: ["method", "url", "headers", "bodyUsed", "signal"],
  Response: ["status", "statusText", "headers", "url", "bodyUsed", "type"],
  AbortSignal: ["aborted", "reason"],
  AbortController: ["signal"],
  DOMException: ["message", "name", "code"],
  Event: ["type"],
  CustomEvent: ["type", "detail"],
  TextDecoder: ["encoding", "fatal", "ignoreBOM"],
  "Intl.Collator": ["resolvedOptions()"],
  "Intl.DateTimeFormat": ["resolvedOptions()"],
  "Intl.DisplayNames": ["resolvedOptions()"],
  "Intl.DurationFormat": ["resolvedOptions()"],
  "Intl.ListFormat": ["resolvedOptions()"],
  "Intl.NumberFormat": ["resolvedOptions()"],
  "Intl.PluralRules": ["resolvedOptions()"],
  "Intl.RelativeTimeFormat": ["resolvedOptions()"],
  "Intl.Segmenter": ["resolvedOptions()"],
  "Intl.Locale": ["toString()"],
  "Temporal.Duration": ["toString()"],
  "Temporal.Instant": ["toString()"],
  "Temporal.PlainDate": ["toString()"],
  "Temporal.PlainDateTime": ["toString()"],
  "Temporal.PlainMonthDay": ["toString()"],
  "Temporal.PlainTime": ["toString()"],
  "Temporal.PlainYearMonth": ["toString()"],
  "Temporal.ZonedDateTime": ["toString()"],
};

/** Whether objects of a class, given by its path, are described by their slots. */
export function isHost(path: string): boolean {
  return hasOwn(MEMBERS, path);
}

/** Describes an object of the platform. If it is not what its class says, it is described as an ordinary object. */
export function describeHost(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const keys = keysOfProgram(value, prototype);
  let path = prototype.base!;
  let read: readonly Read[];
  try {
    // If it throws, the engine stops and looks at what it was called with.
    if (runsCodeWhenThrown(value)) return walker.node(NodeKind.object, value, prototype, keys);
    if (path === "Blob" && isFile(value, prototype)) path = "File";
    read = readMembers(value, prototype, MEMBERS[path]!, walker);
  } catch {
    return walker.node(NodeKind.object, value, prototype, keys);
  }
  const node = walker.node(NodeKind.host, value, prototype, keys);
  node[node.length] = path;
  for (let at = 0; at < read.length; at++) {
    const { name, value, omitted, rest } = read[at]!;
    node[node.length] = rest !== undefined
      ? walker.rest(walker.budget.cut ?? "count", rest)
      : omitted === undefined
      ? walker.namedSlot(name, value)
      : walker.omit(omitted, path, undefined, "Reading it would run code of the program");
  }
  if (path === "Blob" || path === "File") addBytes(node, value, read[1]!.value, walker);
  return node;
}

/** Own keys without the symbols under which some runtimes keep what is inside. */
function keysOfProgram(value: object, prototype: Prototype): readonly PropertyKey[] {
  const keys: PropertyKey[] = getOwnPropertyNames(value);
  const symbols = symbolsOfProgram(value, prototype);
  for (let at = 0; at < symbols.length; at++) keys[keys.length] = symbols[at]!;
  return keys;
}

/** Adds the bytes of a Blob as far as they are kept, or what stands in their place; then what was cut. */
function addBytes(node: Wire[], blob: object, size: unknown, walker: Walker): void {
  const { maxBufferBytes } = walker.limits;
  if (typeof size !== "number") return;
  if (size === 0) {
    node[node.length] = new Uint8Array(0);
    return;
  }
  const found = readBlob(blob, size < maxBufferBytes ? size : maxBufferBytes);
  if ("why" in found) {
    node[node.length] = walker.omit("unsupported", "bytes", size, found.why);
    return;
  }
  const count = bufferBytes(found);
  const bytes = count === 0 && size > 0 ? walker.omit("length", "bytes", size) : keptBytes(found, count, walker);
  node[node.length] = bytes;
  if (bytes instanceof Uint8Array && count < size) node[node.length] = walker.omit("length", "bytes", size);
}

/** Whether a Blob is a File. In Bun the two have one prototype. */
function isFile(value: object, prototype: Prototype): boolean {
  const name = memberOf(prototype, "name", false);
  return name !== undefined && typeof apply(name, value, []) === "string";
}

/** One slot. */
interface Read {
  /** What may make a secret of it. */
  readonly name?: string;
  readonly value?: unknown;
  readonly omitted?: "accessor";
  /** How many pairs were left out. */
  readonly rest?: number;
}

function readMembers(value: object, prototype: Prototype, members: readonly string[], walker: Walker): readonly Read[] {
  const read: Read[] = [];
  for (let at = 0; at < members.length; at++) {
    const member = members[at]!;
    const isPairs = endsWith(member, "…");
    const isMethod = endsWith(member, "()");
    const name = isPairs ? slice(member, 0, -1) : isMethod ? slice(member, 0, -2) : member;
    const code = memberOf(prototype, name, isPairs || isMethod);
    if (code === undefined) read[read.length] = { omitted: "accessor" };
    else if (isPairs) readPairs(apply(code, value, []) as object, read, walker);
    else read[read.length] = { value: apply(code, value, []) };
  }
  return read;
}

/** Reads pairs of an iterator that the runtime has just made. */
function readPairs(iterator: object, read: Read[], walker: Walker): void {
  const next = memberOf(walker.prototypeOf(iterator), "next", true);
  if (next === undefined) {
    read[read.length] = { omitted: "accessor" };
    return;
  }
  let rest = 0;
  for (let count = 0;; count++) {
    const result = apply(next, iterator, []) as { done: boolean; value: [string, unknown] };
    if (result.done) break;
    if (count >= walker.limits.maxItems || walker.budget.exhausted) {
      rest++;
      continue;
    }
    const name = result.value[0];
    read[read.length] = { value: name };
    read[read.length] = { name, value: result.value[1] };
  }
  if (rest > 0) read[read.length] = { rest };
}

/** The text that the runtime's own getter has of an object of the platform; undefined if there is none. */
export function platformText(value: object, prototype: Prototype, name: string): string | undefined {
  try {
    const getter = memberOf(prototype, name, false);
    const text = getter && apply(getter, value, []);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined; // It is not what its class says.
  }
}

/** A getter or a method of the runtime, by its name; undefined if the program has put its own code in its place. */
function memberOf(prototype: Prototype, name: string, isMethod: boolean): (() => unknown) | undefined {
  for (let at: Prototype | undefined = prototype; at !== undefined; at = at.parent) {
    if (at.object === undefined || isProxy(at.object)) return undefined;
    const descriptor = getOwnPropertyDescriptor(at.object, name);
    if (descriptor === undefined) continue;
    const code: unknown = isMethod ? ownValue(at.object, name) : descriptor.get;
    if (typeof code !== "function" || isProxy(code)) return undefined;
    return isRuntimeCode(code) ? code as () => unknown : undefined;
  }
  return undefined;
}
