import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { crc32 } from "../../dump/crc32.ts";
import { DumpError } from "../../dump/errors.ts";
import { ANY_RATIO, decompress, MAX_EXPANDED, MAX_RATIO } from "../../dump/decompress.ts";
import { isGzip } from "../../dump/is_gzip.ts";

const CONTENT = Buffer.from("Otto der Schmetterling. ".repeat(100));

/** A gzip file with these header fields, made by hand; zlib writes none of them. */
function gzipWith(flags: number, fields: Buffer): Buffer {
  const plain = gzipSync(CONTENT);
  const header = Buffer.from(plain.subarray(0, 10));
  header[3] = flags;
  return Buffer.concat([header, fields, plain.subarray(10)]);
}

test("isGzip() looks at the first two bytes", () => {
  assert.equal(isGzip(gzipSync(CONTENT)), true);
  for (const bytes of [[], [0x1f], [0x8b, 0x1f], [0xd9, 0xd9, 0xf7]]) {
    assert.equal(isGzip(Uint8Array.from(bytes)), false);
  }
});

test("decompress() expands what gzip made at every level", () => {
  for (let level = 0; level <= 9; level++) {
    assert.deepEqual(Buffer.from(decompress(gzipSync(CONTENT, { level }))), CONTENT);
  }
  assert.equal(decompress(gzipSync(Buffer.alloc(0))).length, 0);
});

test("decompress() skips every field that a gzip header may have", () => {
  const fields: readonly (readonly [number, Buffer])[] = [
    [1, Buffer.alloc(0)],
    [2, Buffer.from([1, 2])],
    [4, Buffer.from([3, 0, 9, 9, 9])],
    [8, Buffer.from("name\0")],
    [16, Buffer.from("comment\0")],
    [30, Buffer.from("\x02\0ab" + "name\0" + "comment\0" + "xx", "latin1")],
  ];
  for (const [flags, bytes] of fields) assert.deepEqual(Buffer.from(decompress(gzipWith(flags, bytes))), CONTENT);
});

test("decompress() refuses a header that is none or does not end", () => {
  assert.throws(() => decompress(gzipWith(0x20, Buffer.alloc(0))), { code: "corrupt" });
  const method = gzipSync(CONTENT);
  method[2] = 7;
  assert.throws(() => decompress(method), { code: "corrupt" });
  const endless = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]), Buffer.alloc(50, 97)]);
  assert.throws(() => decompress(endless), { code: "truncated" });
  const extra = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0, 255, 255]), Buffer.alloc(50)]);
  assert.throws(() => decompress(extra), { code: "truncated" });
});

test("decompress() says truncated wherever the file is cut", () => {
  const bytes = gzipSync(CONTENT);
  for (let length = 2; length < bytes.length; length++) {
    assert.throws(() => decompress(bytes.subarray(0, length)), { code: "truncated" }, `${length}`);
  }
});

test("decompress() finds damage in content, checksum and size", () => {
  const bytes = gzipSync(CONTENT);
  for (let at = 12; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at]! ^= 0x10;
    try {
      // The last byte of the compressed bits may have some that mean nothing.
      assert.deepEqual(Buffer.from(decompress(damaged)), CONTENT);
    } catch (error) {
      assert.ok(error instanceof DumpError, String(error));
    }
  }
  for (const at of [1, 4, 5, 8]) {
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - at]! ^= 1;
    assert.throws(() => decompress(damaged), { code: "corrupt" });
  }
});

test("decompress() refuses anything behind the one member, also a second one", () => {
  const bytes = gzipSync(CONTENT);
  assert.throws(() => decompress(Buffer.concat([bytes, Buffer.from([0])])), {
    code: "invalid",
    message: "Cannot read the dump: 1 bytes follow the compressed dump",
  });
  assert.throws(() => decompress(Buffer.concat([bytes, bytes])), { code: "invalid" });
  // Nor does it help to repeat checksum and size at the very end.
  assert.throws(() => decompress(Buffer.concat([bytes, bytes.subarray(-8)])), { code: "invalid" });
});

test("decompress() stops at the limits on size and on ratio", () => {
  const zeros = (size: number): Buffer => gzipSync(Buffer.alloc(size));
  assert.equal(decompress(zeros(ANY_RATIO)).length, ANY_RATIO);
  assert.throws(() => decompress(zeros(ANY_RATIO + 1)), {
    code: "limit",
    message: "Cannot read the dump: it expands to more than 16 MiB; if you trust it, open what gunzip makes of it",
  });
  // Bytes that hardly compress, then zeros, so that the ratio stays below the limit.
  const noise = Buffer.alloc(MAX_EXPANDED / MAX_RATIO + 50_000);
  for (let at = 0, state = 1; at < noise.length; at++) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0;
    noise[at] = state >>> 24;
  }
  const padded = (size: number): Buffer => gzipSync(Buffer.concat([noise, Buffer.alloc(size - noise.length)]));
  assert.equal(decompress(padded(MAX_EXPANDED)).length, MAX_EXPANDED);
  assert.throws(() => decompress(padded(MAX_EXPANDED + 1)), { code: "limit", message: /more than 48 MiB/ });
});

test("decompress() believes no size that the file claims", () => {
  const bytes = gzipSync(CONTENT);
  bytes.writeUInt32LE(0xffffffff, bytes.length - 4);
  assert.throws(() => decompress(bytes), { code: "corrupt" });
  assert.equal(bytes.readUInt32LE(bytes.length - 8), crc32(CONTENT));
});
