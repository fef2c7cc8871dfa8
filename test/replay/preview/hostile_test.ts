import assert from "node:assert/strict";
import { inspect } from "node:util";
import test from "node:test";
import { expand } from "../../../replay/preview/expand.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { typeOf } from "../../../replay/preview/type_of.ts";

/** Counts what is run of values. */
class Traps {
  count = 0;

  readonly run = (): never => {
    this.count++;
    throw new Error("code of a value was run");
  };

  /** A handler of which every trap counts. */
  get handler(): ProxyHandler<object> {
    return new Proxy({}, { get: () => this.run }) as ProxyHandler<object>;
  }

  /** Puts accessors and methods that count under every name that a printer might ask for. */
  plant<T extends object>(value: T): T {
    const names = [
      "toString",
      "toJSON",
      "then",
      "valueOf",
      "inspect",
      "size",
      "length",
      "message",
      "name",
      "stack",
      "constructor",
      "description",
      "source",
      "flags",
      "global",
      "entries",
      "forEach",
      "next",
      "getTime",
      "toISOString",
      "href",
      "cause",
    ]; // deno-fmt-ignore-line
    const symbols = [Symbol.iterator, Symbol.asyncIterator, Symbol.toPrimitive, Symbol.toStringTag, Symbol.hasInstance, Symbol.species, inspect.custom, Symbol.for("Deno.customInspect")];
    for (const key of [...names, ...symbols]) {
      const existing = Object.getOwnPropertyDescriptor(value, key);
      if (existing?.configurable === false) continue;
      Object.defineProperty(value, key, { get: this.run, set: this.run, enumerable: true, configurable: true });
    }
    return value;
  }
}

/** V8 makes the text of a stack when it is first looked at, from name and message. */
function withStack(error: Error): Error {
  return error.stack === undefined ? error : error;
}

test("preview(), expand() and typeOf() run nothing of a value", () => {
  const traps = new Traps();
  const proxy = () => new Proxy({}, traps.handler);
  const heir = (prototype: object) => Object.create(prototype) as object;
  const values: unknown[] = [
    traps.plant({}),
    traps.plant([1, 2]),
    traps.plant(new Map([[1, 2]])),
    traps.plant(new Set([1])),
    traps.plant(new Date(0)),
    traps.plant(/x/g),
    traps.plant(withStack(new Error("x"))),
    traps.plant(function f() {}),
    traps.plant(class A {}),
    traps.plant(new Uint8Array(3)),
    traps.plant(new ArrayBuffer(3)),
    traps.plant(new DataView(new ArrayBuffer(3))),
    traps.plant(Promise.resolve()),
    traps.plant(new WeakMap()),
    traps.plant(Object(1) as object),
    traps.plant(Object("text") as object),
    traps.plant(new URL("https://a.b")),
    traps.plant(Object.create(null) as object),
    heir(traps.plant({})),
    heir(traps.plant(heir(Map.prototype))),
    heir(proxy()),
    Object.setPrototypeOf([1], proxy()),
    Object.setPrototypeOf(() => {}, proxy()),
    Object.setPrototypeOf(new Error("x"), proxy()),
    proxy(),
    new Proxy([], traps.handler),
    new Proxy(function () {}, traps.handler),
    heir({ constructor: new Proxy(function () {}, traps.handler) }),
    { a: proxy(), b: [proxy()], c: new Map([[proxy(), proxy()]]), d: new Set([proxy()]) },
    Object.assign(new Error("x"), { cause: proxy() }),
    new Error("x", { cause: traps.plant({}) }),
  ];
  for (const [index, value] of values.entries()) {
    for (const budget of [10, 80, 300]) preview(value, { budget });
    expand(value, { depth: 5, width: 40 });
    typeOf(value);
    assert.equal(traps.count, 0, `value ${index}`);
  }
});

test("preview() and expand() bear long lists, deep nests, wide objects and giant strings", () => {
  const list: Record<string, unknown> = {};
  let last = list;
  for (let value = 0; value < 100_000; value++) last = last["next"] = { value };
  last["next"] = list;
  assert.equal(
    preview(list, { budget: 110 }),
    "{next: {value: 0, next: {value: 1, next: {value: 2, next: {value: 3, next: {value: 4, next: {…}}}}}}}",
  );
  assert.ok(expand(list, { depth: Infinity, width: 60 }).split("\n").length < 100);

  let nest: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) nest = [nest];
  assert.ok(preview(nest, { budget: 80 }).startsWith("Array(1) [Array(1) ["));
  assert.ok(expand(nest, { depth: Infinity, width: 80 }).length < 20_000);

  const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`key${index}`, index]));
  assert.equal(preview(wide, { budget: 30 }), "{key0: 0, key1: 1, key2: 2, …}");
  assert.equal(expand(wide, { depth: 2, width: 60, maxItems: 2 }), "{\n  key0: 0,\n  key1: 1\n  …\n}");

  const text = "x".repeat(20_000_000);
  assert.equal(preview(text, { budget: 24 }), '"xxxxxxxxxx…" (20000000)');
  assert.equal(preview({ text }, { budget: 40 }), '{text: "xxxxxxxxxxxxxxxxxx…" (20000000)}');
  assert.equal(expand(text, { depth: 1, width: 40, maxLines: 3 }).split("\n").length, 4);
  assert.ok(preview(new Error(text), { budget: 40 }).length <= 40);
  assert.ok(preview(Symbol(text), { budget: 40 }).length <= 40);
  assert.ok(preview({ [text]: 1 }, { budget: 40 }).length <= 40);
  assert.ok(preview(10n ** 10_000n, { budget: 40 }).length <= 40);
  assert.equal(preview(new Float64Array(5_000_000), { budget: 40 }), "Float64Array(5000000) [0, 0, 0, 0, 0, …]");
});

test("preview() and expand() escape all text of a value", () => {
  const bad = "\u001b]0;title\u0007\u202e\u2028\u200b";
  const Named = { [bad]: class {} }[bad]!;
  const values: unknown[] = [
    bad,
    { [bad]: bad },
    [bad],
    new Map([[bad, bad]]),
    new Error(bad),
    Object.assign(new Error("x"), { name: bad }),
    Symbol(bad),
    { [Symbol(bad)]: 1 },
    { [bad]() {} }[bad],
    Named,
    new Named(),
    Object.create({ [Symbol.toStringTag]: bad }),
    new RegExp(bad.replace("]", "\\]")),
    Object(bad),
  ];
  for (const value of values) {
    for (
      const shown of [
        preview(value, { budget: 80 }),
        preview(value, { budget: 12 }),
        ...expand(value, { depth: 3, width: 30 }).split("\n"),
      ]
    ) {
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
    assert.doesNotMatch(typeOf(value), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});
