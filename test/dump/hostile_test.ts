import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { DumpError, type DumpErrorCode, readDump } from "../../dump/read.ts";
import { MAX_COST } from "../../dump/scan.ts";
import { writeDump } from "../../dump/write.ts";
import { linkedListDump, sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { assertUnchanged, watch } from "./canaries.ts";
import { encodeItem, head, rawDump, wideChunk } from "./raw_dump.ts";

const ARRAY = [1, null, 0, []];

function refuses(run: () => unknown, code: DumpErrorCode, message: RegExp): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof DumpError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  });
}

/** Opens a file whose tables are these bytes, with right checksums. */
function openTables(hex: string): unknown {
  return readDump(rawDump({ tables: Buffer.from(hex, "hex") }));
}

test("readDump() lets no tag but its own reach the decoder", () => {
  // A table of packed values, expanded again and again: 620 MB out of 5 KB, if it were let through.
  const packed = "d83384" + "81" + "6161" + "80" + "80" + "c600";
  refuses(() => openTables(packed), "invalid", /tag 51/);
  refuses(() => openTables("c2" + "5a00020000" + "ff".repeat(2 ** 17)), "invalid", /tag 2,/);
  refuses(() => openTables("d81b8264" + "4576616c" + "6131"), "invalid", /tag 27/);
  refuses(() => openTables("d9dfff83" + "19e000" + "816161" + "01"), "invalid", /tag 57343/);
  refuses(() => openTables("d9d9f7a0"), "invalid", /tag 55799/);
  refuses(() => openTables("d81841a0"), "invalid", /tag 24/);
  for (const tag of ["c0", "c1", "c4", "c6", "d81c", "d81d", "d840", "d90102", "d90103", "d9dff9", "da53687264"]) {
    refuses(() => readDump(rawDump({ shapes: Buffer.from(tag + "80", "hex") })).heap.verify(), "invalid", /tag \d+/);
  }
});

test("readDump() lets no key of a file change a built-in", () => {
  const before = watch();
  const keys = ["__proto__", "constructor", "prototype", "toString", "then", "toJSON", "hasOwnProperty", "length"];
  const evil = Object.fromEntries(keys.map((key) => [key, new Map([["polluted", true]])]));
  const { tables, header } = smallestDump();
  const withEvil = (record: object): Map<string, unknown> =>
    new Map([...Object.entries(record), ...Object.entries(evil)]);
  const file = readDump(rawDump({
    header: withEvil({ ...header, versions: withEvilTexts(keys), limits: new Map(keys.map((key) => [key, 1])) }),
    tables: withEvil({ ...tables, exceptions: tables.exceptions.map(withEvil), threads: tables.threads.map(withEvil) }),
    shapes: [[0, null, 0, keys]],
    heap: [[0, [[0, ...keys]]]],
    change: (outer) => Object.assign(outer, { then: 1, toJSON: 2 }),
  }));
  assert.deepEqual(file.heap.node(0).values, keys);
  assert.deepEqual(file.tables, tables);
  assert.deepEqual(Object.keys(file.header.versions), keys);
  assert.deepEqual(Object.keys(file.header.limits), keys);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  for (const record of [file.header, file.tables, file.header.versions, file.tables.exceptions[0]!]) {
    assert.equal(Object.getPrototypeOf(record), Object.prototype);
  }
  assertUnchanged(before);
});

function withEvilTexts(keys: readonly string[]): Map<string, string> {
  return new Map(keys.map((key) => [key, key]));
}

test("readDump() is not misled by built-in names where an index or a name is wanted", () => {
  for (const name of ["__proto__", "constructor", "length", "0"]) {
    const { tables } = smallestDump();
    refuses(() => readDump(rawDump({ shapes: [ARRAY], heap: [[0, [[name, 1]]]] })).heap.node(0), "invalid", /no shape/);
    refuses(
      () => readDump(rawDump({ shapes: [[name, 0, 0, []]], heap: [[0, [[0]]]] })).heap.node(0),
      "invalid",
      /kind/,
    );
    const frames = [{ functionName: "f", async: false, origin: name, scopes: [] }];
    refuses(() => readDump(rawDump({ tables: { ...tables, frames } })), "invalid", /frames\[0\]\.origin/);
    const scopes = [{ type: name, names: [], values: [] }];
    refuses(() => readDump(rawDump({ tables: { ...tables, scopes } })), "invalid", /scopes\[0\]\.type/);
  }
});

