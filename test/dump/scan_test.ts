import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { DumpError, type DumpErrorCode } from "../../dump/errors.ts";
import { MAX_COST, MAX_DEPTH, MAX_KEY_BYTES, MAX_MAP_ENTRIES, scanItem } from "../../dump/scan.ts";

const EVERYTHING = { maps: true, tags: true };

function scan(bytes: Uint8Array | string, rules = EVERYTHING): number {
  const item = typeof bytes === "string" ? Buffer.from(bytes, "hex") : bytes;
  return scanItem(item, 0, item.length, rules).end;
}

function refuses(bytes: Uint8Array | string, code: DumpErrorCode, rules = EVERYTHING): void {
  assert.throws(
    () => scan(bytes, rules),
    (error) => error instanceof DumpError && error.code === code && error.offset !== undefined,
    typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("hex", 0, 40),
  );
}

/** RFC 8949, appendix A: what a dump may hold. */
const ALLOWED = (
  "00 01 0a 17 1818 1819 1864 1903e8 1a000f4240 1b000000e8d4a51000 20 29 3863 3903e7 f90000 f98000 f93c00 " +
  "fb3ff199999999999a f93e00 f97bff fa47c35000 fa7f7fffff fb7e37e43c8800759c f90001 f90400 f9c400 " +
  "fbc010666666666666 f97c00 f97e00 f9fc00 fa7f800000 fa7fc00000 faff800000 fb7ff0000000000000 fb7ff8000000000000 " +
  "fbfff0000000000000 f4 f5 f6 f7 d818456449455446 40 4401020304 60 6161 6449455446 62225c 62c3bc 63e6b0b4 " +
  "64f0908591 80 83010203 8301820203820405 98190102030405060708090a0b0c0d0e0f101112131415161718181819 a0 " +
  "a26161016162820203 826161a161626163 a56161614161626142616361436164614461656145"
).split(" ");

/** RFC 8949, appendix A: well-formed, but nothing that a dump has: large integers, other tags, simple values and keys, indefinite lengths. */
const FOREIGN = (
  "1bffffffffffffffff c249010000000000000000 3bffffffffffffffff c349010000000000000000 f0 f818 f8ff " +
  "c074323031332d30332d32315432303a30343a30305a c11a514b67b0 c1fb41d452d9ec200000 d74401020304 " +
  "d82076687474703a2f2f7777772e6578616d706c652e636f6d a201020304 5f42010243030405ff 7f657374726561646d696e67ff " +
  "9fff 9f018202039f0405ffff 9f01820203820405ff 83018202039f0405ff 83019f0203ff820405 " +
  "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff bf61610161629f0203ffff 826161bf61626163ff " +
  "bf6346756ef563416d7421ff"
).split(" ");

/** RFC 8949, appendix F: cut off. */
const CUT_OFF = (
  "18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900 fa0000 fb000000 41 61 " +
  "5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203 81 818181818181818181 8200 a1 a20102 " +
  "a100 a2000000"
).split(" ");

/** RFC 8949, appendix F: not well-formed in other ways. */
const ILL_FORMED = (
  "c0 5f4100 7f6100 9f 9f0102 bf bf01020102 819f 9f8000 9f9f9f9f9fffffffff 9f819f819f9fffffff " +
  "1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de fc fd fe f800 f801 f818 f81f " +
  "5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff 5f5f4100ffff 7f7f6100ffff ff 81ff 8200ff a1ff a1ff00 " +
  "a100ff a20000ff 9f81ff 9f829f819f9fffffffff bf00ff bf000000ff 1f 3f df"
).split(" ");

test("scanItem() accepts the examples of RFC 8949 that a dump may hold", () => {
  for (const hex of ALLOWED) assert.equal(scan(hex), hex.length / 2, hex);
});

test("scanItem() refuses well-formed items that no dump has", () => {
  for (const hex of FOREIGN) refuses(hex, "invalid");
});

test("scanItem() refuses every item that RFC 8949 lists as not well-formed", () => {
  for (const hex of CUT_OFF) refuses(hex, "truncated");
  for (const hex of ILL_FORMED) assert.throws(() => scan(hex), (error) => error instanceof DumpError, hex);
});

test("scanItem() says that an item is truncated, at every byte where it may be cut", () => {
  for (const hex of ALLOWED) {
    const bytes = Buffer.from(hex, "hex");
    for (let length = 0; length < bytes.length; length++) refuses(bytes.subarray(0, length), "truncated");
  }
});

