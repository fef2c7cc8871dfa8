import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { crc32 } from "../../dump/crc32.ts";
import { crc32InSteps } from "../../dump/crc32_in_steps.ts";
import { quickCrc32 } from "../../dump/quick_crc32.ts";

test("crc32() gives the check value of the polynomial", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});

test("crc32() and crc32InSteps() agree with gzip at every length and every alignment", () => {
  const bytes = Uint8Array.from({ length: 80 }, (_, at) => at * 151 + (at >> 3) & 255);
  for (let start = 0; start < 9; start++) {
    for (let end = start; end <= bytes.length; end++) {
      const part = bytes.subarray(start, end);
      const gzip = gzipSync(part);
      const expected = gzip.readUInt32LE(gzip.length - 8);
      assert.deepEqual([crc32(part), crc32InSteps(part)], [expected, expected], `${start} to ${end}`);
    }
  }
});

test("quickCrc32() agrees with crc32(), whether the runtime's own does it or not", () => {
  const bytes = Uint8Array.from({ length: 10_000 }, (_, at) => at * 151 + (at >> 3) & 255);
  for (const length of [0, 1, 4095, 4096, 4097, 9_999]) {
    const part = bytes.subarray(1, 1 + length);
    assert.equal(quickCrc32(part), crc32(part), String(length));
  }
});