test("readDump() refuses depth before anything recurses into it", () => {
  for (const depth of [65, 5000, 1_000_000]) {
    const nested = "81".repeat(depth) + "00";
    refuses(() => openTables(nested), "limit", /nested deeper than 64/);
    refuses(() => openTables("a1616b".repeat(depth) + "00"), "limit", /nested deeper than 64/);
    const file = readDump(rawDump({ shapes: Buffer.from(nested, "hex") }));
    refuses(() => file.heap.verify(), "limit", /nested deeper than 64/);
    const around = Buffer.concat([
      Buffer.from("d9d9f7a2696b656570747261636582010066686561646572", "hex"),
      Buffer.from(nested, "hex"),
    ]);
    refuses(() => readDump(around), "limit", /nested deeper than 64/);
  }
});

test("readDump() makes nothing by a length that the file claims", () => {
  for (const claim of ["9affffffff", "9b000000ffffffffff", "baffffffff", "5affffffff", "7b0000ffffffffffff"]) {
    assert.throws(() => openTables(claim + "00".repeat(100)), DumpError);
    const chunk = Buffer.from("8200" + claim + "00".repeat(100), "hex");
    assert.throws(() => readDump(rawDump({ shapes: [ARRAY], heap: [chunk] })), DumpError);
  }
  const { tables } = smallestDump();
  // These claim lengths in values, which cost nothing until somebody makes an array of them.
  const nodes = [[0, [4, 2 ** 32 - 1]], [1, new Uint8Array(1), false, 2 ** 53 - 1], [
    2,
    "Float64Array",
    -3,
    2 ** 40,
    2 ** 50,
  ]];
  const shapes = [ARRAY, [10, null, 0, []], [11, null, 0, []]];
  readDump(rawDump({ tables, shapes, heap: [[0, nodes]] })).heap.verify();
});

const WIDE: readonly (readonly [what: string, slot: readonly number[], count: number])[] = [
  ["integers", [0x00], MAX_COST / 16],
  ["references", [0x21], MAX_COST / 64],
  ["floats", [0xf9, 0x3c, 0x01], MAX_COST / 32],
  ["texts", [0x62, 0x61, 0x61], MAX_COST / 50],
  ["byte strings", [0x40], MAX_COST / 1024],
  ["escapes", [0x82, 0x00, 0x61, 0x66], MAX_COST / 240],
];

for (const [what, slot, count] of WIDE) {
  test(`readDump() refuses a chunk of very many ${what}`, () => {
    const { heap } = readDump(rawDump({ shapes: [ARRAY], heap: [wideChunk(slot, count)] }));
    refuses(
      () => heap.node(0),
      "limit",
      /one part of it would take more than 96 MiB of memory \(heap\[0\], byte \d+\)/,
    );
  });
}

test("readDump() refuses tables and shapes that would take much memory", () => {
  const maps = Buffer.concat([Buffer.from("a1666672616d6573", "hex"), head(4, 600_000), Buffer.alloc(600_000, 0xa0)]);
  refuses(() => readDump(rawDump({ tables: maps })), "limit", /more than 64 MiB/);
  const texts = Buffer.concat([head(3, MAX_COST), Buffer.alloc(MAX_COST, 0x61)]);
  refuses(() => readDump(rawDump({ shapes: texts })).heap.verify(), "limit", /more than 96 MiB/);
});

test("readDump() refuses a header of very long texts", () => {
  const header = { ...smallestDump().header, notes: new Array(33).fill("a".repeat(2 ** 20)) };
  refuses(() => readDump(rawDump({ header })), "limit", /more than 32 MiB/);
  header.notes.length = 20;
  assert.equal(readDump(rawDump({ header })).header.notes.length, 20);
});

test("readDump() refuses scopes of very many variables", () => {
  const { tables } = smallestDump();
  const scopes = (many: number) => {
    const names = Array.from({ length: many }, (_, at) => `v${at}`);
    return { ...tables, scopes: [{ type: "local", names, values: names.map(() => 1) }] };
  };
  refuses(() => readDump(rawDump({ tables: scopes(500_001) })), "limit", /more than 500000 variables/);
  assert.equal(readDump(rawDump({ tables: scopes(500_000) })).tables.scopes[0]!.names.length, 500_000);
});

