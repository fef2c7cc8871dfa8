import assert from "node:assert/strict";
import test from "node:test";
import { jsonValue } from "../../../replay/text/json_value.ts";

const whole = (value: unknown) => jsonValue(value, () => false);

test("jsonValue() holds what JSON holds exactly", () => {
  for (const value of [null, true, 0, 1.5, "", "text", [], [1, [2]], {}, { a: [{ b: null }] }]) {
    assert.deepEqual(whole(value), { value });
  }
});

test("jsonValue() holds nothing that JSON would change", () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const extra = Object.assign([1], { more: 2 });
  const hidden = Object.defineProperty({}, "a", { value: 1 });
  const values = [undefined, NaN, Infinity, -0, 1n, Symbol(), () => {}, new Date(0), new Map(), new (class A {})()];
  for (const value of [...values, cyclic, extra, hidden, [, 1], { a: undefined }, { [Symbol()]: 1 }]) {
    assert.equal(whole(value), undefined);
  }
  assert.equal(whole(Object.create(null)), undefined);
});

test("jsonValue() runs no getter and no trap", () => {
  const getter = {
    get a(): number {
      throw new Error("ran");
    },
  };
  const trap = new Proxy({}, {
    ownKeys() {
      throw new Error("ran");
    },
  });
  assert.equal(whole(getter), undefined);
  assert.equal(whole(trap), undefined);
  assert.equal(whole({ toJSON: () => 1 }), undefined);
});

test("jsonValue() holds shared values twice, and __proto__ as a property", () => {
  const shared = { a: 1 };
  assert.deepEqual(whole([shared, shared]), { value: [shared, shared] });
  const own = JSON.parse('{"__proto__": 1}');
  assert.equal(JSON.stringify(whole(own)), '{"value":{"__proto__":1}}');
});

test("jsonValue() leaves out what is large, deep, or cut", () => {
  assert.ok(whole(Array(999).fill(0)));
  assert.equal(whole(Array(1000).fill(0)), undefined);
  let deep: unknown = 0;
  for (let level = 0; level < 33; level++) deep = [deep];
  assert.equal(whole(deep), undefined);
  assert.equal(jsonValue("cut", (text) => text === "cut"), undefined);
});
