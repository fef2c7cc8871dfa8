import assert from "node:assert/strict";
import test from "node:test";
import { TextLines } from "../../../replay/frames/text_lines.ts";

test("TextLines has the lines that splitting gives, whatever ends them", () => {
  const ends = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\n\r", "\r\r\n", ""];
  const parts = ["", "a", "\u00e9\u{1f375}", " "];
  for (const first of ends) {
    for (const second of ends) {
      for (const part of parts) {
        const text = `${part}${first}${second}${part}${first}x${second}`;
        const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
        const found = new TextLines(text);
        assert.equal(found.count, lines.length, JSON.stringify(text));
        for (let number = 0; number <= lines.length + 1; number++) {
          assert.equal(found.line(number), lines[number - 1], `${JSON.stringify(text)} ${number}`);
        }
        assert.equal(found.line(2 ** 53 - 1), undefined);
        assert.equal(found.line(0.5), undefined);
      }
    }
  }
});
