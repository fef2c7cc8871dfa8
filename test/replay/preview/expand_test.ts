import assert from "node:assert/strict";
import test from "node:test";
import { unicodeWidth } from "@std/cli/unicode-width";
import { expand, type ExpandOptions } from "../../../replay/preview/expand.ts";
import { COLORED } from "../../../replay/preview/paint.ts";

class Order {
  id = 7;
  items = [{ sku: "a", qty: 1, text: "a rather long description of it" }, { sku: "b" }];
  nested = { a: { b: { c: { name: "some text to make it long enough" } } } };
}

function assertTree(value: unknown, options: ExpandOptions, lines: readonly string[]): void {
  assert.deepEqual(expand(value, options).split("\n"), lines);
}

test("expand() keeps on one line what fits there", () => {
  assertTree({ a: [1, { b: 2 }] }, { depth: 3, width: 60 }, ["{a: Array(2) [1, {b: 2}]}"]);
  assertTree(7, { depth: 3, width: 60 }, ["7"]);
  assertTree({}, { depth: 3, width: 60 }, ["{}"]);
});

test("expand() gives each entry a line of its own, down to the depth", () => {
  assertTree(new Order(), { depth: 3, width: 48 }, [
    "Order {",
    "  id: 7,",
    "  items: Array(2) [",
    "    {",
    '      sku: "a",',
    "      qty: 1,",
    '      text: "a rather long description of it"',
    "    },",
    '    {sku: "b"}',
    "  ],",
    "  nested: {",
    "    a: {",
    '      b: {c: {name: "some text to make…" (32)}}',
    "    }",
    "  }",
    "}",
  ]);
  assertTree(new Order(), { depth: 1, width: 48 }, [
    "Order {",
    "  id: 7,",
    "  items: Array(2) [{…}, {…}],",
    "  nested: {a: {b: {c: {…}}}}",
    "}",
  ]);
  assertTree(new Order(), { depth: 0, width: 48 }, ["Order {id: 7, items: Array(2), nested: {…}}"]);
});

test("expand() lets short elements share lines", () => {
  assertTree(Array.from({ length: 30 }, (_, index) => index * 37), { depth: 1, width: 40, maxItems: 20 }, [
    "Array(30) [",
    "  0, 37, 74, 111, 148, 185, 222, 259,",
    "  296, 333, 370, 407, 444, 481, 518,",
    "  555, 592, 629, 666, 703",
    "  … 10 more",
    "]",
  ]);
});

test("expand() shows keys of a Map, causes of an error, cycles", () => {
  const cyclic: Record<string, unknown> = { name: "x".repeat(28) };
  cyclic["self"] = cyclic;
  assertTree(cyclic, { depth: 2, width: 40 }, ["{", `  name: "${"x".repeat(28)}",`, "  self: [circular]", "}"]);
  assertTree(new Map<unknown, unknown>([["key", { a: "y".repeat(20) }], [{ k: 1 }, 2]]), { depth: 2, width: 40 }, [
    "Map(2) {",
    `  "key" => {a: "${"y".repeat(20)}"},`,
    "  {k: 1} => 2",
    "}",
  ]);
  const error = Object.assign(new Error("it failed", { cause: new TypeError("of that") }), { code: "E_LONG_CODE" });
  assertTree(error, { depth: 2, width: 40 }, [
    "Error: it failed {",
    '  code: "E_LONG_CODE",',
    "  [cause]: TypeError: of that",
    "}",
  ]);
});

test("expand() wraps long messages and texts", () => {
  assertTree(new TypeError("a long message ".repeat(4).trim()), { depth: 1, width: 40 }, [
    "TypeError: a long message a long",
    "  message a long message a long message",
  ]);
  assertTree({ text: `first\nsecond\n${"x".repeat(40)}` }, { depth: 2, width: 40 }, [
    "{",
    '  text: "first\\n" +',
    '    "second\\n" +',
    `    "${"x".repeat(27)}" +`,
    `    "${"x".repeat(13)}"`,
    "}",
  ]);
});

test("expand() stops at the limits of items and lines", () => {
  const rows = Array.from({ length: 120 }, (_, index) => ({ index }));
  assertTree(rows, { depth: 1, width: 60, maxItems: 2 }, [
    "Array(120) [",
    "  {index: 0},",
    "  {index: 1}",
    "  … 118 more",
    "]",
  ]);
  assertTree(rows, { depth: 1, width: 60, maxLines: 2 }, [
    "Array(120) [",
    "  {index: 0},",
    "  {index: 1},",
    "  … 118 more",
    "]",
  ]);
});

test("expand() writes no line wider than it may", () => {
  const values = [
    new Order(),
    new Map([["日本語".repeat(20), "幅".repeat(40)]]),
    Object.assign(new Error("message ".repeat(20)), { detail: { text: "幅 ".repeat(50) } }),
    [[["a".repeat(50)]], "b".repeat(80)],
    "字".repeat(200),
    { ["k".repeat(100)]: 1 },
  ];
  for (const value of values) {
    for (const width of [1, 10, 24, 30, 41, 80]) {
      for (const line of expand(value, { depth: 4, width }).split("\n")) {
        assert.ok(unicodeWidth(line) <= width, `${width}: ${line}`);
      }
    }
  }
});

test("expand() colours without changing what it says", () => {
  const options = { depth: 3, width: 48 };
  // deno-lint-ignore no-control-regex
  const plain = expand(new Order(), { ...options, color: COLORED }).replace(/\x1b\[[\d;]*m/g, "");
  assert.equal(plain, expand(new Order(), options));
});
