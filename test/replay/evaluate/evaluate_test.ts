import assert from "node:assert/strict";
import test from "node:test";
import type { EvaluateEnvironment } from "../../../replay/evaluate/environment.ts";
import { evaluate } from "../../../replay/evaluate/evaluate.ts";
import { environmentOf, errorOf, Order, valueOf } from "./frame_environment.ts";

type Row = readonly [text: string, value: unknown];

/** Evaluates each text in a frame of its own with the same variables, and compares. */
async function assertValues(rows: readonly Row[], environment: () => EvaluateEnvironment): Promise<void> {
  for (const [text, expected] of rows) {
    const { value } = await valueOf(text, environment());
    assert.deepEqual(value, expected, text);
  }
}

const frame = () =>
  environmentOf({ n: 5, list: [1, 2, 3], order: new Order(), nothing: undefined, arguments: ["first", "second"] }, {
    receiver: { value: "receiver" },
    extras: new Map<string, unknown>([["_", "last"], ["$1", "one"], ["n", "hidden by the variable"]]),
  });

test("evaluate() gives the value of an expression", async () => {
  await assertValues([
    ["1 + 1", 2],
    ["n", 5],
    ["n * 2 + list[0]", 11],
    ["order.items[1].name", "Milk"],
    ["list.map((x) => x * n)", [5, 10, 15]],
    ["`${n}!`", "5!"],
    ["nothing", undefined],
    ["nothing?.deep.er", undefined],
    ["nothing ?? 'else'", "else"],
    ["_", "last"],
    ["$1", "one"],
    ["", undefined],
    ["// only a comment", undefined],
    ["'use strict'", "use strict"],
    ["n // with a comment", 5],
    ["(n)", 5],
    ["n;", 5],
    ["n, 6", 6],
  ], frame);
});

test("evaluate() takes braces at the beginning for an object where it can", async () => {
  await assertValues([
    ["{a: 1}", { a: 1 }],
    ["{}", {}],
    [" {a: 1, b: [n,],} // comment", { a: 1, b: [5] }],
    ["{n}", { n: 5 }],
    ["{a: n as number}", { a: 5 }],
    ["{ let x = n; x }", 5],
    ["{ n; }", 5],
  ], frame);
});

test("evaluate() gives the completion value of statements", async () => {
  await assertValues([
    ["1; 2", 2],
    ["1; let x = 3", 1],
    ["if (n > 3) { 'yes' } else { 'no' }", "yes"],
    ["1; if (false) 2", undefined],
    ["for (const x of list) { x * 2 }", 6],
    ["for (let i = 0; i < 3; i++) i", 2],
    ["let i = 0; do { i++ } while (i < 4)", 3],
    ["while (false) ;", undefined],
    ["switch (n) { case 5: 'five'; break; default: 'other' }", "five"],
    ["try { 5 } finally { 6 }", 5],
    ["try { throw 1 } catch (e) { e }", 1],
    ["label: for (;;) { break label }", undefined],
    ["if (n) var a = 1; else var a = 2\na", 1],
    ["let a = n\nlist[0]", 1],
    ["var y\n(n)", 5],
    ["n\n;[1].map((x) => x)", [1]],
    ["for (var [a] of [[7]]) a", 7],
    ["for (var key in {a: 1, b: 2}) key", "b"],
    ["throw_ = n; throw_", 5],
  ], frame);
});

test("evaluate() takes TypeScript", async () => {
  await assertValues([
    ["n as number", 5],
    ["n as unknown as string", 5],
    ["n satisfies number", 5],
    ["n!", 5],
    ["order!.items![0]!.name", "Tea"],
    ["const x: number = n + 1; x", 6],
    ["let {id, items: [first]}: {id: number; items: {name: string}[]} = order; id + first.name", "7Tea"],
    ["identity = <T,>(x: T): T => x; identity<string>('a')", "a"],
    ["new Map<string, number>([['a', 1]]).get('a')", 1],
    ["n < 6 && list.length > (2)", true],
    ["list.filter((x: number): x is 3 => x === 3)", [3]],
    ["function add(a: number, b?: number): number { return a + (b ?? 1) } add(n)", 6],
    ["enum Color { Red, Green = 'g' } [Color.Red, Color[0], Color.Green]", [0, "Red", "g"]],
    ["interface Shape { side: number } const s: Shape = {side: 2}; s.side", 2],
    ["type A = string | number; let a: A = 1; a", 1],
    [
      "abstract class Base { abstract f(): number; g() { return this.f() } } class Sub extends Base { f() { return n } } new Sub().g()",
      5,
    ],
    ["class P { constructor(private readonly x: number) {} get() { return this.x } } new P(n).get()", 5],
    ["(await (n as Promise<number>))", 5],
  ], frame);
});

