import assert from "node:assert/strict";
import test from "node:test";
import { ownLines } from "../../../replay/text/own_lines.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { promptOn } from "../repl/prompt_on.ts";

function of(text: string, line: number): string {
  const lines = text.split("\n");
  const source = {
    url: "",
    text,
    origin: "dump" as const,
    omitted: undefined,
    lineCount: lines.length,
    line: (number: number) => lines[number - 1],
  };
  const { inner, outer } = ownLines(source, line);
  return `${inner.from}–${inner.to} in ${outer.from}–${outer.to}`;
}

const PROGRAM = `import { a } from "a";
function first(list) {
  for (const item of list) {
    if (item) {
      use(item);
    } else {
      throw item;
    }
  }
}

class Shop {
  total(
    list,
  ) {
    // comment
    return list.map((item) => {

      return item.price;
    });
  }
  get size() {
\treturn 1;
  }
}
const one = () => { throw 1 };
run();`;

test("ownLines() tells the lines of a function by their indentation", () => {
  assert.equal(of(PROGRAM, 7), "2–10 in 2–10");
  assert.equal(of(PROGRAM, 3), "2–10 in 2–10");
  assert.equal(of(PROGRAM, 19), "17–20 in 12–25");
  assert.equal(of(PROGRAM, 17), "12–25 in 12–25");
  assert.equal(of(PROGRAM, 23), "22–24 in 12–25");
  assert.equal(of(PROGRAM, 26), "26–26 in 26–26");
  assert.equal(of(PROGRAM, 1), "1–1 in 1–1");
  assert.equal(of(PROGRAM, 11), "1–Infinity in 1–Infinity");
});

test("the lines of other functions show what they share, and not the variables of the frame", async () => {
  const text = [
    "const rate = 2;",
    "function one(item) { return item * rate }",
    "function two(item) {",
    "  return item.map((x) => {",
    "    throw x;",
    "  });",
    "}",
    "function three(item, x) { return this }",
  ].join("\n");
  const dump = new DumpBuilder();
  const url = "file:///app/a.js";
  const scopes = [
    dump.scope("local", { x: 5 }),
    dump.scope("closure", { item: "captured" }),
    dump.scope("module", { rate: 2 }),
  ];
  const frame = dump.frame({
    functionName: "f",
    scopes,
    source: dump.source(url, text),
    position: { url, line: 5, column: 5 },
    this: 7,
  });
  dump.exception({ value: dump.object({}), frames: [frame] });
  assert.equal(
    (await promptOn(dump.build()).text("list")).split("\n").map((line) => line.replace(/^[ →\d]*│ ?/, "")).join("\n"),
    [
      "const rate = 2;       ┊ rate = 2",
      "function one(item) { return item * rate }",
      'function two(item) {  ┊ item = "captured"',
      "  return item.map((x) => {",
      "    throw x;",
      "    ^",
      "    ┊ x = 5",
      "  });",
      "}",
      "function three(item, x) { return this }",
    ].join("\n"),
  );
});
