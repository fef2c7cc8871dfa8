/**
 * The check that every byte passes before a decoder sees it.
 *
 * @module
 */
import { DumpError } from "./errors.ts";
import { TRUNCATED } from "./head.ts";
import { scanRun } from "./scan_run.ts";
import { invalidAt } from "./utf8.ts";

/** How deep items may be nested. A dump's own depth is below 16, whatever the depth of its graph. */
export const MAX_DEPTH = 64;

/**
 * How much memory one item may take once decoded, in bytes, as estimated by {@linkcode COST}: a list of a million and a
 * half objects, or a Map of as many short texts. JavaScriptCore takes up to three times as much while it is read.
 */
export const MAX_COST = 96 * 1024 * 1024;

/** How much what is in memory at once may take: the map around the parts, the tables, the shapes, one chunk. */
export const MAX_TOTAL_COST = 160 * 1024 * 1024;

/** How much the map around the parts may take, with the header in it: a million nodes make some thousand parts. */
export const MAX_OUTER_COST = 32 * 1024 * 1024;

/** How much the tables may take: eight times what a recorder writes in all that was not told to write more. */
export const MAX_TABLES_COST = 64 * 1024 * 1024;

/** Longest map: those of a dump are records of a few fields. */
export const MAX_MAP_ENTRIES = 4096;

/** Longest key of a map, in bytes. */
export const MAX_KEY_BYTES = 256;

/** The tags that occur in a dump: self-described CBOR, and a byte string that holds an encoded item. */
export const TAGS: readonly number[] = [55799, 24];

/**
 * Upper estimates of the memory that a decoded item takes, in bytes: its slot in the array around it, itself, and what
 * the checks make of it. Text and bytes take their length on top.
 */
const COST = {
  simple: 16,
  integer: 16,
  reference: 64,
  float: 32,
  bytes: 1024,
  part: 128,
  text: 48,
  array: 176,
  map: 288,
  entry: 32,
};

/** Largest argument of an integer: beyond it, a number is not exact. */
const MAX_INTEGER = 2 ** 53 - 1;

/** Which items may occur besides integers, floats, text, byte strings, arrays, `true`, `false`, `null`, `undefined`. */
export interface ScanRules {
  /** Whether maps may occur; their keys are text, each once. */
  readonly maps: boolean;
  /** Whether {@linkcode TAGS} may occur. */
  readonly tags: boolean;
  /**
   * How much memory the item may take once decoded, in bytes.
   *
   * @default {MAX_COST}
   */
  readonly memory?: number;
  /** Where the bytes are when they are not in memory, and `bytes` has none of them. */
  readonly pages?: Pages | undefined;
  /** Is told where things are; absent when nobody asks. */
  readonly places?: Places | undefined;
  /**
   * How many items stand there, one after another.
   *
   * @default {1}
   */
  readonly items?: number;
  /** Is told where each of them ends; absent when nobody asks. */
  readonly ends?: number[] | undefined;
}

/** Where things are in an item that is a map, all as offsets. */
export interface Places {
  /** Where each value of the map begins and where it ends, in turn. */
  readonly edges: number[];
  /** Of each encoded item that is a value or an item of one: where its tag is, where it begins, where it ends. */
  readonly parts: number[];
}

/** A file that is not in memory. */
export interface Pages {
  /** How many bytes it has. */
  readonly size: number;
  /**
   * Reads a range into memory that nobody else has.
   *
   * @param start Offset of the first byte.
   * @param end Offset after the last byte, not above `size`.
   */
  read(start: number, end: number): Uint8Array;
  /** Reads the bytes from an offset on, {@linkcode MAX_HEAD} or as many as the file has. */
  head(offset: number): Uint8Array;
}

/** The longest head of an item, in bytes. */
export const MAX_HEAD = 9;

