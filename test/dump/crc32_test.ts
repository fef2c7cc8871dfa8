import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { crc32 } from "../../dump/crc32.ts";
import { crc32InSteps } from "../../dump/crc32_in_steps.ts";

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
