import assert from "node:assert/strict";
import test from "node:test";
import { declarationRange, memberRange } from "../../../replay/repl/code_range.ts";

async function declared(text: string, name: string, ran: string, kind: "function" | "arrow" | "class" = "function") {
  const range = await declarationRange(text, "a.ts", { name, kind, text: ran });
  return range && text.slice(range.start, range.end);
}

async function member(text: string, name: string, kind: "method" | "getter" | "setter" = "method") {
  const range = await memberRange(text, "a.ts", 0, { name, kind });
  return range && text.slice(range.start, range.end);
}

test("declarationRange() finds functions however they are declared", async () => {
  const sources: Record<string, string> = {
    "export async function load<T>(x: T): Promise<T> { return await x }": "async function load(x) { return await x }",
    "const load = async (x: number): Promise<number> => await x;": "async (x) => await x",
    "const load: (x: number) => unknown = (x) => x;": "(x) => x",
    "export const load = function* (x: number) { yield x };": "function* (x) { yield x }",
    "const shop = { load: (x: string) => x };": "(x) => x",
  };
  for (const [text, ran] of Object.entries(sources)) {
    const found = await declared(`function other() {}\n${text}\nfunction more() {}`, "load", ran);
    assert.ok(found !== undefined && text.includes(found) && found.includes("load"), text);
  }
});

test("declarationRange() finds nothing where the name stands for several, or for something else", async () => {
  const twice = "function f(x: number) { return x }\nclass A { g() { function f(x: string) { return x } } }";
  assert.equal(await declared(twice, "f", "function f(x) { return x }"), undefined);
  assert.equal(
    await declared("function f() { return one(two) }", "f", "function f() { return other(words, here) }"),
    undefined,
  );
  assert.equal(await declared("f(1); obj.f = 2;", "f", "function f() {}"), undefined);
  assert.equal(
    await declared("class Shop { a() {} }", "Shop", "class Shop { a() {} }", "class"),
    "class Shop { a() {} }",
  );
  assert.equal(await declared("// class Shop\nnew Shop({})", "Shop", "class Shop {}", "class"), undefined);
});

test("memberRange() tells methods, accessors and statics apart, and passes over calls", async () => {
  const text = "class A extends (class B { total() {} }) {}\n";
  assert.equal(await member(text, "total"), "total() {}");
  const shop = `class Shop {
  list = [1].map((total) => total);
  get total(): number { return this.#sum() }
  set total(value: number) { this.list = [value] }
  static async *each<T extends { a: 1 }>(from: T) { yield from }
  #sum() { return total(() => 1) }
  "odd name"() {}
  [Symbol.iterator]() { return this.each() }
}`;
  assert.equal(await member(shop, "get total", "getter"), "get total(): number { return this.#sum() }");
  assert.equal(await member(shop, "set total", "setter"), "set total(value: number) { this.list = [value] }");
  assert.equal(await member(shop, "each"), "static async *each<T extends { a: 1 }>(from: T) { yield from }");
  assert.equal(await member(shop, "#sum"), "#sum() { return total(() => 1) }");
  assert.equal(await member(shop, "odd name"), '"odd name"() {}');
  assert.equal(await member(shop, "[Symbol.iterator]"), "[Symbol.iterator]() { return this.each() }");
  assert.equal(await member(shop, "nothing"), undefined);
});

test("the search for code takes its time, whatever stands in the source", async () => {
  const odd = `a${" a:".repeat(60)} = function (x) {};\n`;
  const begin = performance.now();
  await declared(odd.repeat(4000), "a", "function (x) {}");
  await declared("class a {}\n".repeat(5000), "a", "class a {}", "class");
  await member(`class A { ${"a() {}\n".repeat(6000)} }`, "a");
  assert.ok(performance.now() - begin < 20_000);
});
