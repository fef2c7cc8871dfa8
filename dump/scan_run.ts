/**
 * Runs of small integers.
 *
 * @module
 */
/**
 * Skips small integers by four, up to `end` at most; up to three of them are left where the run ends.
 *
 * @param words Those of the whole buffer that the bytes are in.
 * @returns Where it has come to, and how many of the integers are not negative.
 */
export function scanRun(
  bytes: Uint8Array,
  words: Uint32Array,
  start: number,
  end: number,
): { readonly end: number; readonly integers: number } {
  const first = start + (-(bytes.byteOffset + start) & 3);
  const count = end - first >> 2;
  if (count < 1) return { end: start, integers: 0 };
  let integers = 0;
  for (let at = start; at < first; at++) {
    if (bytes[at]! >= 0x38 || (bytes[at]! & 0x1f) > 23) return { end: start, integers: 0 };
    if (bytes[at]! < 0x20) integers++;
  }
  const firstWord = (bytes.byteOffset + first) / 4;
  let at = firstWord;
  for (const last = firstWord + count; at < last; at++) {
    const word = words[at]!;
    // In each of the four bytes: a major type above 1, or both bits that make the argument 24 or more.
    if ((word & 0xc0c0c0c0 | word >>> 3 & word >>> 4 & 0x01010101) !== 0) break;
    if (word !== 0x20202020) integers += 4 - (Math.imul(word >>> 5 & 0x01010101, 0x01010101) >>> 24);
  }
  return { end: first + 4 * (at - firstWord), integers };
}
