/**
 * Values of the platform that live code may be given.
 *
 * @module
 */
import { createRequire } from "node:module";
import process from "node:process";

/** What a program keeps in its objects and can do no more with than any code can: no `process`, `eval`, `Deno`, `Bun`. */
const ROOTS: ReadonlySet<string> = new Set(
  ("console setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask structuredClone " +
    "fetch performance crypto atob btoa Event EventTarget CustomEvent AbortController AbortSignal Blob File Headers FormData " +
    "Request Response URL URLSearchParams TextEncoder TextDecoder ReadableStream WritableStream TransformStream WebSocket " +
    "MessageChannel MessagePort BroadcastChannel DOMException").split(" "),
);

/** Modules of the runtime that reach nothing outside of the process. Code imports any by itself; these a dump may name. */
const MODULES: ReadonlySet<string> = new Set(
  ("node:assert node:async_hooks node:buffer node:diagnostics_channel node:events node:path node:querystring node:stream " +
    "node:string_decoder node:timers node:url node:util node:zlib").split(" "),
);

/**
 * A value by its path from the global object or from a module of the runtime, e.g. `console.log`, `node:events`;
 * undefined for one that stays out.
 */
export function platformValue(path: string): { readonly value: unknown } | undefined {
  const [root = "", ...keys] = path.split(".");
  if (!ROOTS.has(root) && !MODULES.has(root)) return undefined;
  // Any file would do to require one from.
  let value: unknown = MODULES.has(root)
    ? createRequire(process.execPath)(root)
    : (globalThis as Record<string, unknown>)[root];
  for (const key of keys) {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !("value" in descriptor)) return undefined;
    value = descriptor.value;
  }
  return value === undefined ? undefined : { value };
}
