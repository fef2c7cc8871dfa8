import assert from "node:assert/strict";
import test from "node:test";
import { evaluate } from "../../../replay/evaluate/evaluate.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { environmentOf } from "./frame_environment.ts";

async function shown(text: string, environment = environmentOf()): Promise<string> {
  const result = await evaluate(text, environment);
  assert(result.ok, text);
  return preview(result.value, { budget: 200 });
}

test("a promise that was made at the prompt shows its state and its value", async () => {
  const states: Record<string, string> = {
    "Promise.resolve(1)": "Promise {<fulfilled>: 1}",
    "(async () => ({ a: 1 }))()": "Promise {<fulfilled>: {a: 1}}",
    "new Promise(() => {})": "Promise {<pending>}",
    "Promise.reject(new TypeError('no'))": "Promise {<rejected>: TypeError: no}",
    "({ a: Promise.resolve('<pending>'), b: [new Promise(() => {})] })":
      '{a: Promise {<fulfilled>: "<pending>"}, b: Array(1) [Promise {<pending>}]}',
    "new Map([['k', Promise.resolve(2)]])": 'Map(1) {"k" => Promise {<fulfilled>: 2}}',
    "const q = Promise.reject(3); q.catch(() => {}); [q]": "Array(1) [Promise {<rejected>}]",
    "class Own extends Promise {}; Own.resolve(4)": "Own {<fulfilled>}",
  };
  for (const [text, state] of Object.entries(states)) assert.equal(await shown(text), state, text);
});

test("a promise that is looked at again shows what became of it", async () => {
  const environment = environmentOf();
  assert.equal(
    await shown("let settle; var p = new Promise((resolve) => settle = resolve); p", environment),
    "Promise {<pending>}",
  );
  assert.equal(await shown("settle('done'); p", environment), 'Promise {<fulfilled>: "done"}');
  assert.equal(
    await shown("const later = Promise.resolve(5); [later]", environment),
    "Array(1) [Promise {<fulfilled>: 5}]",
  );
});

test("looking for promises runs no getter, no trap and no then of a value", async () => {
  const environment = environmentOf();
  await evaluate("var ran = []", environment);
  await evaluate(
    "({ get a() { ran.push('getter') }, p: new Proxy({}, { ownKeys() { ran.push('trap'); return [] } }), " +
      "q: Object.defineProperty(Promise.resolve(1), 'then', { get() { ran.push('then') } }), " +
      "r: Object.defineProperty(Promise.resolve(1), 'constructor', { get() { ran.push('constructor') } }) })",
    environment,
  );
  assert.equal(await shown("ran", environment), "[]");
});
