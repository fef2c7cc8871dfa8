import assert from "node:assert/strict";
import test from "node:test";
import { cells, fit, fitEnd, pad, unstyled, wrap } from "../../../replay/text/fit.ts";

const RED = "\x1b[31m";
const OFF = "\x1b[39m";

test("cells() counts wide characters twice and styles not at all", () => {
  assert.equal(cells("abc"), 3);
  assert.equal(cells("日本"), 4);
  assert.equal(cells(`${RED}ab${OFF}c`), 3);
  assert.equal(cells("e\u0301"), 1);
});

test("fit() leaves what fits and cuts what does not, with an ellipsis in the last column", () => {
  assert.equal(fit("abcd", 4), "abcd");
  assert.equal(fit("abcde", 4), "abc…");
  assert.equal(fit("abcde", 1), "…");
  assert.equal(fit("abcde", 0), "");
});

test("fit() never cuts a wide character in two", () => {
  assert.equal(fit("日本語", 6), "日本語");
  assert.equal(fit("日本語", 5), "日本…");
  assert.equal(fit("日本語", 4), "日…");
});

test("fit() keeps styles and ends them at the cut", () => {
  assert.equal(fit(`${RED}abc${OFF}`, 3), `${RED}abc${OFF}`);
  assert.equal(fit(`${RED}abcdef${OFF}`, 3), `${RED}ab…\x1b[0m`);
});

test("fitEnd() keeps the end", () => {
  assert.equal(fitEnd("src/a.ts:1:2", 12), "src/a.ts:1:2");
  assert.equal(fitEnd("src/a.ts:1:2", 7), "…ts:1:2");
  assert.equal(fitEnd("日本語", 4), "…語");
  assert.equal(fitEnd("abc", 0), "");
});

test("pad() fills up to the width by columns", () => {
  assert.equal(pad("ab", 4), "ab  ");
  assert.equal(pad("日", 4), "日  ");
  assert.equal(pad("abcd", 2), "abcd");
});

test("wrap() breaks at spaces, and words that are too long anywhere", () => {
  assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
  assert.deepEqual(wrap("a bcdefgh", 3), ["a", "bcd", "efg", "h"]);
  assert.deepEqual(wrap("a\nb", 3), ["a", "b"]);
  assert.deepEqual(wrap("", 3), [""]);
  assert.deepEqual(wrap("日本語", 4), ["日本", "語"]);
  assert.deepEqual(wrap("日本", 1), ["日", "本"]);
});

test("unstyled() takes styles away", () => {
  assert.equal(unstyled(`${RED}abc${OFF}\x1b[0m`), "abc");
});
