/**
 * Bounded decompression of a gzip file.
 *
 * @module
 */
import { inflateRawSync, type ZlibOptions } from "node:zlib";
import { crc32 } from "./crc32.ts";
import { DumpError } from "./errors.ts";
import { TRUNCATED } from "./head.ts";

/** Most bytes that a compressed dump may expand to. A plain dump has no such limit. */
export const MAX_EXPANDED = 48 * 1024 * 1024;

/** A file of this many expanded bytes may have any ratio; beyond it, {@linkcode MAX_RATIO} counts. */
export const ANY_RATIO = 16 * 1024 * 1024;

/** How many times its own size a file may expand to. */
export const MAX_RATIO = 250;

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/**
 * Expands a gzip file of one member (RFC 1952), with nothing after it.
 *
 * It expands to at most {@linkcode ANY_RATIO} bytes or {@linkcode MAX_RATIO} times its size, whichever is more, and to
 * at most {@linkcode MAX_EXPANDED}. Its checksum and its size are checked.
 *
 * @throws {DumpError} `truncated`, `corrupt`, `limit` or, if there is something after it, `invalid`.
 */
export function decompress(bytes: Uint8Array): Uint8Array {
  const start = skipHeader(bytes);
  const limit = Math.min(MAX_EXPANDED, Math.max(ANY_RATIO, bytes.length * MAX_RATIO));
  const { buffer, engine } = inflate(bytes.subarray(start), limit);
  const trailer = start + engine.bytesWritten;
  const end = trailer + TRAILER_BYTES;
  if (end > bytes.length) throw new DumpError("truncated", TRUNCATED);
  if (end < bytes.length) throw new DumpError("invalid", `${bytes.length - end} bytes follow the compressed dump`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(trailer, true) !== crc32(buffer) || view.getUint32(trailer + 4, true) !== buffer.length) {
    throw damaged();
  }
  return buffer;
}

/** What zlib returns with the option `info`. */
interface Inflated {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

function inflate(bytes: Uint8Array, limit: number): Inflated {
  const options: ZlibOptions = { maxOutputLength: limit, info: true };
  try {
    return inflateRawSync(bytes, options) as unknown as Inflated;
  } catch (error) {
    switch ((error as { code?: unknown }).code) {
      case "ERR_BUFFER_TOO_LARGE":
        throw new DumpError(
          "limit",
          `it expands to more than ${Math.floor(limit / 2 ** 20)} MiB; if you trust it, open what gunzip makes of it`,
        );
      case "Z_BUF_ERROR":
        throw new DumpError("truncated", TRUNCATED);
      default:
        throw damaged();
    }
  }
}

function damaged(): DumpError {
  return new DumpError("corrupt", "the compressed file was damaged after it was written; copy it again");
}

/** Returns the offset after the header of a gzip member. */
function skipHeader(bytes: Uint8Array): number {
  if (bytes.length < HEADER_BYTES + TRAILER_BYTES) throw new DumpError("truncated", TRUNCATED);
  const flags = bytes[3]!;
  if (bytes[2] !== 8 || flags & 0xe0) throw damaged();
  let at = HEADER_BYTES;
  if (flags & 4) at += 2 + bytes[at]! + bytes[at + 1]! * 256;
  // Name and comment, each ended by a zero byte.
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) throw new DumpError("truncated", TRUNCATED);
    at = zero + 1;
  }
  if (flags & 2) at += 2;
  if (at + TRAILER_BYTES > bytes.length) throw new DumpError("truncated", TRUNCATED);
  return at;
}
