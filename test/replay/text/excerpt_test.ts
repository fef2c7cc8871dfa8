import assert from "node:assert/strict";
import test from "node:test";
import type { Source } from "../../../replay/mod.ts";
import { excerptLines } from "../../../replay/text/excerpt.ts";
import { cells } from "../../../replay/text/fit.ts";
import { PLAIN } from "../../../replay/text/style.ts";
import type { View } from "../../../replay/text/view.ts";

function sourceOf(text: string, url = "file:///app/a.ts"): Source {
  const lines = text.split("\n");
  return {
    url,
    text,
    origin: "dump",
    omitted: undefined,
    lineCount: lines.length,
    line: (number) => lines[number - 1],
  };
}

const view = (columns: number): View => ({
  columns,
  style: PLAIN,
  painter: undefined,
  cwd: "/app",
  numbered: false,
  omitted: () => undefined,
});

function excerpt(
  text: string,
  mark: { line: number; column: number },
  values: Record<string, unknown> = {},
  columns = 60,
) {
  const source = sourceOf(text);
  const value = (name: string) => Object.hasOwn(values, name) ? { value: values[name] } : undefined;
  const lines = excerptLines({ source, from: 1, to: source.lineCount, mark, value }, view(columns));
  for (const line of lines) assert.ok(cells(line) <= columns, line);
  return lines;
}

test("excerptLines() marks the place and shows each value once, on the marked line first", () => {
  assert.deepEqual(excerpt("const a = f(b);\n  return a + b;", { line: 2, column: 10 }, { a: 1, b: 2 }), [
    "     1 │ const a = f(b);",
    "  →  2 │   return a + b;".replace("  →  2", "   → 2"),
    "       │          ^",
    "       │   ┊ a = 1",
    "       │   ┊ b = 2",
  ]);
});

test("excerptLines() leaves out functions, keys, properties, text, and what is undefined ahead", () => {
  const text = "f(x.y, { k: 1 }, 'x');\nthrow z;\nlater();";
  assert.deepEqual(excerpt(text, { line: 2, column: 1 }, { f: () => {}, y: 1, k: 2, x: 3, later: undefined }), [
    "     1 │ f(x.y, { k: 1 }, 'x');  ┊ x = 3",
    "   → 2 │ throw z;",
    "       │ ^",
    "     3 │ later();",
  ]);
});

test("excerptLines() shows values below a line that leaves no room", () => {
  assert.deepEqual(
    excerpt(`  const veryLongName = ${"x".repeat(20)};\nthrow 1;`, { line: 2, column: 1 }, { veryLongName: 1 }, 54),
    [
      "     1 │   const veryLongName = xxxxxxxxxxxxxxxxxxxx;",
      "       │   ┊ veryLongName = 1",
      "   → 2 │ throw 1;",
      "       │ ^",
    ],
  );
});

test("excerptLines() counts tabs and wide characters by columns", () => {
  assert.deepEqual(excerpt("\tconst 名 = 1;\n\tthrow 名;", { line: 2, column: 8 }, { 名: 1 }), [
    "     1 │     const 名 = 1;",
    "   → 2 │     throw 名;",
    "       │           ^",
    "       │     ┊ 名 = 1",
  ]);
});

test("excerptLines() shows the marked part of a line that is too long", () => {
  const text = `${"a;".repeat(500)}throw here;${"b;".repeat(500)}`;
  const [line, caret] = excerpt(text, { line: 1, column: 1007 });
  assert.match(line!, /^ {3}→ 1 │ ….*throw here;.*…$/);
  assert.equal(line!.indexOf("here"), caret!.indexOf("^"));
});

test("excerptLines() escapes what a terminal would obey", () => {
  assert.deepEqual(excerpt("x = '\x1b[31m\u202e';", { line: 1, column: 1 }), [
    "   → 1 │ x = '\\x1b[31m\\u202e';",
    "       │ ^",
  ]);
});

test("excerptLines() of a huge line is quick and plain", () => {
  const lines = excerpt("x;".repeat(2_000_000), { line: 1, column: 3_999_999 });
  assert.equal(lines.length, 2);
});

test("excerptLines() reads text that does not parse", () => {
  assert.equal(excerpt("const = `\n${ } ' \"\n/* never closed", { line: 2, column: 1 }).length, 4);
});

test("excerptLines() cuts no more of a long line than it must to show a place near its end", () => {
  const line = `if (wrong) throw new Error(\`${"x".repeat(40)} is wrong\`);`;
  const [code, caret] = excerpt(line, { line: 1, column: line.length });
  assert.equal(code, `   → 1 │ …${line.slice(-50)}`);
  assert.equal(caret?.length, 60);
  for (
    const text of [`${"語".repeat(40)}; throw 1;`, `${"😀".repeat(30)}; throw 1;`, `\t${"é".repeat(70)};\t\tthrow 1;`]
  ) {
    const column = text.indexOf("throw") + 1;
    const [shown, mark] = excerpt(text, { line: 1, column });
    const before = shown!.slice(0, shown!.indexOf("throw"));
    assert.equal(cells(mark!) - 1, cells(before), text);
  }
});

test("excerptLines() gives values that share a line their shares of it", () => {
  const text =
    "function f(text, here) { return text.length + here.depth + 'and much more code than fits here'; }\n\nf();";
  const values = { text: "x".repeat(200), here: { depth: 1, name: "a" } };
  const lines = excerpt(text, { line: 3, column: 1 }, values);
  assert.match(lines[1]!, /┊ text = "x+…" \(200\) {2}here = \{depth: 1, …\}$/);
  const one = excerpt(
    text,
    { line: 3, column: 1 },
    { here: { name: "a text that is longer than forty columns" } },
    100,
  );
  assert.match(one[1]!, /┊ here = \{name: "a text that is longer than forty columns"\}$/);
});
