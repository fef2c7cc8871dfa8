/**
 * What a file is that is no dump, by its first bytes: for the message.
 *
 * @module
 */
import { isUtf8 } from "node:buffer";

/** First bytes of files that people take for dumps, or have lying next to them. */
const SIGNATURES: readonly (readonly [signature: readonly number[], what: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], "a PNG image"],
  [[0xff, 0xd8, 0xff], "a JPEG image"],
  [[0x47, 0x49, 0x46, 0x38], "a GIF image"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF file"],
  [[0x50, 0x4b, 0x03, 0x04], "a zip file"],
  [[0x28, 0xb5, 0x2f, 0xfd], "a zstd file"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz file"],
  [[0x42, 0x5a, 0x68], "a bzip2 file"],
  [[0x1f, 0x8b], "a gzip file"],
  [[0x7f, 0x45, 0x4c, 0x46], "a program or a core dump (ELF)"],
  [[0x4d, 0x44, 0x4d, 0x50], "a minidump"],
  [[0xff, 0xfe], "a UTF-16 text file"],
  [[0xfe, 0xff], "a UTF-16 text file"],
];

/** How many bytes are looked at. */
const LOOK = 512;

/** Says what the bytes are, e.g. `a PNG image`. */
export function sniff(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  for (const [signature, what] of SIGNATURES) {
    if (signature.every((byte, at) => bytes[at] === byte)) return what;
  }
  let start = bytes.subarray(0, LOOK);
  // A character may be cut in two at the end of what is looked at.
  if (bytes.length > LOOK) { while (start.length > LOOK - 4 && !isUtf8(start)) start = start.subarray(0, -1); }
  if (!isUtf8(start) || start.some(isUnprintable)) return "a file of another kind";
  const text = new TextDecoder().decode(start).trimStart();
  if (/^[{[]/.test(text)) return "a JSON file";
  if (/^</.test(text)) return "an HTML or XML file";
  return "a text file";
}

/** Whether a byte is a control character that no text has: all but tab, line ends, form feed and escape. */
function isUnprintable(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}
