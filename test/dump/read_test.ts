import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { FORMAT_VERSION } from "../../dump/format.ts";
import { DumpError, type DumpErrorCode, readDump } from "../../dump/read.ts";
import { writeDump } from "../../dump/write.ts";
import { linkedListDump, sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { encodeItem, rawDump } from "./raw_dump.ts";

function refuses(bytes: Uint8Array, code: DumpErrorCode, message: RegExp): void {
  assert.throws(() => readDump(bytes), (error) => {
    assert.ok(error instanceof DumpError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\.$|\n/);
    return true;
  });
}

test("readDump() gives back what was written", () => {
  for (const dump of [sampleDump(), smallestDump(), linkedListDump(2500)]) {
    for (const compress of [false, true]) {
      const file = readDump(writeDump(dump, { compress }));
      assert.deepEqual(file.version, FORMAT_VERSION);
      assert.equal(file.compressed, compress);
      assert.equal(file.bytes, writeDump(dump).length);
      assert.deepEqual(file.notes, []);
      assert.deepEqual(file.header, dump.header);
      assert.deepEqual(file.tables, dump.tables);
      file.heap.verify();
    }
  }
});

test("readDump() takes a Buffer, and bytes in the middle of others", () => {
  const bytes = writeDump(sampleDump());
  const around = new Uint8Array(bytes.length + 20).fill(0xff);
  around.set(bytes, 7);
  for (const view of [Buffer.from(bytes), around.subarray(7, bytes.length + 7)]) {
    const file = readDump(view);
    file.heap.verify();
    assert.deepEqual(file.tables, sampleDump().tables);
  }
});

test("readDump() puts nothing on the bytes that it is given and does not change them", () => {
  const bytes = writeDump(sampleDump());
  const copy = new Uint8Array(bytes);
  readDump(bytes).heap.verify();
  assert.deepEqual(Object.getOwnPropertyNames(bytes).filter((name) => Number.isNaN(Number(name))), []);
  assert.deepEqual(bytes, copy);
});

test("readDump() says what a file is that is no dump", () => {
  const text = (content: string) => new TextEncoder().encode(content);
  refuses(new Uint8Array(), "empty", /the file is empty; take the dump anew$/);
  const foreign: readonly (readonly [Uint8Array, RegExp])[] = [
    [
      Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      /this is a PNG image, not a dump; name a file that keeptrace wrote$/,
    ],
    [Buffer.from("ffd8ffe000104a46", "hex"), /a JPEG image/],
    [text("GIF89a"), /a GIF image/],
    [text("%PDF-1.7"), /a PDF file/],
    [Buffer.from("504b0304", "hex"), /a zip file/],
    [Buffer.from("28b52ffd", "hex"), /a zstd file/],
    [Buffer.from("7f454c46020101", "hex"), /a program or a core dump/],
    [Buffer.from("fffe7b00", "hex"), /a UTF-16 text file/],
    [text('{"name": "keeptrace"}'), /a JSON file/],
    [text("  [1, 2]"), /a JSON file/],
    [text("<!doctype html>"), /an HTML or XML file/],
    [text("export const a = 1;\n"), /a text file/],
    [text("grün ".repeat(500)), /a text file/],
    [Buffer.from([0, 1, 2, 3]), /a file of another kind/],
    [Buffer.from([0xff, 0xff]), /a file of another kind/],
    [encodeItem({ keeptrace: [1, 0] }), /a file of another kind|a text file/],
    [Buffer.concat([Buffer.from("d9d9f7", "hex"), encodeItem({ other: 1 })]), /a CBOR file of another program/],
    [Buffer.concat([Buffer.from("d9d9f7", "hex"), encodeItem([1, 2, 3])]), /a CBOR file of another program/],
    [Buffer.from("d9d9f7a0", "hex"), /a CBOR file of another program|cut off/],
    [gzipSync(text('{"a": 1}')), /a gzip file of a JSON file, not a dump/],
    [gzipSync(text("")), /a gzip file of an empty file/],
    [gzipSync(gzipSync(writeDump(smallestDump()))), /a gzip file of a gzip file/],
  ];
  for (const [bytes, message] of foreign) {
    assert.throws(() => readDump(bytes), (error) => {
      assert.ok(error instanceof DumpError);
      assert.match(error.message, message);
      return true;
    });
  }
  assert.throws(() => readDump("crash.cbor" as never), TypeError);
});

test("readDump() says that a file is truncated, wherever it was cut", () => {
  for (const compress of [false, true]) {
    const bytes = writeDump(linkedListDump(1100), { compress });
    const step = Math.ceil(bytes.length / 1500);
    for (let length = 1; length < bytes.length; length += length < 1500 ? 1 : step) {
      const cut = bytes.subarray(0, length);
      if (compress && length < 2) refuses(cut, "not-a-dump", /a file of another kind/);
      else refuses(cut, "truncated", /the file is cut off; copy it again, whole, or take the dump anew/);
    }
  }
});

test("readDump() finds damage at every byte of a small file when it opens it", () => {
  const bytes = writeDump(smallestDump());
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of [0x01, 0x80, 0xff]) {
      const damaged = new Uint8Array(bytes);
      damaged[at]! ^= flip;
      // The minor version is the one byte that may be anything.
      if (at === 16) continue;
      assert.throws(() => readDump(damaged), (error) => error instanceof DumpError, `byte ${at}`);
    }
  }
});

