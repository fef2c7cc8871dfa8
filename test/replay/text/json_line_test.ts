import assert from "node:assert/strict";
import test from "node:test";
import { jsonLine } from "../../../replay/text/json_line.ts";

test("jsonLine() escapes what a terminal obeys or nobody sees, and nothing is lost", () => {
  const data = { text: "\x1b[31m\u009b\u202e\u200b\u2028\ufeff\u{e0041}ok é 日本 🍵" };
  const line = jsonLine(data);
  assert.match(line, /^[ -~é日本🍵]*$/u);
  assert.deepEqual(JSON.parse(line), data);
});

test("jsonLine() is one line", () => {
  assert.equal(jsonLine({ a: "x\ny\r\u2029" }), '{"a":"x\\ny\\r\\u2029"}');
});
