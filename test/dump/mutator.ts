/**
 * Makes hostile files out of good ones, each by its number alone, so that a finding can be repeated.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import type { Dump } from "../../dump/format.ts";
import { writeDump } from "../../dump/write.ts";
import { linkedListDump, sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { longArraysDump } from "../helpers/long_arrays.ts";
import { encodeItem, rawDump } from "./raw_dump.ts";

/** A source of pseudo-random numbers with a seed. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b;
  }

  /** A whole number from 0 to `limit` − 1; mulberry32. */
  below(limit: number): number {
    this.#state = this.#state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(this.#state ^ this.#state >>> 15, 1 | this.#state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return Math.floor(((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32 * limit);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

/** Bytes that mean something at the head of an item. */
const HEADS = [
  ...[
    "00",
    "17",
    "18ff",
    "1affffffff",
    "1bffffffffffffffff",
    "1b0020000000000000",
    "20",
    "21",
    "38ff",
    "3bffffffffffffffff",
  ],
  ...[
    "40",
    "41",
    "5affffffff",
    "5bffffffffffffffff",
    "60",
    "61c3",
    "7affffffff",
    "80",
    "81",
    "9aff000000",
    "9bffffffffffffffff",
  ],
  ...[
    "a0",
    "a1",
    "baffffffff",
    "a2616100616100",
    "c0",
    "c2",
    "c249010000000000000000",
    "c3",
    "d818",
    "d833",
    "d9d9f7",
    "d9dfff",
  ],
  ...[
    "d9dffe",
    "d9dff9",
    "da53687264",
    "d81c",
    "d81d00",
    "e0",
    "f0",
    "f4",
    "f6",
    "f7",
    "f8ff",
    "f97e00",
    "f98000",
    "fa7f800000",
  ],
  ...[
    "fb7ff8000000000000",
    "ff",
    "9f",
    "bf",
    "5f",
    "7f",
    "ffff",
    "0000",
    "695f5f70726f746f5f5f",
    "6b636f6e7374727563746f72",
  ],
].map((hex) => Buffer.from(hex, "hex"));

/** Values that stand badly where another one stood. */
const VALUES: readonly unknown[] = [
  ...[
    0,
    1,
    -1,
    -2,
    -3,
    -1000,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
    1e300,
    -1e300,
    0.5,
    -0.5,
    NaN,
    Infinity,
    -Infinity,
  ],
  ...[
    "",
    "x",
    "__proto__",
    "constructor",
    "prototype",
    "then",
    "toJSON",
    "length",
    "valueOf",
    "Function",
    "eval",
    "globalThis",
  ],
  ..."\u0000|\u001b[2J|\u202e|\ufeffx|x".split("|").map((text) => text.repeat(80)),
  ...[true, false, null, undefined, [], [0], [-1], [[]], [0, "ff"], [0, "-0"], [1, "k"], [2, "iterator"], [3, -1, -1], [
    4,
    1,
  ]],
  ...[[4, 2 ** 32 - 1], [5, "depth"], [5, "rest", null, 1e9], [6, "Function.prototype.constructor"], [
    7,
    new Uint8Array(3),
  ]],
  ...[[7, new Uint8Array([0xd8, 0])], [99, 1], [3, [3, [3, 0, 0], 0], 0], new Uint8Array(), new Uint8Array(9), {}, {
    a: 1,
  }],
  ...[{ ["__proto__"]: { polluted: true } }, { constructor: { prototype: { polluted: true } } }, {
    kind: "ref",
    id: 0,
  }],
];

const SEEDS: readonly Dump[] = [sampleDump(), smallestDump(), linkedListDump(1100), longArraysDump(2100)];

/** The file with this number, and how it was made. */
export function mutant(number: number): { readonly bytes: Uint8Array; readonly how: string } {
  const dice = new Dice(number);
  const seed = dice.of(SEEDS);
  switch (dice.below(4)) {
    case 0:
      return { bytes: mutateBytes(writeDump(seed), dice), how: "bytes of the file" };
    case 1:
      return { bytes: mutateSections(seed, dice), how: "bytes of a part, with right checksums" };
    case 2:
      return { bytes: mutateCompressed(seed, dice), how: "a compressed file" };
    default:
      return { bytes: mutateStructure(seed, dice), how: "items, with right checksums" };
  }
}

function mutateBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let times = 1 + dice.below(4); times > 0; times--) {
    const at = dice.below(mutated.length + 1);
    const before = mutated.subarray(0, at);
    const after = mutated.subarray(at);
    switch (dice.below(7)) {
      case 0:
        if (at < mutated.length) mutated[at]! ^= 1 << dice.below(8);
        break;
      case 1:
        if (at < mutated.length) mutated[at] = dice.below(256);
        break;
      case 2:
        mutated = Buffer.concat([before, dice.of(HEADS), after]);
        break;
      case 3: {
        const head = dice.of(HEADS);
        mutated = Buffer.concat([before, head, after.subarray(head.length)]);
        break;
      }
      case 4:
        mutated = Buffer.concat([before, after.subarray(1 + dice.below(20))]);
        break;
      case 5: {
        const from = dice.below(mutated.length + 1);
        mutated = Buffer.concat([before, mutated.subarray(from, from + dice.below(200)), after]);
        break;
      }
      default:
        if (dice.below(4) === 0) mutated = Buffer.from(before);
    }
  }
  return mutated;
}

