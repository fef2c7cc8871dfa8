import test from "node:test";
import assert from "node:assert/strict";
import { format as bytes } from "@std/fmt/bytes";
import { bold, getColorEnabled, gray, red, setColorEnabled, stripAnsiCode } from "@std/fmt/colors";
import { format as duration } from "@std/fmt/duration";

const deno = (globalThis as { Deno?: { noColor: boolean } }).Deno;

test("colors wrap text in escape codes and open again what an inner style closes", () => {
  if (deno?.noColor) return assert.equal(red("x"), "x");
  assert.equal(red("x"), "\x1b[31mx\x1b[39m");
  assert.equal(gray("x"), "\x1b[90mx\x1b[39m");
  assert.equal(bold(`a${bold("b")}c`), "\x1b[1ma\x1b[1mb\x1b[1mc\x1b[22m");
});

test("setColorEnabled() turns colours off and on, but not on against NO_COLOR under Deno", () => {
  const before = getColorEnabled();
  try {
    setColorEnabled(false);
    assert.equal(red("x"), "x");
    setColorEnabled(true);
    assert.equal(getColorEnabled(), !deno?.noColor);
  } finally {
    setColorEnabled(before);
  }
});

test("stripAnsiCode() takes colours, cursor movements and hyperlinks out", () => {
  assert.equal(stripAnsiCode("\x1b[1;31mred\x1b[39m \x1b[2Jcleared\x9b5A"), "red cleared");
  assert.equal(stripAnsiCode("\x1b]8;;https://example.org/?a=b\x07link\x1b]8;;\x07"), "link");
  assert.equal(stripAnsiCode("no [31m escape"), "no [31m escape");
});

test("format() of bytes gives three digits and a unit", () => {
  assert.deepEqual([0, 0.5, 1, 999, 1000, 1337, 1e6, 1e24, 1e30].map((amount) => bytes(amount)), [
    "0 B",
    "0.5 B",
    "1 B",
    "999 B",
    "1 kB",
    "1.34 kB",
    "1 MB",
    "1 YB",
    "1000000 YB",
  ]);
  assert.equal(bytes(-42), "-42 B");
  assert.equal(bytes(42, { signed: true }), "+42 B");
  assert.equal(bytes(0, { signed: true }), " 0 B");
  assert.equal(bytes(1337, { bits: true }), "1.34 kbit");
  assert.equal(bytes(4096, { binary: true }), "4 kiB");
  assert.equal(bytes(1337, { locale: "de" }), "1,34 kB");
  assert.equal(bytes(1_234_567, { maximumFractionDigits: 1, locale: "en" }), "1.2 MB");
  assert.throws(() => bytes(NaN), new TypeError("Expected a finite number, got number: NaN"));
});

test("format() of durations has three styles", () => {
  assert.equal(duration(99_674), "0d 0h 1m 39s 674ms 0µs 0ns");
  assert.equal(duration(99_674, { ignoreZero: true }), "1m 39s 674ms");
  assert.equal(duration(-90_061_001.5, { ignoreZero: true }), "1d 1h 1m 1s 1ms 500µs");
  assert.equal(duration(99_674, { style: "full", ignoreZero: true }), "1 minute, 39 seconds, 674 milliseconds");
  assert.equal(duration(99_674, { style: "digital" }), "00:00:01:39:674:000:000");
  assert.equal(duration(99_674, { style: "digital", ignoreZero: true }), "00:00:01:39:674");
  assert.throws(() => duration(1, { style: "long" as "full" }), TypeError);
});
