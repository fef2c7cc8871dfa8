import assert from "node:assert/strict";
import test from "node:test";
import { callsOf } from "../../../capture/calls_of.ts";
import { callAt } from "../../../capture/engine/relay/call_at.ts";

test("callsOf() finds calls of a name, and nothing that only looks like it", () => {
  const found = (name: string, text: string) => callsOf(name, text).map(({ offset, form }) => `${offset} ${form}`);
  assert.deepEqual(found("boom", "boom(1); boomerang(2); $boom(3); this.#boom(4); boom;"), ["0  1"]);
  assert.deepEqual(found("$boom", "boom(1); $boom(x)"), ["9  x"]);
  assert.deepEqual(found("#boom", "this.#boom('x')"), ['5 . "']);
  assert.deepEqual(found("boom", "a.boom<number> (this.x); a.boom?.(6)"), ["2 . this", "27 . 6"]);
  assert.deepEqual(found("boom", "function boom(n) {}\nfunction* boom() {}"), ["9 function n", "30 function* )"]);
  assert.deepEqual(found("boom", "return boom(\n  `text`,\n)"), ['7  "']);
});

test("callAt() counts the call whose name ends at an offset among those of its form", () => {
  const text = "class A { m() { return boom(this.x); } }\nfunction boom(n) { return boom(n) }\nboom(this)";
  const at = (before: string) => callAt(text, text.indexOf(before) + before.length);
  assert.deepEqual(at("return boom"), { name: "boom", form: " this", index: 0, count: 2 });
  assert.deepEqual(at("{ return boom(n) }\nboom"), { name: "boom", form: " this", index: 1, count: 2 });
  assert.deepEqual(at("function boom"), { name: "boom", form: "function n", index: 0, count: 1 });
  assert.equal(at("return boom("), undefined);
  assert.equal(callAt(text, 9999), undefined);
});
