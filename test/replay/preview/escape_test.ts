import assert from "node:assert/strict";
import test from "node:test";
import { escapeText } from "../../../replay/preview/escape.ts";
import { quote, quoteWithin } from "../../../replay/preview/quote.ts";

test("escapeText() shows what a terminal obeys or nobody sees", () => {
  const rows: readonly (readonly [text: string, shown: string])[] = [
    ["plain ~", "plain ~"],
    ["grün — 茶 🍵", "grün — 茶 🍵"],
    ["a\nb\tc\r\b\f\v", "a\\nb\\tc\\r\\b\\f\\v"],
    ["\u001b[31mred\u0007", "\\x1b[31mred\\x07"],
    ["\u0000\u007f\u0080\u009b", "\\x00\\x7f\\x80\\x9b"],
    ["\u202eevil\u202c\u2066\u2069\u200e\u061c", "\\u202eevil\\u202c\\u2066\\u2069\\u200e\\u061c"],
    ["\u200b\u200c\u200d\u2060\ufeff\u00ad", "\\u200b\\u200c\\u200d\\u2060\\ufeff\\xad"],
    ["\u2028\u2029", "\\u2028\\u2029"],
    ["\ud800 \udc00", "\\ud800 \\udc00"],
    ["\u{1d400}", "\u{1d400}"],
    ["\u{e0041}\u{e0100}", "\\u{e0041}\\u{e0100}"],
    ["❤\ufe0f a\ufe0f", "❤\ufe0f a\\ufe0f"],
    ["\u3164\u115f", "\\u3164\\u115f"],
    ["\ufff9\ufffb", "\\ufff9\\ufffb"],
  ];
  for (const [text, shown] of rows) assert.equal(escapeText(text), shown);
});

test("escapeText() leaves no control character in any text of the basic plane", () => {
  for (let code = 0; code <= 0xffff; code += 16) {
    const text = escapeText(String.fromCharCode(...Array.from({ length: 16 }, (_, index) => code + index)));
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  }
});

test("quote() chooses the mark, escapes it, and shows odd spaces", () => {
  assert.equal(quote("a"), '"a"');
  assert.equal(quote('say "a"'), `'say "a"'`);
  assert.equal(quote(`"it's"`), `"\\"it's\\""`);
  assert.equal(quote("back\\slash"), '"back\\\\slash"');
  assert.equal(quote("a\u00a0b\u2003c　d"), '"a\\xa0b\\u2003c　d"');
});

test("quoteWithin() says how long the whole is, where there is room", () => {
  const text = "x".repeat(1234);
  assert.equal(quoteWithin(text, 20, text.length), '"xxxxxxxxxx…" (1234)');
  assert.equal(quoteWithin(text, 14, text.length), '"xxxx…" (1234)');
  assert.equal(quoteWithin(text, 13, text.length), '"xxxxxxxxxx…"');
  assert.equal(quoteWithin(text, 8, text.length), '"xxxxx…"');
  assert.equal(quoteWithin(text, 3, text.length), '"…"');
  assert.equal(quoteWithin(text, 2, text.length), "…");
  assert.equal(quoteWithin(text, 0, text.length), "");
  assert.equal(quoteWithin("日本語日本語", 10, 6), '"日本語…"');
});