test("scanItem() returns where the item ends and looks at nothing behind it", () => {
  const bytes = Buffer.from("ffff8201" + "6161" + "ffff", "hex");
  assert.equal(scanItem(bytes, 2, bytes.length, EVERYTHING).end, 6);
  assert.throws(() => scanItem(bytes, 2, 5, EVERYTHING), { code: "truncated" });
});

test("scanItem() counts long runs of small integers as it counts each of them, wherever they and the run's end lie", () => {
  const costOf = (item: readonly number[]) =>
    scanItem(Uint8Array.from([0x81, ...item]), 0, item.length + 1, EVERYTHING).cost;
  const empty = costOf([0x80]) / 2;
  const others = [[0x17], [0x18, 0x40], [0x37], [0x38, 0x40], [0x39, 1, 2], [0x40], [0x61, 0x41], [0x80], [0xf6], [
    0xf9,
    0,
    0,
  ]];
  for (const [index, other] of others.entries()) {
    for (let length = 62; length < 82; length++) {
      for (let shift = 0; shift < 4; shift++) {
        const place = (length * 7 + shift * 13 + index * 29) % length;
        const items = Array.from(
          { length },
          (_, at) => at === place ? other : [at * 5 % 24 | (at % 3 === 0 ? 0x20 : 0)],
        );
        const bytes = Uint8Array.from([...new Array<number>(shift).fill(0xff), 0x98, length, ...items.flat(), 0xff]);
        const expected = items.reduce((sum, item) => sum + costOf(item) - empty, empty);
        const found = scanItem(bytes.subarray(shift), 0, bytes.length - shift, EVERYTHING);
        assert.deepEqual(found, { end: bytes.length - shift - 1, cost: expected });
        refuses(bytes.subarray(shift, -2), "truncated");
      }
    }
  }
});

test("scanItem() refuses all simple values but four", () => {
  for (let value = 0; value < 20; value++) refuses(new Uint8Array([0xe0 + value]), "invalid");
  for (let value = 20; value < 24; value++) assert.equal(scan(new Uint8Array([0xe0 + value])), 1);
  for (let value = 0; value < 256; value++) refuses(new Uint8Array([0xf8, value]), "invalid");
});

test("scanItem() refuses all tags but two, and these anywhere else than where they belong", () => {
  for (let tag = 0; tag < 24; tag++) refuses(new Uint8Array([0xc0 + tag, 0x40]), "invalid");
  for (let tag = 0; tag < 256; tag++) if (tag !== 24) refuses(new Uint8Array([0xd8, tag, 0x40]), "invalid");
  // Packed tables, records, bundled strings and shared structures of cbor-x.
  for (
    const tag of ["d833", "d9dffe", "d9dfff", "d9dff9", "da53687264", "d81c", "d81d", "d90103", "db00000000ffffffff"]
  ) {
    refuses(tag + "80", "invalid");
  }
  assert.equal(scan("d9d9f700"), 4);
  assert.equal(scan("d9d9f7d8184100"), 7);
  refuses("81d9d9f700", "invalid");
  refuses("d9d9f7d9d9f700", "invalid");
  refuses("d81800", "invalid");
  refuses("d818d8184100", "invalid");
  refuses("d81861" + "61", "invalid");
  refuses("d9d9f700", "invalid", { maps: true, tags: false });
  refuses("d8184100", "invalid", { maps: true, tags: false });
});

test("scanItem() refuses keys that are not text, that occur twice, or that are long", () => {
  for (const key of ["00", "20", "4161", "80", "a0", "d8184100", "f4", "f6", "fb0000000000000000"]) {
    refuses(`a1${key}00`, "invalid");
  }
  refuses("a2616100616100", "invalid");
  assert.equal(scan("a2616100616200"), 7);
  assert.equal(scan("82a1616100a1616100"), 9);
  assert.equal(scan("a26161a16161006162a1616100"), 13);
  // The same key with a longer head is the same key.
  refuses("a2616100780161" + "00", "invalid");
  const key = (length: number) =>
    Buffer.concat([Buffer.from([0xa1, 0x79, length >> 8, length & 255]), Buffer.alloc(length, 97), Buffer.from([0])]);
  assert.equal(scan(key(MAX_KEY_BYTES)), MAX_KEY_BYTES + 5);
  refuses(key(MAX_KEY_BYTES + 1), "limit");
});

