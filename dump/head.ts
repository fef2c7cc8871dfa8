/**
 * The head of a CBOR item: its major type and its argument.
 *
 * @module
 */
import { DumpError } from "./errors.ts";

/** A head, and where the item's content begins. */
export interface Head {
  /** Major type, 0 to 7. */
  readonly major: number;
  /** Its argument: a value, a length or a count; above 2^53 it is not exact. */
  readonly argument: number;
  /** Offset of the byte after the head. */
  readonly next: number;
}

/**
 * Reads the head at `offset` of `bytes`.
 *
 * @throws {DumpError} `truncated` if the bytes end inside of it; `invalid` if its length is reserved or indefinite.
 */
export function readHead(bytes: Uint8Array, offset: number): Head {
  const first = bytes[offset];
  if (first === undefined) throw new DumpError("truncated", TRUNCATED, { offset });
  const short = first & 0x1f;
  const major = first >> 5;
  if (short < 24) return { major, argument: short, next: offset + 1 };
  if (short > 27) throw new DumpError("invalid", "a length is indefinite or reserved; a dump has none", { offset });
  const width = 1 << short - 24;
  const next = offset + 1 + width;
  if (next > bytes.length) throw new DumpError("truncated", TRUNCATED, { offset });
  let argument = 0;
  for (let at = offset + 1; at < next; at++) argument = argument * 256 + bytes[at]!;
  return { major, argument, next };
}

/** What is said of a file that ends too early. */
export const TRUNCATED = "the file is cut off; copy it again, whole, or take the dump anew";
