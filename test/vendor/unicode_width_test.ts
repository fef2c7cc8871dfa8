import test from "node:test";
import assert from "node:assert/strict";
import { unicodeWidth } from "@std/cli/unicode-width";

test("unicodeWidth() counts columns, not characters", () => {
  assert.equal(unicodeWidth(""), 0);
  assert.equal(unicodeWidth("hello world"), 11);
  assert.equal(unicodeWidth("幅が広い"), 8);
  assert.equal(unicodeWidth("ｆｕｌｌ"), 8);
  assert.equal(unicodeWidth("é"), 1);
  assert.equal(unicodeWidth("🦕"), 2);
  assert.equal(unicodeWidth("\u200b\ufeff\u0301"), 0);
});

test("unicodeWidth() gives control characters no column and lone surrogates one", () => {
  assert.equal(unicodeWidth("\0\t\n\x1b\x7f\x80\x9f"), 0);
  assert.equal(unicodeWidth("\ud800"), 1);
});

test("unicodeWidth() agrees with Unicode 15.0 in every code point", () => {
  // FNV-1a over the widths as @std/cli 1.0.32 gives them.
  let hash = 0x811c9dc5;
  for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
    hash = Math.imul(hash ^ unicodeWidth(String.fromCodePoint(codePoint)), 0x01000193);
  }
  assert.equal((hash >>> 0).toString(16), "f9965f58");
});
