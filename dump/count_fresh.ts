/**
 * Counting the references to new nodes in the bytes of a node.
 *
 * @module
 */
import { Escape } from "./format.ts";
import { readHead } from "./head.ts";

/** How `-1` is encoded. */
export const FRESH = 0x20;

/**
 * Counts how many `-1` a node holds: in its slots, and in those of accessors.
 *
 * @param start Offset of a node that has been scanned.
 * @param end Offset after it.
 */
export function countFresh(bytes: Uint8Array, start: number, end: number): number {
  const node = readHead(bytes, start);
  if (node.major !== 4 || node.argument === 0) return 0;
  let count = 0;
  // The shape stands before the slots.
  for (let at = skipItem(bytes, node.next); at < end;) {
    const byte = bytes[at]!;
    if (byte === FRESH) {
      count++;
      at++;
    } else if (byte < 0x38 && (byte & 0x1f) < 24) {
      at++;
    } else {
      if (byte >> 5 === 4) count += countInEscape(bytes, at);
      else if (isFresh(bytes, at)) count++;
      at = skipItem(bytes, at);
    }
  }
  return count;
}

function countInEscape(bytes: Uint8Array, start: number): number {
  const { argument: items, next } = readHead(bytes, start);
  if (items < 2 || bytes[next] !== Escape.accessor) return 0;
  const second = next + 1;
  const getter = isFresh(bytes, second) ? 1 : 0;
  return items > 2 && isFresh(bytes, skipItem(bytes, second)) ? getter + 1 : getter;
}

/** Whether an item is `-1`, however it is encoded. */
function isFresh(bytes: Uint8Array, at: number): boolean {
  const { major, argument, next } = readHead(bytes, at);
  if (major === 1) return argument === 0;
  if (major !== 7) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at + 1);
  if (next - at === 3) return view.getUint16(0) === 0xbc00;
  if (next - at === 5) return view.getFloat32(0) === -1;
  return next - at === 9 && view.getFloat64(0) === -1;
}

/** Offset after an item that has been scanned. */
function skipItem(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let left = 1; left > 0; left--) {
    const { major, argument, next } = readHead(bytes, at);
    at = next;
    if (major === 2 || major === 3) at += argument;
    else if (major === 4) left += argument;
  }
  return at;
}
