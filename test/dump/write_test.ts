import { addExtension, decode, Decoder, encode, Encoder } from "cbor-x";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { type Dump, Escape, NodeKind, type Wire } from "../../dump/format.ts";
import { readDump } from "../../dump/read.ts";
import { writeDump } from "../../dump/write.ts";
import { linkedListDump, sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { DumpBuilder, refTo, utf16 } from "../helpers/dump_builder.ts";

/** A dump whose first node is an array of these slots. */
function dumpOf(...slots: readonly Wire[]): Dump {
  const dump = new DumpBuilder();
  const list = dump.array(...slots);
  dump.exception({ value: list });
  return dump.build();
}

function roundTrip(...slots: readonly Wire[]): readonly unknown[] {
  return readDump(writeDump(dumpOf(...slots))).heap.node(0).payload;
}

test("writeDump() writes the same bytes for the same dump", () => {
  assert.deepEqual(writeDump(sampleDump()), writeDump(sampleDump()));
  const dump = linkedListDump(10_000);
  assert.deepEqual(writeDump(dump), writeDump(dump));
});

test("writeDump() begins with the tag of self-described CBOR, the version and the header", () => {
  const bytes = Buffer.from(writeDump(smallestDump()));
  assert.equal(bytes.toString("latin1", 0, 24), "\xd9\xd9\xf7\xa6\x69keeptrace\x82\x01\x00\x66header");
});

test("writeDump() returns bytes that share no memory with anything else", () => {
  for (const compress of [false, true]) {
    const first = writeDump(smallestDump(), { compress });
    const copy = new Uint8Array(first);
    writeDump(sampleDump(), { compress });
    assert.deepEqual(first, copy);
    assert.equal(first.constructor, Uint8Array);
    assert.equal(first.byteOffset, 0);
  }
});

test("writeDump() compresses the whole by gzip when asked to", () => {
  const plain = writeDump(sampleDump());
  const compressed = writeDump(sampleDump(), { compress: true });
  assert.deepEqual([compressed[0], compressed[1]], [0x1f, 0x8b]);
  assert.ok(compressed.length < plain.length / 2);
  assert.deepEqual(new Uint8Array(gunzipSync(compressed)), plain);
});

test("writeDump() keeps every number", () => {
  const numbers = [
    ...[0, 1, 23, 24, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 64, 1e300],
    ...[0.1, 0.5, -0.5, 1 / 3, Number.MIN_VALUE, Number.MAX_VALUE, Infinity, -Infinity, NaN, 1.5e-7, -1e-300],
  ];
  assert.deepEqual(roundTrip(...numbers), numbers);
  const negative = [-1, -24, -25, -256, -257, -65_536, -65_537, -(2 ** 31), -(2 ** 32) - 1, -(2 ** 53), -1e300];
  assert.deepEqual(roundTrip(...negative.map((number) => [number])), negative);
  assert.ok(Object.is(roundTrip([0])[0], -0));
});

test("writeDump() keeps every string", () => {
  const lengths = [0, 1, 23, 24, 31, 32, 63, 64, 65, 255, 256, 20_000, 70_000];
  const strings = ["a", "é", "茶", "🍵", "\u0000", "\uffff", "e\u0301"].flatMap((text) =>
    lengths.map((length) => text.repeat(length))
  );
  assert.deepEqual(roundTrip(...strings), strings);
});

test("writeDump() escapes strings with lone surrogates, and those that begin with a byte order mark", () => {
  const lengths = [1, 20, 63, 64, 200, 5000];
  const strings = ["\ud800", "\udc00", "a\udfff", "\udc00\ud800", "é\ud8ff茶"].flatMap((text) =>
    lengths.map((length) => text.repeat(length))
  );
  assert.deepEqual(roundTrip(...strings), strings);
  const marked = lengths.map((length) => "\ufeff" + "x".repeat(length));
  assert.deepEqual(roundTrip(...marked), marked);
  assert.deepEqual(roundTrip("\ufffd".repeat(70), "\ud83c\udf75".repeat(70)), ["\ufffd".repeat(70), "🍵".repeat(70)]);
  assert.deepEqual(roundTrip(utf16("\ud800")), ["\ud800"]);
});

test("writeDump() escapes them wherever a slot may stand", () => {
  const lone = "a\ud800b";
  const dump = new DumpBuilder();
  const symbol = dump.node(NodeKind.symbol, { payload: [lone] });
  const object = dump.object({ [lone]: 1, plain: lone });
  const kept = dump.object({ price: [Escape.accessor, [Escape.builtin, "Reflect.get"], [Escape.builtin, lone]] });
  const scope = dump.scope("local", { value: lone, object });
  const frame = dump.frame({ functionName: lone, scopes: [scope], this: lone });
  const record = dump.class({ name: lone, members: [{ key: lone, kind: "value", value: lone }] });
  dump.source(`file:///${lone}`, lone);
  dump.exception({ value: lone, message: lone, stack: lone, frames: [frame] });
  dump.header = { notes: [lone], versions: { [lone]: lone } };
  const { header, tables, heap } = readDump(writeDump(dump.build()));
  heap.verify();

  assert.equal(heap.node(-2 - symbol).payload[0], lone);
  assert.equal(heap.node(-2 - object).keys[0], lone);
  assert.equal(heap.node(-2 - object).values[1], lone);
  assert.equal(heap.slot(tables.scopes[scope]!.values[0]), lone);
  assert.equal(tables.scopes[scope]!.values[1], object);
  assert.equal(heap.slot(tables.frames[frame]!.this), lone);
  assert.equal(heap.slot(tables.classes[record]!.members[0]!.key), lone);
  assert.equal(heap.slot(tables.classes[record]!.members[0]!.value), lone);
  assert.equal(heap.slot(tables.exceptions[0]!.value), lone);
  // What is no value is for people to read.
  const replaced = "a\ufffdb";
  assert.equal(tables.frames[frame]!.functionName, replaced);
  assert.equal(tables.classes[record]!.name, replaced);
  assert.equal(tables.exceptions[0]!.message, replaced);
  assert.equal(tables.exceptions[0]!.stack, replaced);
  assert.equal(tables.sources[0]!.text, replaced);
  assert.deepEqual(header.notes, [replaced]);
  assert.deepEqual(header.versions, { [replaced]: replaced });
  assert.deepEqual(heap.node(-2 - kept).values[0], {
    kind: "accessor",
    get: { kind: "builtin", path: "Reflect.get" },
    set: { kind: "builtin", path: replaced },
  });
});

test("writeDump() does not take numbers for text that needs an escape", () => {
  // Bytes ED A0 80 and EF BF BD inside of floats and integers.
  const view = new DataView(new ArrayBuffer(8));
  const numbers = [0xeda08000, 0xefbfbd00, 0xefbbbf00].flatMap((bits) => {
    view.setUint32(2, bits);
    view.setUint16(0, 0x4000);
    return [bits, view.getFloat64(0)];
  });
  assert.deepEqual(roundTrip(...numbers, "text"), [...numbers, "text"]);
});

test("writeDump() writes bytes as a plain byte string, whatever kind of Uint8Array they are", () => {
  const dump = new DumpBuilder();
  const kinds = [new Uint8Array([1, 2, 3]), Buffer.from([1, 2, 3]), new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)];
  for (const bytes of kinds) dump.node(NodeKind.buffer, { payload: [bytes, false, undefined] });
  const { heap } = readDump(writeDump(dump.build()));
  for (let id = 0; id < kinds.length; id++) {
    assert.deepEqual(heap.node(id).payload[0], { kind: "bytes", bytes: new Uint8Array([1, 2, 3]) });
  }
});