test("scanItem() refuses maps where there may be none", () => {
  refuses("a0", "invalid", { maps: false, tags: false });
  refuses("81a0", "invalid", { maps: false, tags: false });
});

test("scanItem() refuses maps with very many entries", () => {
  const map = (entries: number) => {
    const parts = [Buffer.from([0xb9, entries >> 8, entries & 255])];
    for (let at = 0; at < entries; at++) parts.push(Buffer.from([0x62, 33 + (at >> 6), 33 + (at & 63), 0]));
    return Buffer.concat(parts);
  };
  assert.equal(scan(map(MAX_MAP_ENTRIES)), 3 + 4 * MAX_MAP_ENTRIES);
  refuses(map(MAX_MAP_ENTRIES + 1), "limit");
});

test("scanItem() counts depth by an own stack", () => {
  const nested = (depth: number) => new Uint8Array(depth + 1).fill(0x81, 0, depth);
  assert.equal(scan(nested(MAX_DEPTH)), MAX_DEPTH + 1);
  refuses(nested(MAX_DEPTH + 1), "limit");
  refuses(nested(1_000_000), "limit");
  // Empty arrays open no level.
  const empty = nested(MAX_DEPTH);
  empty[MAX_DEPTH] = 0x80;
  assert.equal(scan(empty), MAX_DEPTH + 1);
});

test("scanItem() refuses lengths that the bytes cannot hold before anything is made of them", () => {
  for (const head of ["9b00000000ffffffff", "9affffffff", "bb00000000ffffffff", "5b7fffffffffffffff", "7affffffff"]) {
    refuses(head + "00", head.startsWith("bb") ? "limit" : "truncated");
  }
});

test("scanItem() refuses what would take much memory once decoded", () => {
  const many = (byte: number, bytes: number) => {
    const item = new Uint8Array(bytes + 5).fill(byte);
    item.set([0x9a, bytes >>> 24, bytes >> 16 & 255, bytes >> 8 & 255, bytes & 255]);
    return item;
  };
  for (const byte of [0x80, 0x40, 0x20, 0x60]) refuses(many(byte, MAX_COST / 32), "limit");
  assert.equal(scan(many(0x00, 1_000_000)), 1_000_005);
});

test("scanItem() accepts exactly the text that is valid UTF-8", () => {
  const text = (...bytes: number[]) => new Uint8Array([0x60 + bytes.length, ...bytes]);
  const valid = [
    [0x00],
    [0x7f],
    [0xc2, 0x80],
    [0xdf, 0xbf],
    [0xe0, 0xa0, 0x80],
    [0xed, 0x9f, 0xbf],
    [0xee, 0x80, 0x80],
    [0xef, 0xbf, 0xbf],
    [0xf0, 0x90, 0x80, 0x80],
    [0xf4, 0x8f, 0xbf, 0xbf],
  ];
  const invalid = [
    [0x80],
    [0xbf],
    [0xc0, 0x80],
    [0xc1, 0xbf],
    [0xc2],
    [0xc2, 0x7f],
    [0xc2, 0xc0],
    [0xe0, 0x9f, 0xbf],
    [0xe0, 0xa0],
    [0xe1, 0x80, 0x41],
    [0xed, 0xa0, 0x80],
    [0xed, 0xbf, 0xbf],
    [0xf0, 0x8f, 0xbf, 0xbf],
    [0xf0, 0x90, 0x80],
    [0xf1, 0x80, 0x80, 0x41],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xff],
    [0x41, 0xe2, 0x82],
  ];
  for (const bytes of valid) assert.equal(scan(text(...bytes)), bytes.length + 1);
  for (const bytes of invalid) {
    refuses(text(...bytes), "invalid");
    refuses(text(0x41, ...bytes, 0x41), "invalid");
  }
});

test("scanItem() agrees with TextDecoder on every sequence of two bytes, and on many of four", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const agrees = (bytes: Uint8Array) => {
    const isValid = (() => {
      try {
        decoder.decode(bytes);
        return true;
      } catch {
        return false;
      }
    })();
    const item = new Uint8Array([0x60 + bytes.length, ...bytes]);
    if (isValid) assert.equal(scan(item), item.length);
    else refuses(item, "invalid");
  };
  for (let pair = 0; pair < 65536; pair += 7) agrees(new Uint8Array([pair >> 8, pair & 255]));
  const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4];
  for (const a of [0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4]) {
    for (const b of edges) for (const c of edges) for (const d of edges) agrees(new Uint8Array([a, b, c, d]));
  }
});
