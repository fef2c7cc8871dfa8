/**
 * The globals of the prompt.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { Box } from "./environment.ts";

/**
 * What the language brings, and of the platform what only computes. Left out is all that reaches the machine or waits:
 * `process`, `require`, `fetch`, timers, `console`, `Deno`, `Bun`, `Atomics`, `WebAssembly`, and `eval`.
 */
const NAMES: ReadonlySet<string> = new Set(
  `undefined NaN Infinity Object Function Array Number String Boolean Symbol BigInt Math JSON Date RegExp Promise Proxy
  Reflect Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array
  BigUint64Array Error TypeError RangeError ReferenceError SyntaxError EvalError URIError AggregateError SuppressedError
  DOMException Iterator Intl Temporal DisposableStack AsyncDisposableStack parseInt parseFloat isNaN isFinite encodeURI
  encodeURIComponent decodeURI decodeURIComponent escape unescape structuredClone atob btoa URL URLSearchParams TextEncoder
  TextDecoder Headers FormData Blob File Request Response Event EventTarget Buffer`.split(/\s+/),
);

/** A global of the prompt by name; undefined when there is none, or when this runtime lacks it. */
export function standardGlobal(name: string): Box | undefined {
  if (!NAMES.has(name)) return undefined;
  if (name === "Buffer") return { value: Buffer };
  return name in globalThis ? { value: (globalThis as Record<string, unknown>)[name] } : undefined;
}

/** Names of all of them. */
export function standardGlobalNames(): string[] {
  return [...NAMES].filter((name) => name === "Buffer" || name in globalThis);
}
