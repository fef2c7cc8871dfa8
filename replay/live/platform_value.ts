/**
 * Values of the platform that live code may be given.
 *
 * @module
 */

/** What a program keeps in its objects and can do no more with than any code can: no `process`, `eval`, `Deno`, `Bun`. */
const ROOTS: ReadonlySet<string> = new Set(
  ("console setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask structuredClone " +
    "fetch performance crypto atob btoa Event EventTarget CustomEvent AbortController AbortSignal Blob File Headers FormData " +
    "Request Response URL URLSearchParams TextEncoder TextDecoder ReadableStream WritableStream TransformStream WebSocket " +
    "MessageChannel MessagePort BroadcastChannel DOMException").split(" "),
);

/** A value by its path from the global object, e.g. `console.log`; undefined for one that stays out. */
export function platformValue(path: string): { readonly value: unknown } | undefined {
  const [root = "", ...keys] = path.split(".");
  if (!ROOTS.has(root)) return undefined;
  let value: unknown = (globalThis as Record<string, unknown>)[root];
  for (const key of keys) {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !("value" in descriptor)) return undefined;
    value = descriptor.value;
  }
  return value === undefined ? undefined : { value };
}