test("readDump() names the part that is damaged", () => {
  const bytes = writeDump(linkedListDump(3000));
  const text = Buffer.from(bytes).toString("latin1");
  const damage = (at: number): Uint8Array => {
    const damaged = new Uint8Array(bytes);
    damaged[at]! ^= 1;
    return damaged;
  };
  refuses(
    damage(text.indexOf("20.20.2")),
    "corrupt",
    /a checksum differs, the file was damaged .* \(header, byte \d+\)$/,
  );
  refuses(damage(text.indexOf("functionName") + 14), "corrupt", /\(tables, byte \d+\)$/);
  refuses(damage(text.indexOf("value", text.indexOf("shapes"))), "corrupt", /\(shapes, byte \d+\)$/);
  refuses(damage(text.lastIndexOf("check") - 20), "corrupt", /\(heap\[2\], byte \d+\)$/);
});

test("readDump() finds damage in a large file when the damaged part is looked at, and reads the others", () => {
  const dump = linkedListDump(5000);
  // Five chunks, and a note that makes the file large.
  const bytes = writeDump({ ...dump, tables: { ...dump.tables, sources: [{ url: "a", text: "x".repeat(2 ** 24) }] } });
  const at = Buffer.from(bytes).toString("latin1").lastIndexOf("check") - 20;
  bytes[at]! ^= 1;
  const { heap } = readDump(bytes);
  assert.equal(heap.node(17).kind, 0);
  assert.equal(heap.node(4095).kind, 0);
  assert.throws(() => heap.node(4096), { code: "corrupt", path: "heap[4]" });
  assert.throws(() => heap.node(4999), { code: "corrupt" });
  assert.throws(() => heap.verify(), { code: "corrupt" });
  assert.equal(heap.node(4095).kind, 0);
});

test("readDump() refuses a newer major version by name, whatever follows it", () => {
  const message = /it was written by format 2; this keeptrace reads up to 1: update keeptrace$/;
  refuses(rawDump({ version: [2, 0] }), "version", message);
  refuses(rawDump({ version: [2, 7], header: "other", tables: [], heap: [1] }), "version", message);
  const bytes = Buffer.from(rawDump({ version: [2, 0] }));
  refuses(bytes.subarray(0, 20), "version", message);
  refuses(Buffer.concat([bytes.subarray(0, 17), Buffer.from("ff00ff00", "hex")]), "version", message);
  refuses(rawDump({ version: [0, 9] }), "invalid", /its version is not two numbers/);
  refuses(rawDump({ version: [1] }), "invalid", /its version is not two numbers/);
  refuses(rawDump({ version: "1.0" }), "invalid", /its version is not two numbers/);
});

test("readDump() opens a newer minor version with a note", () => {
  const { version, notes } = readDump(rawDump({ version: [1, 3] }));
  assert.deepEqual(version, [1, 3]);
  assert.equal(notes.length, 1);
  assert.match(notes[0]!, /^The file is of format 1\.3, and this keeptrace knows 1\.0: .* update keeptrace to see it$/);
});

