/**
 * CRC-32 as in gzip, zip and PNG, without the runtime's help, which takes Deno and Bun longer to load than a usual dump
 * to check.
 *
 * @module
 */
const SLICES = 8;

/** Remainders of one byte followed by 0 to 7 zero bytes: entry `slice * 256 + byte`. */
const REMAINDERS = makeRemainders();

function makeRemainders(): Int32Array {
  const remainders = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? remainder >>> 1 ^ 0xedb88320 : remainder >>> 1;
    remainders[byte] = remainder;
  }
  for (let at = 256; at < remainders.length; at++) {
    const shorter = remainders[at - 256]!;
    remainders[at] = shorter >>> 8 ^ remainders[shorter & 255]!;
  }
  return remainders;
}

/** Returns the CRC-32 (polynomial 0xEDB88320) of `bytes`, as an unsigned number. Eight bytes a step. */
export function crc32InSteps(bytes: Uint8Array): number {
  const table = REMAINDERS;
  const length = bytes.length;
  let crc = -1;
  let at = 0;
  for (const end = length - length % SLICES; at < end; at += SLICES) {
    const low = crc ^ (bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24);
    crc = table[1792 + (low & 255)]! ^ table[1536 + (low >>> 8 & 255)]! ^ table[1280 + (low >>> 16 & 255)]! ^
      table[1024 + (low >>> 24)]! ^ table[768 + bytes[at + 4]!]! ^ table[512 + bytes[at + 5]!]! ^
      table[256 + bytes[at + 6]!]! ^ table[bytes[at + 7]!]!;
  }
  for (; at < length; at++) crc = crc >>> 8 ^ table[(crc ^ bytes[at]!) & 255]!;
  return ~crc >>> 0;
}
