/**
 * Which runtime this is, and what only one has: the only place that asks.
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

/** The hashes that Bun has built in; undefined on other runtimes. */
export function bunHash(): { crc32(bytes: Uint8Array): number } | undefined {
  return (globalThis as { Bun?: { hash?: { crc32(bytes: Uint8Array): number } } }).Bun?.hash;
}
