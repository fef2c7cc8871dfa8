/**
 * Writes a dump: plain data → bytes.
 *
 * @module
 */
import { gzipSync } from "node:zlib";
import { ChunkEncoder } from "./chunk_encoder.ts";
import { crc32 } from "./crc32.ts";
import { DumpEncoder, tagged } from "./encoder.ts";
import { escapeShapes, escapeTables, needsEscape, replaceSurrogates } from "./escape_text.ts";
import { type Dump, FORMAT_VERSION } from "./format.ts";

/** How a dump is written. */
export interface WriteOptions {
  /**
   * Compress the whole file by gzip; name it `.cbor.gz` then.
   *
   * @default {false}
   */
  readonly compress?: boolean;
}

/** Tag 24: a byte string that holds an encoded item. */
const ENCODED_ITEM = 24;

/** Tag 55799: self-described CBOR. */
const SELF_DESCRIBED = 55799;

/** Most bytes of tag, length and checksum that the outermost map has for one part. */
const PART_OVERHEAD = 16;

/**
 * Returns the bytes of a dump: one CBOR item, as docs/format.md has it. The same dump gives the same bytes.
 *
 * Values with text that CBOR cannot carry (lone surrogates) are escaped; in names and messages, lone surrogates become
 * U+FFFD.
 *
 * @example
 * ```ts
 * import { writeDump } from "./write.ts";
 * import { readDump } from "./read.ts";
 * import { sampleDump } from "../test/helpers/build_dump.ts";
 * import assert from "node:assert/strict";
 *
 * const dump = sampleDump();
 * assert.deepEqual(readDump(writeDump(dump)).tables, dump.tables);
 * ```
 */
export function writeDump(dump: Dump, options: WriteOptions = {}): Uint8Array {
  const encoder = new DumpEncoder();
  const chunks = new ChunkEncoder();
  try {
    const header = replaceSurrogates(dump.header);
    const parts = [
      encodeFit(encoder, dump.tables, escapeTables),
      encodeFit(encoder, dump.shapes, escapeShapes),
      ...dump.heap.map((chunk) => chunk instanceof Uint8Array ? chunk : chunks.encode(chunk)),
    ];
    const headerBytes = encoder.encode(header);
    const check = [headerBytes, ...parts].map(crc32);
    const [tables, shapes, ...heap] = parts.map((part) => tagged(ENCODED_ITEM, part));
    const size = parts.reduce((sum, part) => sum + part.length + PART_OVERHEAD, headerBytes.length);
    const file = { keeptrace: FORMAT_VERSION, header, tables, shapes, heap, check };
    const bytes = encoder.encodeTagged(SELF_DESCRIBED, file, size);
    return options.compress ? new Uint8Array(gzipSync(bytes)) : bytes;
  } finally {
    encoder.release();
  }
}

function encodeFit<T>(encoder: DumpEncoder, item: T, escape: (item: T) => T): Uint8Array {
  const bytes = encoder.encode(item);
  return needsEscape(item, bytes) ? encoder.encode(escape(item)) : bytes;
}