function mutateSections(seed: Dump, dice: Dice): Uint8Array {
  const parts = [seed.tables, seed.shapes, ...seed.heap].map(encodeItem);
  const at = dice.below(parts.length);
  parts[at] = mutateBytes(parts[at]!, dice);
  const [tables, shapes, ...heap] = parts;
  return rawDump({ version: [1, dice.below(3) === 0 ? 7 : 0], header: seed.header, tables, shapes, heap });
}

function mutateCompressed(seed: Dump, dice: Dice): Uint8Array {
  const bytes = mutateBytes(writeDump(seed), dice);
  return dice.below(2) === 0 ? gzipSync(bytes) : mutateBytes(gzipSync(writeDump(seed)), dice);
}

function mutateStructure(seed: Dump, dice: Dice): Uint8Array {
  const dump = structuredClone(seed) as unknown as Record<string, unknown>;
  for (let times = 1 + dice.below(3); times > 0; times--) replaceSomewhere(dump, dice);
  const { header, tables, shapes, heap } = dump;
  return rawDump({
    version: [1, dice.below(3) === 0 ? 7 : 0],
    header: header ?? null,
    tables: tables ?? null,
    shapes: shapes ?? null,
    heap: Array.isArray(heap) ? heap : [heap],
    change: (outer) => {
      if (dice.below(20) === 0) replaceSomewhere(outer, dice);
    },
  });
}

/** Walks down from `data` at random and puts, takes or doubles something there. */
function replaceSomewhere(data: object, dice: Dice): void {
  let target = data as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(target);
    const key = dice.of(keys);
    const child = key === undefined ? undefined : target[key];
    const isContainer = typeof child === "object" && child !== null && !(child instanceof Uint8Array) &&
      Object.keys(child).length > 0;
    if (isContainer && dice.below(12) > 0) {
      target = child as Record<string, unknown>;
      continue;
    }
    // A copy, so that nothing ends up inside of itself.
    const value = structuredClone(dice.below(3) === 0 ? target[dice.of(keys)] : dice.of(VALUES));
    if (Array.isArray(target)) target.splice(Number(key ?? 0), dice.below(2), ...(dice.below(3) === 0 ? [] : [value]));
    else if (key !== undefined && dice.below(4) === 0) delete target[key];
    else {define(
        target,
        dice.below(6) === 0 ? dice.of(["__proto__", "constructor", "then", "more"]) : key ?? "more",
        value,
      );}
    return;
  }
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
