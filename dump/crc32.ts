/**
 * CRC-32 as in gzip, zip and PNG.
 *
 * @module
 */
import zlib from "node:zlib";
import { crc32InSteps } from "./crc32_in_steps.ts";

/** What the runtime has for it, where it has: Node from 20.15 on. */
const { crc32: native } = zlib as { readonly crc32?: (bytes: Uint8Array) => number };

/**
 * Returns the CRC-32 (polynomial 0xEDB88320) of `bytes`, as an unsigned number.
 *
 * @example
 * ```ts
 * import { crc32 } from "./crc32.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
 * ```
 */
export function crc32(bytes: Uint8Array): number {
  return native === undefined ? crc32InSteps(bytes) : native(bytes);
}
