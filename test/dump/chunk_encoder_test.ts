import { decode as decodeOther } from "cborg";
import { Decoder } from "cbor-x/decode";
import fc from "fast-check";
import assert from "node:assert/strict";
import test from "node:test";
import { ChunkEncoder } from "../../dump/chunk_encoder.ts";
import { Escape, type Wire, type WireChunk, type WireNode } from "../../dump/format.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: fc.constantFrom("a", "é", "茶", "🍵"), maxLength: 60 }),
);

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 32), -(2 ** 32) - 1),
  fc.constantFrom(-1, -24, -25, -256, -257, -65_536, -65_537, NaN, Infinity, -Infinity, 1e300),
);

const simple: fc.Arbitrary<Wire> = fc.oneof(
  number,
  text,
  fc.constantFrom(true, false, null, undefined),
  fc.uint8Array({ maxLength: 300 }),
);

const slot: fc.Arbitrary<Wire> = fc.oneof(
  { weight: 5, arbitrary: simple },
  { weight: 1, arbitrary: fc.integer({ min: -100 }).map((value) => [value]) },
  { weight: 1, arbitrary: text.map((detail) => [Escape.omitted, "failed", "object", null, detail]) },
  { weight: 1, arbitrary: fc.tuple(fc.constant(Escape.accessor), simple, fc.constant([Escape.builtin, "Math.max"])) },
);

const chunk: fc.Arbitrary<WireChunk> = fc.tuple(
  fc.nat(),
  fc.array(
    fc.tuple(fc.nat(300), fc.array(slot, { maxLength: 40 })).map(([shape, slots]): WireNode => [shape, ...slots]),
  ),
);

/** Decodes with the reader's library; byte strings become arrays, so that results compare. */
function decode(bytes: Uint8Array): unknown {
  return plain(new Decoder({ useRecords: false, mapsAsObjects: false }).decode(bytes));
}

function plain(item: unknown): unknown {
  if (item instanceof Uint8Array) return { bytes: [...item] };
  if (Array.isArray(item)) return item.map(plain);
  return Object.is(item, -0) ? 0 : item;
}

test("ChunkEncoder writes what two other libraries read", () => {
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 4 }), (chunks) => {
      const encoder = new ChunkEncoder();
      const parts = chunks.map((each) => encoder.encode(each));
      chunks.forEach((each, at) => {
        assert.deepEqual(decode(parts[at]!), plain(each));
        assert.deepEqual(
          plain(decodeOther(parts[at]!, { allowUndefined: true, allowNaN: true, allowInfinity: true })),
          plain(each),
        );
      });
    }),
    { seed: 20_261_122, numRuns: 300 },
  );
});

test("ChunkEncoder writes the shortest head of every item, and numbers beyond 32 bits as floats", () => {
  const hex = (wire: Wire) => Buffer.from(new ChunkEncoder().encode([0, [[0, wire]]])).subarray(5).toString("hex");
  const cases: readonly (readonly [Wire, string])[] = [
    ...([[23, "17"], [24, "1818"], [255, "18ff"], [256, "190100"], [65_535, "19ffff"]] as const),
    ...([[65_536, "1a00010000"], [2 ** 32 - 1, "1affffffff"], [2 ** 32, "fb41f0000000000000"]] as const),
    ...([[-1, "20"], [-25, "3818"], [-257, "390100"], [-65_537, "3a00010000"], [-(2 ** 32), "3affffffff"]] as const),
    ...([[0.5, "fb3fe0000000000000"], [true, "f5"], [false, "f4"], [null, "f6"], [undefined, "f7"]] as const),
    ...([["", "60"], ["é", "62c3a9"], ["x".repeat(24), "7818" + "78".repeat(24)]] as const),
    ...([["x".repeat(300), "79012c" + "78".repeat(300)], [[5], "8105"]] as const),
    [new Uint8Array([1, 2]), "420102"],
  ];
  for (const [wire, expected] of cases) assert.equal(hex(wire), expected);
});

test("ChunkEncoder escapes text that CBOR cannot carry, in slots; in names of escapes, it replaces it", () => {
  const lone = "a\ud800";
  const nodes: WireNode[] = [[0, lone, [Escape.accessor, lone, undefined], [Escape.registeredSymbol, lone], "\ufeffx"]];
  assert.deepEqual(decode(new ChunkEncoder().encode([1, nodes])), [1, [[
    0,
    [Escape.utf16, { bytes: [0, 0x61, 0xd8, 0] }],
    [Escape.accessor, [Escape.utf16, { bytes: [0, 0x61, 0xd8, 0] }], undefined],
    [Escape.registeredSymbol, "a\ufffd"],
    [Escape.utf16, { bytes: [0xfe, 0xff, 0, 0x78] }],
  ]]]);
});

test("ChunkEncoder keeps the bytes of a chunk when others follow, whatever their size", () => {
  const encoder = new ChunkEncoder();
  const chunks = [10, 70_000, 1, 5_000_000, 30_000, 100].map((length, at): WireChunk => [
    at,
    [[at, "x".repeat(length), "y".repeat(30), 0.5], [at, ...Array<Wire>(at * 5000).fill("short")]],
  ]);
  const parts = chunks.map((each) => encoder.encode(each));
  chunks.forEach((each, at) => assert.deepEqual(decode(parts[at]!), each));
});
