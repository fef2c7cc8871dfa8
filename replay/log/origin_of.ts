/**
 * Whose code a place in a log is.
 *
 * @module
 */
import type { FrameRecord } from "../../dump/format.ts";

const RUNTIME = /^(?:node|ext|bun|deno|internal|native|wasm|evalmachine|<):?|^<|^$/;
const LIBRARY =
  /\/node_modules\/|\/(?:deno|Deno)\/(?:npm|remote)\/|^(?:npm|jsr):|^https?:\/\/(?:jsr\.io|deno\.land|esm\.sh)\//;

/** Whose code a URL is; a place without one is the runtime's. */
export function originOf(url: string): FrameRecord["origin"] {
  if (RUNTIME.test(url)) return "runtime";
  return LIBRARY.test(url) ? "library" : "program";
}