test("readDump() counts together what is in memory together", () => {
  const { tables } = smallestDump();
  // About 50, 40 and 80 MiB: each is within the limit of one part.
  const big = { ...tables, modules: new Array(140_000).fill({ url: "a" }) };
  const shapes = [ARRAY, [0, null, 0, new Array(800_000).fill("a")]];
  const heap = [wideChunk([0x21], 1_300_000)];
  refuses(() => readDump(rawDump({ tables: big, shapes, heap })).heap.node(0), "limit", /heap\[0\]/);
  assert.equal(readDump(rawDump({ tables: big, shapes: [ARRAY], heap })).heap.node(0).payload.length, 1_300_000);
  assert.equal(readDump(rawDump({ shapes, heap })).heap.node(0).payload.length, 1_300_000);
});

test("readDump() refuses compressed bombs", () => {
  refuses(() => readDump(gzipSync(Buffer.alloc(60 * 2 ** 20))), "limit", /it expands to more than 16 MiB/);
  const bomb = rawDump({ tables: Buffer.concat([head(3, 2 ** 25), Buffer.alloc(2 ** 25, 0x61)]) });
  refuses(() => readDump(gzipSync(bomb)), "limit", /it expands to more than 16 MiB/);
});

test("readDump() opens a list of 100,000 nodes without recursion", () => {
  const length = 100_000;
  const { heap } = readDump(writeDump(linkedListDump(length)));
  let steps = 0;
  for (let slot = heap.node(0).values[1]; typeof slot === "object" && slot?.kind === "ref"; steps++) {
    slot = heap.node(slot.id).values[1];
  }
  assert.equal(steps, length - 1);
  heap.verify();
});

test("readDump() quotes nothing from a file in its errors", () => {
  const nasty = "\u001b[2J\u202eevil\n";
  const { tables, header } = smallestDump();
  const files = [
    rawDump({ header: { ...header, trigger: nasty } }),
    rawDump({ header: { ...header, versions: { [nasty]: 1 } } }),
    rawDump({ header: { ...header, limits: { [nasty]: nasty } } }),
    rawDump({ tables: { ...tables, scopes: [{ type: nasty, names: [], values: [] }] } }),
    rawDump({ tables: { ...tables, exceptions: [{ value: [5, nasty] }] } }),
    Buffer.from(nasty),
    Buffer.concat([Buffer.from("d9d9f7", "hex"), encodeItem({ [nasty]: 1 })]),
  ];
  for (const file of files) {
    assert.throws(() => readDump(file), (error) => {
      assert.ok(error instanceof DumpError);
      assert.doesNotMatch(error.message, /[\p{Cc}\p{Cf}]|evil/u);
      assert.doesNotMatch(error.path ?? "", /[\p{Cc}\p{Cf}]|evil/u);
      return true;
    });
  }
});

test("readDump() survives every single byte of the tables and shapes being another, with right checksums", () => {
  const dump = smallestDump();
  const tables = encodeItem(dump.tables);
  for (let at = 0; at < tables.length; at++) {
    for (const byte of [0x00, 0x20, 0x5f, 0x80, 0x9b, 0xa0, 0xd8, 0xff]) {
      const changed = new Uint8Array(tables);
      changed[at] = byte;
      try {
        readDump(rawDump({ tables: changed })).heap.verify();
      } catch (error) {
        assert.ok(error instanceof DumpError, `byte ${at} = ${byte}: ${error}`);
      }
    }
  }
  const sample = sampleDump();
  const shapes = encodeItem(sample.shapes);
  for (let at = 0; at < shapes.length; at += 3) {
    for (const byte of [0x00, 0x20, 0x80, 0xff]) {
      const changed = new Uint8Array(shapes);
      changed[at] = byte;
      try {
        readDump(rawDump({ ...sample, shapes: changed })).heap.verify();
      } catch (error) {
        assert.ok(error instanceof DumpError, `byte ${at} = ${byte}: ${error}`);
      }
    }
  }
});
