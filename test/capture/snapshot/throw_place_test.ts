import assert from "node:assert/strict";
import test from "node:test";
import { throwPlace } from "../../../capture/snapshot/throw_place.ts";

/** The place of the `throw` of a text whose last token begins behind `‸`, as line and column. */
function place(marked: string): string | undefined {
  const before = marked.slice(0, marked.indexOf("‸")).split("\n");
  const end = { url: "file:///a.ts", line: before.length, column: before.at(-1)!.length + 1 };
  const found = throwPlace(marked.replace("‸", ""), end);
  return found && `${found.line}:${found.column}`;
}

test("throwPlace() finds the throw of an expression by its last token", () => {
  assert.equal(place("if (a) throw new E('x', {\n  a: 1,\n}‸);"), "1:8");
  assert.equal(place("throw ‸e;"), "1:1");
  assert.equal(place("a();\nthrow ‸1"), "2:1");
  assert.equal(place("throw ‸'text'\n"), "1:1");
  assert.equal(place("throw {a:1‸}}"), "1:1");
  assert.equal(place("{throw(0,a.b)(1‸)}"), "1:2");
  assert.equal(place("throw order.‸failure as Error;"), "1:1");
  assert.equal(place("throw order.‸failure!;"), "1:1");
  assert.equal(place("throw new E(`a ${`b)${c}`} (`, '\\'(', \"[\"‸);"), "1:1");
  assert.equal(place("throw f(\n  1, // one (\n  2 /* { */‸);"), "1:1");
  assert.equal(place("throw a\n  .b(‸);"), "1:1");
  assert.equal(place("throw new E(() => {\n  throw 1;\n}‸);"), "1:1");
  assert.equal(place("throw new E(() => {\n  throw ‸1;\n});"), "2:3");
});

test("throwPlace() finds the throw of an expression by its end", () => {
  assert.equal(place("throw new E('x')‸;"), "1:1");
  assert.equal(place("throw e‸;"), "1:1");
  assert.equal(place("{throw {a:1}‸}"), "1:2");
  assert.equal(place("{throw e‸}"), "1:2");
  assert.equal(place("throw a.b‸.c;"), undefined);
});

test("throwPlace() leaves alone what may not be the end of a throw", () => {
  for (
    const text of [
      "throw new E(‸a.b);",
      "throw ‸a.b;",
      "throw a.‸b.c;",
      "throw ‸new E();",
      "a.‸b;",
      "throw a; b.‸c;",
      "if (x) throw a\nb.‸c;",
      "// throw away\nb.‸c;",
      "/* throw */ b.‸c;",
      "'throw ' + ‸c;",
      "gen.throw(‸c);",
      "({ throw: ‸c }",
      "({ throw(e) { return e.‸c; } })",
      "throw a.‸b\n  .c;",
      "throw f(/\\)/, 1‸);",
      "throw `a ${b} ‸c`;",
      "f('throw ', 'a', b‸);",
      "throw\nb.‸c;",
    ]
  ) assert.equal(place(text), undefined, text);
  assert.equal(throwPlace("throw a;", { url: "", line: 9, column: 1 }), undefined);
});
