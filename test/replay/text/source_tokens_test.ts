import assert from "node:assert/strict";
import test from "node:test";
import { sourceTokens } from "../../../replay/text/source_tokens.ts";

function tokensOf(text: string, from = 1, to = Infinity, url = "a.ts"): string[] {
  const lines = text.split("\n");
  const source = {
    url,
    text,
    origin: "dump",
    omitted: undefined,
    lineCount: lines.length,
    line: (number: number) => lines[number - 1],
  } as const;
  return sourceTokens(source, from, to).map((line) =>
    line.filter(({ kind }) => kind !== "other").map(({ kind, text }) => `${kind}:${text}`).join(" ")
  );
}

test("sourceTokens() tells keywords, variables, properties and literals", () => {
  assert.deepEqual(tokensOf("const a = b.c + 'x' + 1n; // d"), [
    "keyword:const variable:a variable:b property:c string:'x' number:1n comment:// d",
  ]);
  assert.deepEqual(tokensOf("x = { key: value, other }"), ["variable:x property:key variable:value variable:other"]);
  assert.deepEqual(tokensOf("this.#field ?? a?.b"), ["keyword:this property:#field variable:a property:b"]);
  assert.deepEqual(tokensOf("a / b / /re/g.test(c)"), ["variable:a variable:b regexp:/re/g property:test variable:c"]);
});

test("sourceTokens() knows templates and comments that began on a line before", () => {
  assert.deepEqual(tokensOf("`a\nb ${c} d`", 2), ["string:b ${ variable:c string:} d`"]);
  assert.deepEqual(tokensOf("/* a\nb */ c", 2), ["comment:b */ variable:c"]);
});

test("sourceTokens() gives every line its own text", () => {
  const text = "a\n\n  `x\n  ${y}`;\n/*\n*/ z\n";
  const lines = text.split("\n");
  const source = {
    url: "a.ts",
    text,
    origin: "dump",
    omitted: undefined,
    lineCount: lines.length,
    line: (number: number) => lines[number - 1],
  } as const;
  assert.deepEqual(sourceTokens(source, 1, 99).map((line) => line.map(({ text }) => text).join("")), lines);
});

test("sourceTokens() reads a long source from near the lines that are asked for", () => {
  const text = `${"let x = 1; // padding\n".repeat(20_000)}const last = 1;`;
  assert.deepEqual(tokensOf(text, 20_001), ["keyword:const variable:last number:1"]);
});
