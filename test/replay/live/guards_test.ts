import assert from "node:assert/strict";
import test from "node:test";
import type { Interrupt } from "../../../replay/evaluate/interrupt.ts";
import { linkerOn, type Loose, moduleOf } from "./modules_in_memory.ts";

/** The exports of a module whose loops and functions may begin so many times. */
async function limited(text: string, limit: number): Promise<Loose> {
  let count = 0;
  const check = () => {
    if (++count > limit) throw new RangeError("ended");
    return true;
  };
  const linker = await linkerOn({ "a.ts": text }, undefined, { check } as unknown as Interrupt);
  return moduleOf(linker, "a.ts").exports.namespace();
}

test("all forms of loops and functions can be ended", async () => {
  const endless = [
    "for (;;);",
    "for (;;) n++;",
    "for (let i = 0; i >= 0; i++) n++;",
    "while (true) n++;",
    "do n++; while (n > 0)",
    "do { n++ } while (n > 0)",
    "while (n >= 0) { n++ }",
    "for (const x of numbers()) n += x",
    "for (const x of numbers()) n += x;",
    "for (const x of endless) n += x;",
    "for (;;) if (n < 0) n--; else n++;",
    "if (n < 0) for (;;) n++; else while (true) n++;",
    "outer: for (;;) { for (;;) { n++; continue outer; } }",
    "const again = () => { again(); }; for (;;) { try { again(); } catch (error) { if (error.message === 'ended') throw error; } }",
  ];
  for (const body of endless) {
    const text = `
      let n = 0;
      function* numbers() { for (;;) yield 1; }
      const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) };
      export function run() { ${body} }`;
    const { run } = await limited(text, 500);
    assert.throws(run, { message: "ended" }, body);
  }
});

test("loops and functions that end do what they did", async () => {
  const { results } = await limited(
    `
    const list = [];
    for (const x of [1, 2]) list.push(x);
    for (const key in { a: 1, b: 2 }) list.push(key);
    for (let i = 0; i < 2; i++) list.push((() => i)());
    let n = 2;
    while (n--) list.push(n);
    do list.push("once"); while (false)
    if (list.length > 0) for (const x of []) list.push(x); else list.push("no");
    const objects = [3].map((x) => ({ x }));
    function sloppy() { "use strict"; return this; }
    class Base { constructor(x) { this.x = x; } }
    class Derived extends Base {
      static made = 0;
      #y = ((a) => a * 2)(4);
      constructor() { super(5); Derived.made++; }
      get y() { return this.#y; }
      set y(value) { this.#y = value; }
      async *later() { for await (const x of [this.x]) yield x; }
    }
    const derived = new Derived();
    derived.y = derived.y + 1;
    for (const x of [1]) var last = x
    export const results = [list, objects, sloppy(), derived.y, Derived.made, derived.later(), last, ((a, b = () => a) => b())(7)];
  `,
    Infinity,
  );
  const [list, objects, receiver, y, made, later, last, seven] = results;
  assert.deepEqual(list, [1, 2, "a", "b", 0, 1, 1, 0, "once"]);
  assert.deepEqual([objects, receiver, y, made, last, seven], [[{ x: 3 }], undefined, 9, 1, 1, 7]);
  assert.deepEqual(await later.next(), { done: false, value: 5 });
});
