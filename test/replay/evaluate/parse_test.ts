import assert from "node:assert/strict";
import fc from "fast-check";
import test from "node:test";
import { caret } from "../../../replay/evaluate/caret.ts";
import { ExpressionError } from "../../../replay/evaluate/expression_error.ts";
import { isIncomplete } from "../../../replay/evaluate/is_incomplete.ts";
import { parse } from "../../../replay/evaluate/parse.ts";

test("parse() leaves JavaScript as it is and takes types out of TypeScript", async () => {
  assert.equal((await parse("a + b")).code, "a + b");
  assert.equal((await parse("f<string>(x as any)")).code, "f(x )");
  assert.equal((await parse("{a: 1}")).program.body[0]?.type, "ExpressionStatement");
  assert.equal((await parse("{a: 1};")).program.body[0]?.type, "BlockStatement");
  assert.equal((await parse("function () {}")).program.body[0]?.type, "ExpressionStatement");
  assert.equal((await parse("function f() {}")).program.body[0]?.type, "FunctionDeclaration");
});

test("parse() refuses text with an ExpressionError, whatever the text", async () => {
  const pieces = [
    "a",
    "#x",
    ".",
    "?.",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    ":",
    "as ",
    "let ",
    "class ",
    "`",
    "${",
    "'",
    "=>",
    "=",
    ",",
    ";",
    "\n",
    "/",
    "enum ",
    "type ",
    "await ",
    "!",
    "@",
    "1",
    "\\",
    "\ud800",
    "import ",
    "function ",
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(text, async (source) => {
      try {
        await parse(source);
      } catch (error) {
        assert.ok(error instanceof ExpressionError, `${source}: ${error}`);
        const { position } = error;
        if (position === undefined) return;
        const line = source.split(/\r\n|[\n\r\u2028\u2029]/)[position.line - 1];
        assert.ok(line !== undefined && position.column >= 1 && position.column <= line.length + 1, source);
      }
      assert.equal(typeof await isIncomplete(source), "boolean");
    }),
    { numRuns: 400, seed: 2 },
  );
});

test("isIncomplete() tells a beginning from a whole and from what is wrong", async () => {
  const incomplete = [
    "foo(",
    "1 +",
    "`abc",
    "`a ${x",
    "{",
    "{a: 1",
    "[1, 2",
    "if (x) {",
    "if (x)",
    "function f(a: number) {",
    "interface A {",
    "enum A {",
    "type X =",
    "let x: Map<string,",
    "let a =",
    "x as",
    "x satisfies",
    "x!.",
    "f<string>(",
    "class A<T> {",
    "a.",
    "x =>",
    "async () => {",
    "x ? y",
    "for (;;)",
    "/* a",
    "'abc\\",
    "try {",
    "switch (x) { case 1:",
    "items.map((i: Item) => {",
    "items.map((i: Item) => { const x =",
    "await",
    "new",
  ];
  const whole = [
    "",
    "1",
    "{a: 1}",
    "x!",
    "x as any",
    "if (x) y",
    "do {} while (x)",
    "// a",
    "`${`a`}`",
    "try {} catch {}",
  ];
  const wrong = [")", "foo)", "=> 1", "'abc", "/re", "let 5x = {", "a b c", "f(1 2, {"];
  for (const text of incomplete) assert.equal(await isIncomplete(text), true, text);
  for (const text of [...whole, ...wrong]) assert.equal(await isIncomplete(text), false, text);
});

test("caret() stands under the position, in terminal cells", () => {
  assert.equal(caret("let a = ]", { line: 1, column: 9 }), "let a = ]\n        ^");
  assert.equal(caret("a\n'日本' + ]", { line: 2, column: 8 }), "'日本' + ]\n         ^");
  assert.equal(caret("'\u001b' ]", { line: 1, column: 5 }), "'\\x1b' ]\n       ^");
  assert.equal(caret("foo(", { line: 1, column: 5 }), "foo(\n    ^");
});
