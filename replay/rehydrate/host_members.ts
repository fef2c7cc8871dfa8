/**
 * What a dump holds of platform objects: the members by name, in the order of their slots.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import { bytesIn, omittedIn, restIn } from "./slots.ts";

/**
 * Members by class: `name` a property, `name()` a method without parameters, `name…` pairs to the end, `name*` bytes and
 * what was cut of them.
 */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  URL: ["href"],
  URLSearchParams: ["toString()"],
  Headers: ["entries…"],
  FormData: ["entries…"],
  Blob: ["type", "size", "bytes*"],
  File: ["type", "size", "name", "lastModified", "bytes*"],
  Request: ["method", "url", "headers", "bodyUsed", "signal"],
  Response: ["status", "statusText", "headers", "url", "bodyUsed", "type"],
  AbortSignal: ["aborted", "reason"],
  AbortController: ["signal"],
  DOMException: ["message", "name", "code"],
  Event: ["type"],
  CustomEvent: ["type", "detail"],
  TextDecoder: ["encoding", "fatal", "ignoreBOM"],
  CryptoKey: ["type", "extractable"],
}));

/** A member of a platform object, and what the dump has of it. */
export interface HostMember {
  readonly name: string;
  readonly form: "property" | "method" | "pairs" | "bytes";
  /** One slot; of pairs, name and value in turn; of bytes none in dumps of an older version. */
  readonly slots: readonly Slot[];
}

/** The members of a platform object. */
export function hostMembers({ payload: [path, ...slots] }: HeapNode): readonly HostMember[] {
  return membersOf(String(path)).map((member, at) => {
    if (member.endsWith("…")) {
      const end = slots.length - (slots.length - at) % 2;
      return { name: member.slice(0, -1), form: "pairs", slots: slots.slice(at, end) };
    }
    if (member.endsWith("*")) return { name: member.slice(0, -1), form: "bytes", slots: slots.slice(at) };
    return member.endsWith("()")
      ? { name: member.slice(0, -2), form: "method", slots: [slots[at]] }
      : { name: member, form: "property", slots: [slots[at]] };
  });
}

/** What is missing of the pairs or of the bytes of a platform object; undefined when nothing is, or all. */
export function hostRest(node: HeapNode): Omitted | undefined {
  const last = hostMembers(node).at(-1);
  if (last?.form === "pairs") return restIn(node);
  const [bytes, cut] = last?.form === "bytes" ? last.slots : [];
  const omitted = omittedIn(cut);
  const kept = bytesIn(bytes)?.byteLength;
  if (omitted === undefined || kept === undefined) return undefined;
  return { reason: omitted.reason, ...omitted.size !== undefined && { size: omitted.size - kept } };
}

function membersOf(path: string): readonly string[] {
  const known = MEMBERS.get(path);
  if (known !== undefined) return known;
  if (path === "Intl.Locale" || path.startsWith("Temporal.")) return ["toString()"];
  return path.startsWith("Intl.") ? ["resolvedOptions()"] : [];
}
