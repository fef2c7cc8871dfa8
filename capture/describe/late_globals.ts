/**
 * Globals that Node makes when they are first looked at.
 *
 * @module
 */
import { detectRuntime } from "../../dump/runtime.ts";
import { getOwnPropertyDescriptor, SafeSet } from "./safe.ts";

/** What comes with Node's HTTP client. Loading that takes 30 ms, and leaves a symbol of its own on the global object. */
const OF_HTTP_CLIENT = "CloseEvent ErrorEvent EventSource FormData Headers MessageEvent Request Response WebSocket"
  .split(" ");

const LATE: ReadonlySet<string> = lateGlobals();

/**
 * Whether the runtime loads the global of that name for whoever looks at it, even through a descriptor. It must not be
 * looked at before the program has.
 */
export function isLateGlobal(name: string): boolean {
  return LATE.has(name);
}

function lateGlobals(): ReadonlySet<string> {
  const late = new SafeSet<string>();
  // As long as Node has getters for what it loads late, a descriptor gives the getter.
  const looksLoad = detectRuntime().name === "node" && getOwnPropertyDescriptor(globalThis, "Blob")?.get === undefined;
  for (let at = 0; looksLoad && at < OF_HTTP_CLIENT.length; at++) late.add(OF_HTTP_CLIENT[at]!);
  return late;
}
