/**
 * Objects of the platform, and those of the language that have no kind of their own: rebuilt through a fixed list of
 * classes, else mocks that answer with the members that the dump has.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Context, Kind } from "./context.ts";
import { type HostMember, hostMembers } from "./host_members.ts";
import { definePairs } from "./host_pairs.ts";
import { inertPrototype } from "./inert_prototype.ts";
import { type IntrinsicClass, intrinsicClass } from "./intrinsics.ts";
import { describeOmitted, Omitted } from "./omitted.ts";
import { bytesIn, isRef, omittedIn } from "./slots.ts";
import { GO_LIVE, StubError } from "./stub_error.ts";
import { type AnyFunction, memberStub } from "./stub.ts";

const { defineProperty, getOwnPropertyNames, getPrototypeOf, prototype: objectPrototype } = Object;
const { construct, deleteProperty } = Reflect;

/** Platform classes whose objects are rebuilt. */
const REBUILT: ReadonlySet<string> = new Set(
  ["URL", "URLSearchParams", "Headers", "FormData", "DOMException", "Blob", "File"],
);

/** Classes of the language without a kind of their own, whose objects are rebuilt. */
const LANGUAGE = /^(Intl|Temporal)\.[A-Z][A-Za-z]+$/;

/** Methods of mocks that need what is not in the dump. */
const METHODS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Blob: "arrayBuffer bytes slice stream text",
    File: "arrayBuffer bytes slice stream text",
    Request: "arrayBuffer blob bytes clone formData json text",
    Response: "arrayBuffer blob bytes clone formData json text",
    AbortSignal: "addEventListener dispatchEvent removeEventListener throwIfAborted",
    AbortController: "abort",
    Event: "preventDefault stopImmediatePropagation stopPropagation",
    CustomEvent: "preventDefault stopImmediatePropagation stopPropagation",
    TextDecoder: "decode",
  }).map(([name, methods]) => [name, methods.split(" ")]),
);

const OF_EVENTS =
  "bubbles cancelable composed currentTarget defaultPrevented eventPhase returnValue srcElement target timeStamp";

/** Properties of mocks that no dump has. */
const UNKEPT: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Request: "body cache credentials duplex integrity keepalive mode redirect referrer referrerPolicy",
    Response: "body ok redirected",
    AbortSignal: "onabort",
    Event: OF_EVENTS,
    CustomEvent: OF_EVENTS,
  }).map(([name, keys]) => [name, keys.split(" ")]),
);

/**
 * A platform class of this process, by its name; undefined unless it is one of a fixed list. Nothing is looked up
 * before it is asked for, since a runtime may load a global at the first use.
 */
export function platformClass(name: string): IntrinsicClass | undefined {
  const constructor: unknown = name === "Buffer"
    ? Buffer
    : REBUILT.has(name)
    ? (globalThis as unknown as Record<string, unknown>)[name]
    : undefined;
  if (typeof constructor !== "function") return undefined;
  return { constructor: constructor as AnyFunction, prototype: constructor.prototype };
}

/** Object of the platform. */
export const host: Kind = {
  allocate(node, context) {
    const lost = hostMembers(node).find(({ form }) => form === "bytes")?.slots.map(omittedIn).find(Boolean);
    if (lost !== undefined) context.problem(node.id, `its bytes are not all there: ${describeOmitted(lost)}`);
    try {
      return rebuild(node, context) ?? {};
    } catch {
      return {}; // What this runtime does not take, a mock shows.
    }
  },
  prototype(prototype, node, context, value) {
    const name = String(node.payload[0]);
    if (getPrototypeOf(value) !== objectPrototype) {
      // In Bun, a File has the prototype of Blobs.
      const isFile = name === "File" && prototype === platformClass("Blob")?.prototype;
      return isFile ? getPrototypeOf(value) as object : prototype;
    }
    const refusal = (method: string) =>
      new StubError("call", `${name}.prototype.${method}`, `what it needs is not in the dump; ${GO_LIVE}`);
    const mock = inertPrototype(METHODS.get(name) ?? [], refusal, prototype);
    for (const key of UNKEPT.get(name) ?? []) defineUnkept(mock, name, key);
    for (const member of hostMembers(node)) {
      if (member.form === "pairs") definePairs(mock, name, member, (slot) => context.value(slot));
      else if (member.form !== "bytes") defineMember(mock, member, context);
    }
    return mock;
  },
};