/** What a scan found. */
export interface Scanned {
  /** Offset after the item. */
  readonly end: number;
  /** How much memory it takes once decoded, in bytes, at most. */
  readonly cost: number;
}

/**
 * Scans the CBOR item at `start`, or the items that the rules count there, which end at `end` or before.
 *
 * They must be well-formed in the sense of RFC 8949, all their text valid UTF-8, and keep to `rules` and to the limits
 * above. Indefinite lengths are refused, so are simple values other than false, true, null and undefined, and integers
 * that are not exact as a number. The scan does not recurse, and skips byte strings without reading them.
 *
 * @throws {DumpError} `truncated` if the item does not end before `end`, `limit` beyond a limit, `invalid` otherwise.
 */
export function scanItem(bytes: Uint8Array, start: number, end: number, rules: ScanRules): Scanned {
  const { memory = MAX_COST, pages, places, items = 1, ends } = rules;
  let itemsLeft = items;
  // One entry for each open array or map: how many items are still to come, and the keys so far if it is a map.
  const remaining = new Float64Array(MAX_DEPTH);
  const keys: (Set<string> | undefined)[] = [];
  let depth = 0;
  let cost = 0;
  let at = start;
  // Whether a tag stands before the item, which then counts as no item of its own.
  let tag = -1;
  let tagAt = start;
  let words: Uint32Array | undefined;

  for (;;) {
    // Runs of small integers, which long arrays of new objects are, without all the questions below.
    if (depth > 0 && keys[depth - 1] === undefined && tag === -1 && pages === undefined) {
      let left = remaining[depth - 1]!;
      const next = bytes[at];
      if (left > 64 && next !== undefined && next < 0x38 && (next & 0x1f) < 24) {
        words ??= new Uint32Array(bytes.buffer, 0, Math.floor(bytes.buffer.byteLength / 4));
        const run = scanRun(bytes, words, at, Math.min(end, at + left - 1));
        cost += run.integers * COST.integer + (run.end - at - run.integers) * COST.reference;
        left -= run.end - at;
        at = run.end;
      }
      for (let byte; left > 1 && at < end && (byte = bytes[at]!) < 0x38 && (byte & 0x1f) < 24; at++, left--) {
        cost += byte < 0x20 ? COST.integer : COST.reference;
      }
      remaining[depth - 1] = left;
      if (cost > memory) throw tooMuch(memory, at);
    }
    const offset = at;
    if (offset >= end) throw new DumpError("truncated", TRUNCATED, { offset });
    const view = pages === undefined ? bytes : pages.head(offset);
    let place = pages === undefined ? offset : 0;
    const first = view[place++]!;
    at++;
    const major = first >> 5;
    const short = first & 0x1f;
    let argument = short;
    if (short > 23) {
      if (short > 27) throw notAllowed(short === 31 ? "an indefinite length" : "a reserved length", offset);
      const width = 1 << short - 24;
      if (width > end - at) throw new DumpError("truncated", TRUNCATED, { offset });
      argument = 0;
      for (const after = place + width; place < after; place++) argument = argument * 256 + view[place]!;
      at += width;
    }

    const names = depth > 0 ? keys[depth - 1] : undefined;
    const isKey = names !== undefined && remaining[depth - 1]! % 2 === 0;
    if (isKey && major !== 3) throw notAllowed("a key that is not text", offset);
    const isPart = tag === 24;
    if (isPart && major !== 2) throw notAllowed("tag 24 before an item that is not a byte string", offset);
    tag = -1;

    switch (major) {
      case 0:
        if (argument > MAX_INTEGER) throw notAllowed("an integer above 2^53", offset);
        cost += COST.integer;
        break;
      case 1:
        if (argument > MAX_INTEGER) throw notAllowed("an integer below -2^53", offset);
        cost += COST.reference;
        break;
      case 2:
        if (argument > end - at) throw new DumpError("truncated", TRUNCATED, { offset });
        // Those in the outermost map are the parts, which are not copied.
        cost += rules.tags ? COST.part : COST.bytes + argument;
        if (isPart && depth <= 2) places?.parts.push(tagAt, at, at + argument);
        at += argument;
        break;
      case 3: {
        if (argument > end - at) throw new DumpError("truncated", TRUNCATED, { offset });
        if (cost + argument > memory) throw tooMuch(memory, offset);
        const text = pages === undefined ? bytes : pages.read(at, at + argument);
        const from = pages === undefined ? at : 0;
        cost += COST.text + textCost(text, from, from + argument, at - from);
        if (isKey) {
          const name = latin1(text, from, from + argument, offset);
          if (names.has(name)) throw notAllowed("a key that occurs twice", offset);
          names.add(name);
        }
        at += argument;
        break;
      }
      case 4:
      case 5: {
        if (major === 5) {
          if (!rules.maps) throw notAllowed("a map", offset);
          if (argument > MAX_MAP_ENTRIES) {
            throw new DumpError("limit", `a map has more than ${MAX_MAP_ENTRIES} entries`, { offset });
          }
          cost += COST.map + COST.entry * argument;
        } else {
          cost += COST.array;
        }
        const children = major === 5 ? argument * 2 : argument;
        if (children > end - at) throw new DumpError("truncated", TRUNCATED, { offset });
        if (children > 0) {
          if (depth === MAX_DEPTH) {
            throw new DumpError("limit", `items are nested deeper than ${MAX_DEPTH}`, { offset });
          }
          // The new level counts as one item of the level around it, taken off when it closes.
          remaining[depth] = children;
          keys[depth++] = major === 5 ? new Set() : undefined;
          if (cost > memory) throw tooMuch(memory, offset);
          continue;
        }
        break;
      }
      case 6:
        if (!rules.tags || !TAGS.includes(argument)) throw notAllowed(`tag ${argument}`, offset);
        if (argument === 55799 && offset !== start) throw notAllowed("tag 55799 inside of the item", offset);
        tag = argument;
        tagAt = offset;
        continue;
      default:
        if (short >= 20 && short <= 23) cost += COST.simple;
        else if (short >= 25) cost += COST.float;
        else throw notAllowed(short === 24 ? `simple value ${argument}` : `simple value ${short}`, offset);
    }
    if (cost > memory) throw tooMuch(memory, offset);

    // The item is complete, and with it perhaps the arrays and maps around it.
    for (;;) {
      if (depth === 0) {
        ends?.push(at);
        if (--itemsLeft === 0) return { end: at, cost };
        break;
      }
      if (depth === 1) places?.edges.push(at);
      if (--remaining[depth - 1]! > 0) break;
      keys[--depth] = undefined;
    }
  }
}

function notAllowed(what: string, offset: number): DumpError {
  return new DumpError("invalid", `it holds ${what}, which a dump has not`, { offset });
}

function tooMuch(memory: number, offset: number): DumpError {
  const limit = Math.floor(memory / 2 ** 20);
  return new DumpError("limit", `one part of it would take more than ${limit} MiB of memory`, { offset });
}

/** Reads a key, which is short, byte by byte. */
function latin1(bytes: Uint8Array, start: number, end: number, offset: number): string {
  if (end - start > MAX_KEY_BYTES) {
    throw new DumpError("limit", `a key is longer than ${MAX_KEY_BYTES} bytes`, { offset });
  }
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

/**
 * How many bytes the string of some text will take at most, which must be valid UTF-8.
 *
 * @param base Offset of the first of all the bytes.
 */
function textCost(bytes: Uint8Array, start: number, end: number, base: number): number {
  let at = start;
  while (at < end && bytes[at]! < 0x80) at++;
  if (at === end) return end - start;
  const invalid = invalidAt(bytes, at, end);
  if (invalid !== undefined) throw notAllowed("text that is not valid UTF-8", base + invalid);
  return 2 * (end - start);
}