test("readDump() ignores what a newer minor version added", () => {
  const usual = smallestDump();
  const exception = { ...usual.tables.exceptions[0], mood: "sad", later: [{ deep: true }] };
  const tables = { ...usual.tables, exceptions: [exception], weather: [1, 2] };
  const header = { ...usual.header, weather: "rain", trigger: "signal", omitted: { depth: 1, boredom: 2 } };
  const change = (outer: Record<string, unknown>) => {
    outer.index = { a: [1] };
    (outer.check as number[]).push(7, 8);
  };
  const shapes = [[0, null, 0, ["a", "b", "c"], [7, 39, 7], "more"], [77, null, 0, ["x"]], [4, null, 0, []]];
  const nodes = [[0, [99, 1, 2], [5, "boredom", "Order"], -1], [1, 5, 6, [1, 2]], [2, 0, "UTC"]];
  const file = readDump(rawDump({ version: [1, 9], header, tables, shapes, heap: [[1, nodes, "more"]], change }));
  assert.deepEqual(file.tables, usual.tables);
  assert.deepEqual(file.header, { ...usual.header, trigger: "capture", omitted: { depth: 1 } });
  file.heap.verify();
  const node = file.heap.node(0);
  assert.deepEqual(node.values, [
    { kind: "omitted", omitted: { reason: "unsupported", detail: "escape 99 of a newer format" } },
    { kind: "omitted", omitted: { reason: "unsupported", type: "Order" } },
    { kind: "ref", id: 1 },
  ]);
  assert.deepEqual(node.attributes, [7, 7, 7]);
  assert.equal(file.heap.node(1).kind, 21);
  assert.deepEqual(file.heap.node(1).payload, [
    { kind: "omitted", omitted: { reason: "unsupported", detail: "kind 77 of a newer format" } },
  ]);
  assert.deepEqual(file.heap.node(2).payload, [0, "UTC"]);

  // A file of this version has no business to hold any of that but unknown fields.
  refuses(rawDump({ header }), "invalid", /it is none of capture, .* \(header\.trigger/);
  const known = readDump(rawDump({ tables, shapes, heap: [[1, nodes]], change }));
  assert.throws(() => known.heap.node(0), { code: "invalid" });
});

test("readDump() refuses anything behind the dump", () => {
  const bytes = writeDump(smallestDump());
  refuses(Buffer.concat([bytes, Buffer.from([0])]), "invalid", /1 bytes follow the dump/);
  refuses(Buffer.concat([bytes, bytes]), "invalid", /bytes follow the dump/);
});

test("readDump() refuses a file whose outermost map is not that of a dump", () => {
  const without = (key: string) => rawDump({ change: (outer) => delete outer[key] });
  for (const key of ["header", "tables", "shapes", "heap", "check"]) {
    refuses(without(key), "invalid", new RegExp(key));
  }
  const set = (key: string, value: unknown) => rawDump({ change: (outer) => outer[key] = value });
  for (const value of [null, 1, "text", [], new Uint8Array(3), { value: new Uint8Array(1) }, [new Uint8Array(1)]]) {
    refuses(set("tables", value), "invalid", /tables/);
    refuses(set("shapes", value), "invalid", /shapes/);
    refuses(set("header", value), value === null ? "corrupt" : "corrupt", /header/);
    if (!Array.isArray(value)) refuses(set("heap", value), "invalid", /heap/);
    refuses(set("check", value), "invalid", /check/);
  }
  refuses(set("check", [1, "2", 3]), "invalid", /checksum/);
  // The header must follow the version.
  const swapped = rawDump({
    change: (outer) => {
      const { header } = outer;
      delete outer.header;
      outer.header = header;
    },
  });
  refuses(swapped, "invalid", /the header does not follow the version/);
});

test("the errors of readDump() tell code, offset and path", () => {
  const dump = smallestDump();
  const tables = { ...dump.tables, frames: [{ functionName: 7 }] };
  assert.throws(() => readDump(rawDump({ tables })), {
    name: "DumpError",
    code: "invalid",
    path: "tables.frames[0].functionName",
    message: /^Cannot read the dump: it is no text \(tables\.frames\[0\]\.functionName, byte \d+\)$/,
  });
  assert.throws(() => readDump(Buffer.from("d9d9f7a1", "hex")), { code: "truncated", offset: 4 });
});
