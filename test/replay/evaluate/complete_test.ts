import assert from "node:assert/strict";
import test from "node:test";
import { complete } from "../../../replay/evaluate/complete.ts";
import { environmentOf, Order } from "./frame_environment.ts";

const trap = () => {
  throw new Error("a trap was run");
};
const handler = new Proxy({}, { get: () => trap });

const environment = environmentOf({
  order: new Order(),
  other: 1,
  text: "abc",
  proxy: new Proxy({}, handler),
  heir: Object.create(new Proxy({}, handler), { own: { value: 1 } }),
  bytes: new Uint8Array(5),
  long: new Array(20_000).fill(0),
  hidden: { "a\u200bb": 1, "not a name": 2, ok: 3, "\u202e": 4 },
}, {
  receiver: { value: { mine: 1 } },
  extras: new Map([["_last", 1]]),
  readPrivate: (_object, name) => name === "#box" ? { value: { inside: 1 } } : undefined,
});

/** Completes at the bar, or at the end. */
async function candidates(line: string): Promise<readonly string[]> {
  const cursor = line.includes("|") ? line.indexOf("|") : line.length;
  return (await complete(line.replace("|", ""), cursor, environment)).candidates;
}

test("complete() completes names in scope", async () => {
  assert.deepEqual(await candidates("o"), ["order", "other"]);
  assert.deepEqual(await candidates("JS"), ["JSON"]);
  assert.deepEqual(await candidates("thi"), ["this"]);
  assert.deepEqual(await candidates("_l"), ["_last"]);
  assert.deepEqual(await candidates("f(1, ord|, x)"), ["order"]);
  assert.deepEqual(await candidates("x => or"), ["order"]);
  assert.deepEqual(await candidates("`a ${or"), ["order"]);
  assert.deepEqual(await candidates("/* a */ or"), ["order"]);
  assert.ok((await candidates("")).includes("order") && !(await candidates("")).includes("Math"));
});

test("complete() completes properties of names, keys and literals", async () => {
  const rows: readonly (readonly [line: string, ...expected: string[]])[] = [
    ["order.i", "id", "items", "isPrototypeOf"],
    ["order.items[0].na", "name"],
    ["order!.items![0]!.na", "name"],
    ["order?.items?.[0]?.na", "name"],
    ["order['items'].fla", "flat", "flatMap"],
    ["order . ren", "rename"],
    ["other.toF", "toFixed"],
    ["text.leng", "length"],
    ["text[0].trimE", "trimEnd"],
    ["'x'.padE", "padEnd"],
    ["[1, 2].flatM", "flatMap"],
    ["/x/.exe", "exec"],
    ["this.mi", "mine"],
    ["order.#box.ins", "inside"],
    ["heir.", "own"],
    ["bytes.subar", "subarray"],
    ["long.flatM", "flatMap"],
    ["hidden.o", "ok"],
    ["Math.ma", "max"],
    ["1 + order.tot", "total"],
  ];
  for (const [line, ...expected] of rows) assert.deepEqual(await candidates(line), expected, line);
});

test("complete() runs nothing: no call, getter or trap", async () => {
  for (
    const line of [
      "order.total.",
      "order.rename().",
      "proxy.",
      "proxy.a.",
      "order.items[n].",
      "(order).",
      "nothing.",
      "null.",
    ]
  ) {
    assert.deepEqual(await candidates(line), [], line);
  }
});

test("complete() offers nothing inside literals and comments", async () => {
  for (const line of ["'or", '"order.', "`or", "// or", "/* or", "12"]) {
    assert.deepEqual(await candidates(line), [], line);
  }
});

test("complete() offers no name that cannot be typed or shown safely", async () => {
  const names = await candidates("hidden.");
  assert.deepEqual(names.filter((name) => !(name in Object.prototype)), ["ok"]);
  assert.ok(!names.includes("__proto__"));
  assert.ok((await candidates("hidden.__p")).includes("__proto__"));
});

test("complete() says where what it replaces begins", async () => {
  assert.equal((await complete("f(order.it", 10, environment)).start, 8);
  assert.equal((await complete("f(order.it", 4, environment)).start, 2);
  assert.equal((await complete("order.#bo", 9, environment)).start, 6);
});
