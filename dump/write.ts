/**
 * Writes a dump: plain data → bytes.
 *
 * @module
 */
import { gzipSync } from "node:zlib";
import { Encoder, type Options, Tag } from "cbor-x/index-no-eval";
import { crc32 } from "./crc32.ts";
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

const OPTIONS: Options = { useRecords: false, variableMapSize: true, tagUint8Array: false };

/** Tag 24: a byte string that holds an encoded item. */
const ENCODED_ITEM = 24;

/** Tag 55799: self-described CBOR. */
const SELF_DESCRIBED = 55799;

/**
 * Returns the bytes of a dump: one CBOR item, as docs/format.md has it. The same dump gives the same bytes.
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
  const encoder = new Encoder(OPTIONS);
  const encode = (item: unknown): Uint8Array => encoder.encode(item);
  const parts = [encode(dump.header), encode(dump.tables), encode(dump.shapes), ...dump.heap.map(encode)];
  const [, tables, shapes, ...heap] = parts.map((part) => new Tag(part, ENCODED_ITEM));
  const file = {
    keeptrace: FORMAT_VERSION,
    header: dump.header,
    tables,
    shapes,
    heap,
    check: parts.map(crc32),
  };
  const bytes = encode(new Tag(file, SELF_DESCRIBED));
  return options.compress ? new Uint8Array(gzipSync(bytes)) : new Uint8Array(bytes);
}
