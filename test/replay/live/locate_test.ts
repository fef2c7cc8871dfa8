import assert from "node:assert/strict";
import test from "node:test";
import { locate, type RecordedFunction } from "../../../replay/live/locate.ts";
import { Outline } from "../../../replay/live/outline.ts";
import { loadParsers } from "../../../replay/live/parse_source.ts";

const SOURCE = `import type { A } from "./a.ts";

export class Order<T> {
  static create(id: number): Order<unknown> { return new Order(id); }
  total = (n: number): number => n;
  get sum(): number { return 1; }
  set sum(value: number) {}
  private async load(id?: number): Promise<void> { await id!; }
  [Symbol.iterator]() { return [][Symbol.iterator](); }
}
const add = (a: number, b = 1) => a + b, twice = (a: number) => add(a);
function main(items: number[]) {
  return items.map((item) => item * 2).map((item) => item * 3).filter(function (item) { return item > 0; });
}
`;

async function outlineOf(text: string): Promise<Outline> {
  return new Outline((await loadParsers()).parseSource(text, "file:///a.ts"));
}

async function find(record: Partial<RecordedFunction>, text = SOURCE): Promise<string | undefined> {
  const { parseFunction } = await loadParsers();
  const unit = locate({ name: "", kind: "arrow", length: 1, ...record }, await outlineOf(text), parseFunction);
  return unit && `${unit.kind} ${unit.name} ${unit.place.line}:${unit.place.column}`;
}

test("an outline names functions and classes as the language does, at their places in the TypeScript", async () => {
  const { units } = await outlineOf(SOURCE);
  assert.deepEqual(
    units.map(({ kind, name, length, place }) => `${kind} ${name} ${length} ${place.line}:${place.column}`),
    [
      "class Order 0 3:8",
      "method create 1 4:10",
      "arrow total 1 5:11",
      "getter sum 0 6:3",
      "setter sum 1 7:3",
      "method load 1 8:11",
      "method [Symbol.iterator] 0 9:3",
      "arrow add 1 11:13",
      "arrow twice 1 11:50",
      "function main 1 12:1",
      "arrow  1 13:20",
      "arrow  1 13:44",
      "function  1 13:71",
    ],
  );
});

test("locate() finds a function by its recorded position", async () => {
  const at = (line: number, column: number) => ({ url: "file:///a.ts", line, column });
  assert.equal(await find({ position: at(13, 44) }), "arrow  13:44");
  assert.equal(await find({ kind: "method", name: "create", position: at(4, 10) }), "method create 4:10");
  assert.equal(await find({ kind: "class", name: "Order", length: 0, position: at(3, 8) }), "class Order 3:8");
});

test("locate() finds what a transpiler made of a function by its text", async () => {
  assert.equal(await find({ text: "(item)=>item * 3" }), "arrow  13:44");
  assert.equal(await find({ name: "add", text: "(a, b = 1)=>a + b" }), "arrow add 11:13");
  const load = { name: "load", kind: "method", text: "async load(id) {\n    await id;\n  }" } as const;
  assert.equal(await find(load), "method load 8:11");
  assert.equal(await find({ kind: "function", text: "function(item) {\n return item > 0;\n}" }), "function  13:71");
  assert.equal(
    await find({ kind: "getter", name: "get sum", length: 0, text: "get sum() { return 1 }" }),
    "getter sum 6:3",
  );
});

test("locate() finds a function by its name if no other can be meant", async () => {
  assert.equal(await find({ name: "twice", text: "(a) => inlined(a)" }), "arrow twice 11:50");
  assert.equal(await find({ name: "nope" }), undefined);
  assert.equal(await find({ text: "(item) => item * 4" }), undefined);
  const twins = "const a = { run(x) { return x.left; } };\nconst b = { run(x) { return x.right; } };";
  assert.equal(
    await find({ kind: "method", name: "run", text: "run(x) { return x.right + 1; }" }, twins),
    "method run 2:13",
  );
  assert.equal(await find({ kind: "method", name: "run" }, twins), undefined);
});

test("locate() takes the nearest of functions with the same text", async () => {
  const same = "const a = [(x) => x];\n\n\nconst b = [(x) => x];\n";
  const generated = { url: "file:///a.ts", line: 5, column: 1 };
  assert.equal(await find({ text: "(x) => x", generated }, same), "arrow  4:12");
});

test("an outline finds the counterpart of a function in a version whose lines have moved", async () => {
  const before = await outlineOf(SOURCE);
  const after = await outlineOf(
    "// new\nfunction fresh() {}\n" +
      SOURCE.replace("(item) => item * 3", "(item) => { const x = item; return x * 30; }"),
  );
  for (const unit of before.units) {
    assert.equal(after.counterpart(unit)?.place.line, unit.place.line + 2, unit.step);
  }
  const frame = before.at({ line: 13, column: 60 });
  assert.equal(frame?.place.column, 44);
  assert.equal(after.counterpart(frame!)?.place.column, 44);
  assert.equal(before.at({ line: 1, column: 3 }), undefined);
  assert.equal((await outlineOf("")).counterpart(frame!), undefined);
});
