/**
 * Puts files together that no recorder would write, for tests of the reader.
 *
 * @module
 */
import { Encoder, Tag } from "cbor-x/index-no-eval";
import { Buffer } from "node:buffer";
import { crc32 } from "../../dump/crc32.ts";
import type { Dump } from "../../dump/format.ts";
import { smallestDump } from "../helpers/build_dump.ts";

/** Parts of a file; each is that of the smallest dump when it is left out. Bytes stand for themselves, encoded. */
export interface RawParts {
  readonly version?: unknown;
  readonly header?: unknown;
  readonly tables?: unknown;
  readonly shapes?: unknown;
  readonly heap?: readonly unknown[];
  /** Changes the outermost map before it is encoded. */
  readonly change?: (outer: Record<string, unknown>) => void;
}

/** Encodes anything, as the writer does. */
export function encodeItem(item: unknown): Uint8Array {
  const encoder = new Encoder({ useRecords: false, mapsAsObjects: false, variableMapSize: true, tagUint8Array: false });
  return item instanceof Uint8Array ? item : new Uint8Array(encoder.encode(item));
}

/** Encodes a file with right checksums, whatever its parts are. */
export function rawDump({ version = [1, 0], header, tables, shapes = [], heap = [], change }: RawParts): Uint8Array {
  const usual: Dump = smallestDump();
  const headerItem = header === undefined ? usual.header : header;
  const parts = [tables === undefined ? usual.tables : tables, shapes, ...heap].map(encodeItem);
  const [tablesPart, shapesPart, ...chunks] = parts.map((part) => new Tag(part, 24));
  const outer: Record<string, unknown> = {
    keeptrace: version,
    header: headerItem,
    tables: tablesPart,
    shapes: shapesPart,
    heap: chunks,
    check: [encodeItem(headerItem), ...parts].map(crc32),
  };
  change?.(outer);
  return encodeItem(new Tag(outer, 55799));
}

/** A head of CBOR: major type and argument, in five bytes. */
export function head(major: number, argument: number): Uint8Array {
  const bytes = Buffer.alloc(5);
  bytes[0] = major << 5 | 26;
  bytes.writeUInt32BE(argument, 1);
  return bytes;
}

/** A chunk of one node of shape 0 with `count` slots, each of these bytes. */
export function wideChunk(slot: readonly number[], count: number): Uint8Array {
  const slots = Buffer.alloc(slot.length * count, Uint8Array.from(slot));
  return Buffer.concat([Uint8Array.of(0x82, 0, 0x81), head(4, count + 1), Uint8Array.of(0), slots]);
}