test("evaluate() calls functions without a receiver and gives `this` of the frame", async () => {
  const variables = {
    whose(this: unknown) {
      return this;
    },
    tag: (strings: TemplateStringsArray, x: number) => strings.join("") + x,
    nothing: undefined,
  };
  await assertValues([
    ["this", "receiver"],
    ["(() => this)()", "receiver"],
    ["whose()", undefined],
    ["whose?.()", undefined],
    ["nothing?.()", undefined],
    ["(function () { return this })()", undefined],
    ["({ own: 1, get() { return this.own } }).get()", 1],
    ["class A { own = this; static me = this; } [new A().own instanceof A, A.me === A]", [true, true]],
    ["class B { [this] = 1 } Object.keys(new B())", ["receiver"]],
    ["tag`a${1}b`", "ab1"],
  ], () => environmentOf(variables, { receiver: { value: "receiver" } }));
  await assertValues([["arguments[1]", "second"], ["((x) => arguments[0])(1)", "first"]], frame);
  assert.equal(
    await errorOf("this", environmentOf()),
    "ReferenceError: this is not known in this frame",
  );
});

test("evaluate() awaits only where the text says so", async () => {
  const promise = Promise.resolve(3);
  const thenable = {
    then() {
      throw new Error("assimilated");
    },
  };
  const environment = environmentOf({
    promise,
    thenable,
    settled: { then: (resolve: (x: number) => void) => resolve(4) },
  });
  assert.equal((await valueOf("promise", environment)).value, promise);
  assert.equal((await valueOf("thenable", environment)).value, thenable);
  assert.equal((await valueOf("await 1, thenable", environment)).value, thenable);
  await assertValues([
    ["await promise", 3],
    ["(await promise) + 1", 4],
    ["await settled", 4],
    ["const x = await promise; x * 2", 6],
    ["for await (const x of [promise, 5]) x", 5],
    ["await Promise.all([promise, 2])", [3, 2]],
    ["async function f() { return await promise } await f()", 3],
  ], () => environment);
});

test("evaluate() gives up an await that never settles, and at a signal", async () => {
  const environment = environmentOf();
  assert.equal(
    await errorOf("await new Promise(() => {})", environment),
    "Error: Cannot await: still pending after 20 ms, and nothing in a dead process can settle it",
  );
  const controller = new AbortController();
  const result = evaluate("await new Promise(() => {})", environment, { signal: controller.signal });
  controller.abort();
  assert.equal(String((await result as { error?: unknown }).error), "InterruptedError: Evaluation ended: interrupted");
});

test("evaluate() keeps a rejected promise that is only looked at from ending the process", async () => {
  const { value } = await valueOf("Promise.reject(new Error('looked at'))", environmentOf());
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(value instanceof Promise);
});

test("evaluate() lets declarations and assignments persist in the overlay alone", async () => {
  const variables = { n: 5, list: [1] };
  const environment = environmentOf(variables);
  const steps: Row[] = [
    ["let a = 1, b = n; const c = 3; var d", undefined],
    ["[a, b, c, d]", [1, 5, 3, undefined]],
    ["function double(x) { return x * 2 } class K { v = double(a) }", undefined],
    ["new K().v", 2],
    ["n = 6", 6],
    ["n", 6],
    ["n++; n += 1; n", 8],
    ["[a, fresh] = [10, 20]; a + fresh", 30],
    ["({ b, ...rest } = { b: 1, z: 2 }); rest", { z: 2 }],
    ["double = (x) => x * 3; double(1)", 3],
    ["let a = 'again'; a", "again"],
    ["const c = 4; c", 4],
    ["for (var i = 0; i < 3; i++);", undefined],
    ["i", 3],
    ["{ let inner = 1; var outer = 2 } typeof inner + outer", "undefined2"],
    ["list.push(2); list", [1, 2]],
    ["async function* gen() { yield 1 }", undefined],
    ["recursive = function (k) { return k ? k + recursive(k - 1) : 0 }; recursive(3)", 6],
  ];
  for (const [text, expected] of steps) assert.deepEqual((await valueOf(text, environment)).value, expected, text);
  assert.equal(variables.n, 5);
  assert.deepEqual(variables.list, [1, 2]);
  assert.equal((await valueOf("K.name", environment)).value, "K");
  assert.equal((await valueOf("double.name", environment)).value, "double");
});

