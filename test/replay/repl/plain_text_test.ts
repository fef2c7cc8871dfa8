import assert from "node:assert/strict";
import test from "node:test";
import { bytes } from "../../../replay/text/bytes_text.ts";
import { count } from "../../../replay/text/count.ts";
import { formatAge, formatTime } from "../../../replay/text/time_text.ts";

test("bytes() uses the largest unit that is full", () => {
  assert.equal(bytes(0), "0 bytes");
  assert.equal(bytes(1), "1 byte");
  assert.equal(bytes(999), "999 bytes");
  assert.equal(bytes(1500), "1.5 kB");
  assert.equal(bytes(12_345), "12 kB");
  assert.equal(bytes(999_499), "999 kB");
  assert.equal(bytes(999_500), "1.0 MB");
  assert.equal(bytes(3_000_000_000), "3.0 GB");
});

test("count() has a plural", () => {
  assert.equal(count(1, "frame"), "1 frame");
  assert.equal(count(0, "frame"), "0 frames");
});

test("formatTime() is UTC to the second, and survives nonsense", () => {
  assert.equal(formatTime(Date.UTC(2026, 10, 22, 19, 5, 3, 999)), "2026-11-22 19:05:03 UTC");
  assert.equal(formatTime(NaN), "unknown time");
  assert.equal(formatTime(1e300), "unknown time");
});

test("formatAge() uses the largest unit that is full", () => {
  assert.equal(formatAge(59_999), "just now");
  assert.equal(formatAge(60_000), "1 minute ago");
  assert.equal(formatAge(2 * 3_600_000), "2 hours ago");
  assert.equal(formatAge(3 * 86_400_000), "3 days ago");
  assert.equal(formatAge(800 * 86_400_000), "2 years ago");
  assert.equal(formatAge(-1), "");
  assert.equal(formatAge(NaN), "");
});
