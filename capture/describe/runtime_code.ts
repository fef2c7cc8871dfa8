/**
 * Code of the runtime that may be run: members of platform classes, most of them as they were when this module was
 * loaded.
 *
 * @module
 */
import { detectRuntime } from "../../dump/runtime.ts";
import { functionText } from "./function_text.ts";
import { isPristine } from "./pristine.ts";
import { exec, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, ownValue, SafeSet } from "./safe.ts";

/** Platform classes that every runtime has at hand. */
const EAGER = [
  "AbortController",
  "AbortSignal",
  "Blob",
  "CustomEvent",
  "DOMException",
  "Event",
  "File",
  "TextDecoder",
  "URL",
  "URLSearchParams",
];

/**
 * Platform classes of the HTTP client. Node loads them when they are first looked at, and has them written in
 * JavaScript that uses built-ins as they are at the time, so there they are known by their texts alone.
 */
const OF_HTTP_CLIENT = detectRuntime().name === "node" ? [] : ["FormData", "Headers", "Request", "Response"];

/** Globals that hold classes. */
const NAMESPACES = ["Intl", "Temporal"];

const CODE: ReadonlySet<unknown> = codeOfPlatform();

/**
 * Whether a function is code of the runtime. Such code that was loaded later is known by how it checks its receiver,
 * for which it uses what programs have no access to; it is trusted as long as no built-in that it may use was changed.
 */
export function isRuntimeCode(value: object): boolean {
  if (CODE.has(value)) return true;
  const mark = exec(
    /\bbrandCheck\(this|\bassertBranded\(this|does not implement interface|\bERR_INVALID_THIS\b/,
    functionText(value),
  );
  return mark !== null && isPristine();
}

function codeOfPlatform(): ReadonlySet<unknown> {
  const code = new SafeSet<unknown>();
  for (const name of EAGER) addClass(code, (globalThis as Record<string, unknown>)[name]);
  for (const name of OF_HTTP_CLIENT) {
    const owner = ownValue(globalThis, name);
    addClass(code, owner);
    if (name === "FormData" || name === "Headers") addIterator(code, owner);
  }
  for (const name of NAMESPACES) {
    const namespace = ownValue(globalThis, name);
    if (typeof namespace !== "object" || namespace === null) continue;
    for (const key of ownKeys(namespace)) addClass(code, ownValue(namespace, key));
  }
  return code;
}

function addClass(code: Set<unknown>, owner: unknown): void {
  const prototype = typeof owner === "function" ? ownValue(owner, "prototype") : undefined;
  if (typeof prototype !== "object" || prototype === null) return;
  for (const key of ownKeys(prototype)) {
    const { value, get } = getOwnPropertyDescriptor(prototype, key)!;
    if (typeof value === "function") code.add(value);
    if (get !== undefined) code.add(get);
  }
}

/** The method of the iterators that objects of a class give. */
function addIterator(code: Set<unknown>, owner: unknown): void {
  if (typeof owner !== "function") return;
  const iterator = (Reflect.construct(owner, []) as Headers).entries();
  code.add(ownValue(getPrototypeOf(iterator) as object, "next"));
}