test("evaluate() says which names a text declares", async () => {
  const result = await evaluate(
    "let {a, b: [c]} = {a: 1, b: [2]}; function f() { var no } if (a) { var v = 1; let no2 }",
    environmentOf(),
  );
  assert.deepEqual(result.ok && [...result.declared].sort(), ["a", "c", "f", "v"]);
});

test("evaluate() keeps the rules of let, const and var", async () => {
  const environment = environmentOf({ n: 5 });
  assert.equal(await errorOf("let n = n", environment), "ReferenceError: Cannot access 'n' before initialization");
  assert.equal((await valueOf("n", environment)).value, 5);
  assert.equal((await valueOf("var n; n", environment)).value, 5);
  await valueOf("const c = 1", environment);
  assert.equal(await errorOf("c = 2", environment), "TypeError: Assignment to constant variable 'c'");
  assert.equal(await errorOf("const k = (() => { throw new RangeError('no') })()", environment), "RangeError: no");
  assert.equal(await errorOf("k", environment), "ReferenceError: k is not defined");
  assert.equal((await valueOf("let k; k", environment)).value, undefined);
});

test("evaluate() reads private fields that the environment knows", async () => {
  const order = new Order();
  const environment = environmentOf({ order, nothing: undefined }, {
    readPrivate: (object, name) =>
      object !== order ? undefined : name === "#secret" ? { value: 42 } : name === "#whose"
        ? {
          value(this: unknown) {
            return this;
          },
        } // deno-fmt-ignore-line
        : undefined,
  });
  await assertValues([
    ["order.#secret", 42],
    ["order . #secret + 1", 43],
    ["(order).#secret.toFixed(1)", "42.0"],
    ["order?.#secret.toFixed(1)", "42.0"],
    ["nothing?.#secret.toFixed(1)", undefined],
    ["[order].map((o: Order) => o.#secret)", [42]],
    ["#secret in order", true],
    ["#other in order", false],
    ["order.#whose() === order", true],
    ["order?.#whose() === order", true],
    ["class A { #own = 1; read(o) { return this.#own + o.#secret } } new A().read(order)", 43],
  ], () => environment);
  assert.equal(
    await errorOf("order.#other", environment),
    "TypeError: Cannot read private field #other: the object has none of that name",
  );
  assert.equal(
    await errorOf("nothing.#secret", environment),
    "TypeError: Cannot read private field #secret of undefined",
  );
  assert.equal(
    await errorOf("order.#secret = 1", environment),
    "TypeError: Cannot write private field #secret: it can only be read at the prompt",
  );
});

test("evaluate() shares the intrinsics of this realm", async () => {
  await assertValues([
    ["map instanceof Map && list instanceof Array && date instanceof Date", true],
    ["[] instanceof Array && ({}).constructor === Object", true],
    ["/x/ instanceof RegExp && (() => 1) instanceof Function", true],
    ["new Set(list).size", 1],
    ["JSON.stringify({a: 1})", '{"a":1}'],
    ["structuredClone(list)", [1]],
    ["Buffer.from('hi').toString('hex')", "6869"],
    ["new URL('https://a.b/c').pathname", "/c"],
  ], () => environmentOf({ map: new Map(), list: [1], date: new Date() }));
});

test("evaluate() knows no name that reaches the machine", async () => {
  const environment = environmentOf();
  const names =
    "process require module fetch setTimeout setInterval setImmediate queueMicrotask Deno Bun eval globalThis " +
    "window self global navigator localStorage WebSocket Worker Atomics WebAssembly console performance crypto alert";
  for (const name of names.split(" ")) {
    assert.match(await errorOf(name, environment), new RegExp(`^ReferenceError: ${name} is not defined`), name);
    assert.equal((await valueOf(`typeof ${name}`, environment)).value, "undefined", name);
  }
  assert.equal(
    await errorOf("process.exit(1)", environment),
    "ReferenceError: process is not defined: the prompt has no access to this machine",
  );
  const found = environmentOf({ process: "the program's" });
  assert.equal((await valueOf("process", found)).value, "the program's");
});

