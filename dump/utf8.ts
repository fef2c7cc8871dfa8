/**
 * UTF-8.
 *
 * @module
 */

/** Where a range of bytes is not valid UTF-8 (RFC 3629); undefined if all of it is. */
export function invalidAt(bytes: Uint8Array, start: number, end: number): number | undefined {
  let at = start;
  while (at < end) {
    const first = bytes[at]!;
    if (first < 0x80) {
      at++;
      continue;
    }
    // How many bytes follow, and between which bounds the second one must lie; RFC 3629, section 4.
    let more = 0;
    let low = 0x80;
    let high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      more = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      more = 2;
      if (first === 0xe0) low = 0xa0;
      else if (first === 0xed) high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3;
      if (first === 0xf0) low = 0x90;
      else if (first === 0xf4) high = 0x8f;
    }
    if (more === 0 || at + more >= end) return at;
    const second = bytes[at + 1]!;
    if (second < low || second > high) return at;
    for (let follower = 2; follower <= more; follower++) {
      if ((bytes[at + follower]! & 0xc0) !== 0x80) return at;
    }
    at += more + 1;
  }
  return undefined;
}
