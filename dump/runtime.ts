/**
 * Which runtime this is: the only place that asks.
 *
 * @module
 */
import type { Header } from "./format.ts";

/** Name and version of the runtime that runs this code. */
export function detectRuntime(): Header["runtime"] {
  const { versions } = globalThis.process ?? {};
  if (versions?.["bun"] !== undefined) return { name: "bun", version: versions["bun"] };
  if (versions?.["deno"] !== undefined) return { name: "deno", version: versions["deno"] };
  if (versions?.node !== undefined) return { name: "node", version: versions.node };
  return { name: "unknown", version: "" };
}