test("evaluate() refuses modules", async () => {
  const environment = environmentOf();
  const rows = [
    ["import fs from 'node:fs'", "Cannot import: a dead process loads no modules"],
    ["import 'node:fs'", "Cannot import: a dead process loads no modules"],
    ["await import('node:fs')", "Cannot import: a dead process loads no modules"],
    ["() => import('node:fs')", "Cannot import: a dead process loads no modules"],
    ["import.meta.url", "Cannot use import.meta: the prompt is no module"],
    ["export const a = 1", "Cannot export: the prompt is no module"],
    ["export default 1", "Cannot export: the prompt is no module"],
  ];
  for (const [text, message] of rows) assert.equal(await errorOf(text!, environment), `SyntaxError: ${message}`, text);
});

test("evaluate() hints at names that are near, and says why a name is missing", async () => {
  const environment = environmentOf({ items: [], total: 1 });
  assert.equal(await errorOf("itmes", environment), "ReferenceError: itmes is not defined; did you mean items?");
  assert.equal(await errorOf("Total", environment), "ReferenceError: Total is not defined; did you mean total?");
  assert.equal(await errorOf("unlike", environment), "ReferenceError: unlike is not defined");
  const bare = environmentOf({}, { missing: () => "the frame has no variables" });
  assert.equal(await errorOf("items", bare), "ReferenceError: items is not defined: the frame has no variables");
  assert.equal(await errorOf("total()", environment), "TypeError: total is not a function");
});

test("evaluate() points at errors of syntax", async () => {
  const environment = environmentOf();
  const rows: readonly (readonly [text: string, message: string, line: number, column: number])[] = [
    ["foo(", "Unexpected end of input", 1, 5],
    ["1 +* 2", "Unexpected '*'", 1, 4],
    ["let a = 1\nlet b = ]", "Unexpected ']'", 2, 9],
    ["let a: number = ;", "Unexpected ';'", 1, 17],
    ["let a: = 5", "Unexpected '='", 1, 8],
    ["let a: number = 1; let a", "Identifier 'a' has already been declared", 1, 24],
    ["(x as string).y = await", "Unexpected end of input", 1, 24],
    ["{a: 1, b: }", "Unexpected '}'", 1, 11],
    ["return 1", "'return' outside of function", 1, 1],
    ["namespace A { }", "Cannot evaluate a namespace", 1, 11],
    ["1; import('x')", "Cannot import: a dead process loads no modules", 1, 4],
    ["x as any; import('x')", "Cannot import: a dead process loads no modules", 1, 11],
  ];
  for (const [text, message, line, column] of rows) {
    const result = await evaluate(text, environment);
    assert.ok(!result.ok, text);
    assert.equal(result.kind, "syntax", text);
    assert.equal(String(result.error), `SyntaxError: ${message}`, text);
    assert.deepEqual(result.position, { line, column }, text);
  }
});

test("evaluate() hands over what the text throws, whatever it is", async () => {
  const thrown = { then() {} };
  for (const text of ["throw thrown", "await 1; throw thrown", "(() => { throw thrown })()"]) {
    const result = await evaluate(text, environmentOf({ thrown }));
    assert.ok(!result.ok);
    assert.equal(result.kind, "thrown");
    assert.equal(result.error, thrown);
  }
  assert.equal((await evaluate("throw undefined", environmentOf())).ok, false);
});

test("evaluate() looks names up only when they are used", async () => {
  const asked: string[] = [];
  const lookup = (name: string) => {
    asked.push(name);
    return name === "a" ? { value: 1 } : undefined;
  };
  await valueOf("let b = 2; a + b + Math.max(1)", environmentOf({}, { lookup }));
  assert.deepEqual([...new Set(asked)], ["a", "Math"]);
});

test("evaluate() leaves nothing behind in the globals", async () => {
  const before = Reflect.ownKeys(globalThis);
  await evaluate("var leaked = 1; other = 2; function named() {} class Type {}", environmentOf());
  await evaluate("(function () { this.x = 1 }).call(undefined)", environmentOf());
  assert.deepEqual(Reflect.ownKeys(globalThis), before);
});
