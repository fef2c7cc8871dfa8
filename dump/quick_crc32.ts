/**
 * CRC-32 for the start of the program, which must not wait for what it does not need.
 *
 * @module
 */
import { crc32InSteps } from "./crc32_in_steps.ts";
import { bunHash } from "./runtime.ts";

/** Up to how many bytes one is done before the runtime's own is loaded, which takes a millisecond. */
const FEW = 4096;

/** Returns the CRC-32 of `bytes`, as `crc32()` does, and loads no more for it than is worth it. */
export function quickCrc32(bytes: Uint8Array): number {
  const native = bytes.length > FEW ? nativeCrc32() : undefined;
  return native === undefined ? crc32InSteps(bytes) : native(bytes);
}

/** What the runtime has for it; asked for anew each time, since that is quick. */
function nativeCrc32(): ((bytes: Uint8Array) => number) | undefined {
  // The zlib of Bun takes 10 ms to load, for the streams in it.
  const hash = bunHash();
  if (hash !== undefined) return (bytes) => hash.crc32(bytes);
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  return (process?.getBuiltinModule?.("node:zlib") as { crc32?(bytes: Uint8Array): number } | undefined)?.crc32;
}