test("writeDump() leaves the dump as it was", () => {
  const dump = sampleDump();
  const freeze = (data: unknown): void => {
    if (typeof data !== "object" || data === null || data instanceof Uint8Array) return;
    Object.freeze(data);
    Object.values(data).forEach(freeze);
  };
  freeze(dump);
  writeDump(dump);
  assert.deepEqual(dump, sampleDump());
});

test("writeDump() inside of the program's own encoding by cbor-x leaves that as it is", () => {
  const dump = linkedListDump(3000);
  const alone = Buffer.from(writeDump(dump));
  let captures = 0;
  /** Each of these runs code of the program in the middle of an encoding, and there it captures an error. */
  const values = (capture: () => string): readonly unknown[] => {
    class WithToJSON {
      toJSON = capture;
    }
    class Iterable {
      *[Symbol.iterator]() {
        yield capture();
      }
    }
    const getter = { before: "x".repeat(100), now: "", after: [1, 2, 3] };
    Object.defineProperty(getter, "now", { get: capture, enumerable: true });
    return [getter, ["a", new WithToJSON(), "b"], ["a", new Iterable(), "b"]];
  };
  const captured = values(() => {
    captures++;
    assert.ok(alone.equals(writeDump(dump)));
    return "captured";
  });
  const plain = values(() => "captured");
  for (const options of [{}, { useRecords: false }, { structuredClone: true }]) {
    captured.forEach((value, at) => {
      const encoder = new Encoder({ useToJSON: true, ...options });
      const expected = Buffer.from(new Encoder({ useToJSON: true, ...options }).encode(plain[at]));
      assert.ok(expected.equals(encoder.encode(value)));
      assert.ok(expected.equals(encoder.encode(value)));
    });
  }
  assert.ok(Buffer.from(encode(plain[0])).equals(encode(captured[0])));
  assert.ok(captures >= 19);
});

test("readDump() inside of the program's own decoding by cbor-x leaves that as it is", () => {
  class Money {
    readonly amount: number;
    constructor(amount: number) {
      this.amount = amount;
    }
  }
  const dump = writeDump(sampleDump());
  addExtension({
    Class: Money,
    tag: 43_210,
    encode: (money: Money, encode: (data: number) => Uint8Array) => encode(money.amount),
    decode: (amount: number) => {
      readDump(dump).heap.verify();
      return new Money(amount);
    },
  });
  const value = ["before", new Money(5), "after"];
  assert.deepEqual(decode(encode(value)), value);
  assert.deepEqual(new Decoder().decode(encode(value)), value);
});

test("the program's extensions of cbor-x have no say in a dump", () => {
  class Other {}
  for (const tag of [24, 55_799]) {
    addExtension({ Class: Other, tag, encode: () => new Uint8Array(), decode: () => "hijacked" });
  }
  assert.equal(decode(new Uint8Array([0xd8, 24, 0x40])), "hijacked");
  const file = readDump(writeDump(sampleDump()));
  file.heap.verify();
  assert.deepEqual(file.tables, sampleDump().tables);
});

test("writeDump() writes references across chunks as they are", () => {
  const length = 5000;
  const { heap } = readDump(writeDump(linkedListDump(length)));
  assert.equal(heap.size, length);
  for (const id of [0, 1, 1022, 1023, 1024, 2047, 2048, 4998]) {
    assert.deepEqual(heap.node(id).values, [id, { kind: "ref", id: id + 1 }]);
  }
  assert.deepEqual(heap.node(length - 1).values, [length - 1, null]);
  assert.equal(refTo(0), -2);
});