/** Makes the object anew; undefined when its class is on no list, or the dump has not all that it takes. */
function rebuild(node: HeapNode, context: Context): object | undefined {
  const [path, ...slots] = node.payload;
  if (typeof path !== "string" || slots.some((slot) => omittedIn(slot) !== undefined)) return undefined;
  const real = REBUILT.has(path) ? platformClass(path) : LANGUAGE.test(path) ? intrinsicClass(path) : undefined;
  if (real?.constructor === undefined) return undefined;
  if (path === "DOMException") return withoutOwn(construct(real.constructor, texts(slots.slice(0, 2), context)));
  if (path === "Headers" || path === "FormData") {
    return withPairs(construct(real.constructor, []), slots, context);
  }
  if (path.startsWith("Temporal.")) {
    return (real.constructor as unknown as { from(text: string): object }).from(texts(slots, context)[0]!);
  }
  if (path.startsWith("Intl.") && path !== "Intl.Locale" && isRef(slots[0])) {
    return construct(real.constructor, optionsOf(context.node(slots[0].id)));
  }
  if (path === "Blob" || path === "File") return blobOf(path, slots, real.constructor, context);
  return construct(real.constructor, texts(slots, context));
}

/** A Blob with the bytes that the dump has; undefined when it has none. */
function blobOf(path: string, slots: readonly Slot[], constructor: AnyFunction, context: Context): object | undefined {
  const bytes = bytesIn(slots[path === "Blob" ? 2 : 4]);
  const [type, , name, lastModified] = slots;
  if (bytes === undefined) return undefined;
  const options = { type: texts([type], context)[0], ...path === "File" && { lastModified } };
  const names = path === "File" ? texts([name], context) : [];
  const blob = withoutOwn(construct(constructor, [[bytes], ...names, options])) as Blob;
  // Bun adds a charset.
  if (blob.type !== type) defineProperty(blob, "type", { value: type, configurable: true });
  return blob;
}

/** Slots that hold text; throws when one does not. */
function texts(slots: readonly Slot[], context: Context): string[] {
  return slots.map((slot) => {
    const text = context.reach(slot);
    if (typeof text !== "string") throw new TypeError("a slot holds no text");
    return text;
  });
}

/** Adds pairs of texts, or of a text and a File. */
function withPairs(target: object, slots: readonly Slot[], context: Context): object {
  for (let at = 0; at + 1 < slots.length; at += 2) {
    const value = context.reach(slots[at + 1]);
    const [name] = texts([slots[at]!], context);
    if (value instanceof Blob) (target as FormData).append(name!, value);
    else (target as Headers).append(name!, texts([slots[at + 1]!], context)[0]!);
  }
  return target;
}

/** Takes away what making an object here put on it; some runtimes keep what is inside it under symbols. */
function withoutOwn(target: object): object {
  for (const key of getOwnPropertyNames(target)) deleteProperty(target, key);
  return target;
}

/** Arguments for a class of Intl, from what its `resolvedOptions` gave. */
function optionsOf({ keys, values }: HeapNode): [locale: unknown, options: object] {
  const options: Record<string, unknown> = Object.create(null);
  keys.forEach((key, at) => {
    if (typeof key === "string" && typeof values[at] !== "object") options[key] = values[at];
  });
  const { locale, ...others } = options;
  return [locale, others];
}

/** Puts a property on the prototype of a mock that reads as an `Omitted`. */
function defineUnkept(target: object, owner: string, name: string): void {
  const detail = `${owner}.${name} is not kept in a dump`;
  const get = memberStub({ name: `get ${name}`, kind: "native" }, () => new Omitted({ reason: "unsupported", detail }));
  defineProperty(target, name, { get, configurable: true });
}

/** Puts what the dump has of a member on the prototype of a mock. */
function defineMember(target: object, member: HostMember, context: Context): void {
  const { name, form } = member;
  const answer = (): unknown => valueOfMember(member, context);
  if (form === "method") {
    defineProperty(target, name, {
      value: memberStub({ name, kind: "native" }, answer),
      writable: true,
      configurable: true,
    });
  } else {
    defineProperty(target, name, {
      get: memberStub({ name: `get ${name}`, kind: "native" }, answer),
      configurable: true,
    });
  }
}

function valueOfMember({ form, slots }: HostMember, context: Context): unknown {
  if (form === "bytes") return bytesIn(slots[0])?.slice().buffer ?? context.value(slots[0]);
  if (form !== "pairs") return context.value(slots[0]);
  const pairs: unknown[] = [];
  for (let at = 0; at < slots.length; at += 2) {
    pairs.push(slots.slice(at, at + 2).map((slot) => context.value(slot)));
  }
  return pairs;
}

/** What is inside a platform object: its members by name. */
export function hostInternals(node: HeapNode, context: Context): [string, unknown][] {
  return hostMembers(node).flatMap((member) =>
    member.form === "bytes" && member.slots.length === 0 ? [] : [[member.name, valueOfMember(member, context)]]
  );
}
