/**
 * Functions and classes.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import type { Inspection } from "../../../capture/snapshot/site.ts";
import { Attribute, type FunctionRecord, NodeKind } from "../../../dump/format.ts";
import { CURRENT } from "../../helpers/runtimes.ts";
import { type Described, described, omission } from "./described.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

function recordOf(file: Described, name: string): FunctionRecord {
  return file.file.tables.functions[file.node(name).payload[0] as number]!;
}

/** Makes a function from text that no tool has rewritten. */
function evaluate(text: string): Loose {
  return new Function(`return ${text}`)();
}

/** Texts of functions, and what they are. */
const TEXTS: readonly (readonly [
  text: string,
  kind: FunctionRecord["kind"],
  flags?: { async?: true; generator?: true },
])[] = [
  ["function named(a, b) {}", "function"],
  ["function () {}", "function"],
  ["function* () {}", "function", { generator: true }],
  ["async function () {}", "function", { async: true }],
  ["async function* () {}", "function", { async: true, generator: true }],
  ["(a) => a", "arrow"],
  ["a => a", "arrow"],
  ["$ => $", "arrow"],
  ["() => ({ function: 1 })", "arrow"],
  ["async (a) => a", "arrow", { async: true }],
  ["async a => a", "arrow", { async: true }],
  ["async => 1", "arrow"],
  ["class {}", "class"],
  ["class Named { #x = 1; }", "class"],
  ["class extends Object {}", "class"],
  ["({ method(a) {} }).method", "method"],
  ["({ async method() {} }).method", "method", { async: true }],
  ["({ *method() {} }).method", "method", { generator: true }],
  ["({ async() {} }).async", "method"],
  ["({ get() {} }).get", "method"],
  ["({ set(a) {} }).set", "method"],
  ["({ 'quoted name'() {} })['quoted name']", "method"],
  ["({ ['computed' + 1]() {} }).computed1", "method"],
  ["({ classify() {} }).classify", "method"],
  ["({ functional() {} }).functional", "method"],
  ["Object.getOwnPropertyDescriptor({ get x() { return 1 } }, 'x').get", "getter"],
  ["Object.getOwnPropertyDescriptor({ set x(v) {} }, 'x').set", "setter"],
  ["class { static method() {} }.method", "method"],
];

test("describe() tells the kinds of functions apart", () => {
  for (const [text, kind, flags = {}] of TEXTS) {
    const value = evaluate(text);
    const record = recordOf(described({ value }), "value");
    assert.equal(record.kind, kind, text);
    assert.equal(record.async, flags.async ?? false, text);
    assert.equal(record.generator, flags.generator ?? false, text);
    assert.equal(record.name, value.name, text);
    assert.equal(record.length, value.length, text);
    assert.equal(record.text, Function.prototype.toString.call(value), text);
    assert.equal(record.hash, createHash("sha256").update(record.text!).digest("hex"), text);
  }
});

test("describe() gives no text of native functions and of very long ones", () => {
  const resolve = new Promise((resolve) => resolve(1)).then.bind;
  let native: unknown;
  new Promise((resolve) => native = resolve);
  const long = evaluate(`() => "${"x".repeat(100)}"`);
  const file = described({ native, resolve, long }, { limits: { maxStringLength: 50 } });
  assert.deepEqual({ ...recordOf(file, "native"), name: "" }, {
    name: "",
    length: 1,
    kind: "native",
    async: false,
    generator: false,
  });
  assert.deepEqual(file.slot("resolve"), { kind: "builtin", path: "Function.prototype.bind" });
  assert.equal(recordOf(file, "long").text, undefined);
  assert.equal(recordOf(file, "long").hash?.length, 64);
});

test("describe() shares the record of functions with the same code", () => {
  const make = (n: number) => () => n;
  const file = described({ first: make(1), second: make(2), other: () => 3 });
  assert.equal(file.node("first").payload[0], file.node("second").payload[0]);
  assert.notEqual(file.node("first").payload[0], file.node("other").payload[0]);
  assert.notDeepEqual(file.slot("first"), file.slot("second"));
});

test("describe() keeps those own properties of functions that their record does not tell", () => {
  const plain = () => {};
  const renamed = Object.defineProperty(() => {}, "name", { value: "new name" });
  const odd = Object.defineProperty(() => {}, "name", { get: () => assert.fail("ran") });
  const listed = Object.assign(() => {}, { version: 3 });
  const longer = Object.defineProperty(() => {}, "length", { value: "3" });
  const unpaired = Object.defineProperty(() => {}, "name", { value: "\ud800" });
  const fixed = Object.defineProperty(evaluate("function () {}"), "prototype", { writable: false });
  const replaced: Loose = evaluate("function () {}");
  replaced.prototype = { other: 1 };
  const file = described({
    plain,
    renamed,
    odd,
    listed,
    longer,
    unpaired,
    fixed,
    replaced,
    usual: evaluate("function () {}"),
    generate: evaluate("function* () {}"),
  });
  const keysOf = (name: string) => file.node(name).keys;
  assert.deepEqual(keysOf("plain"), []);
  assert.deepEqual(keysOf("usual"), []);
  assert.deepEqual(keysOf("generate"), ["prototype"]);
  assert.deepEqual(keysOf("renamed"), []);
  assert.equal(recordOf(file, "renamed").name, "new name");
  assert.deepEqual(keysOf("odd"), ["name"]);
  assert.equal((file.node("odd").values[0] as Loose).kind, "accessor");
  assert.deepEqual(keysOf("listed"), ["version"]);
  assert.deepEqual(keysOf("longer"), ["length"]);
  assert.deepEqual(keysOf("unpaired"), ["name"]);
  assert.deepEqual(keysOf("fixed"), ["prototype"]);
  assert.deepEqual(keysOf("replaced"), ["prototype"]);
});

test("describe() lists the members of a class, those it extends, and where its text is", () => {
  const Base = evaluate(`class Base {
    #secret = 1;
    static count = 0;
    static config = { deep: true };
    static create(a, b) {}
    static get current() { throw 1 }
    method(a) {}
    get total() { throw 2 }
    set total(value) {}
    set only(value) {}
    [Symbol.iterator]() {}
  }`);
  class Derived extends Base {
    own = 1;
  }
  Base.prototype.shared = { list: [1] };
  const file = described({ value: new Derived(), Derived, Base });
  const { classes, functions } = file.file.tables;
  const derived = file.classOf(file.node("value"))!;
  assert.equal(derived.name, "Derived");
  assert.deepEqual(file.file.heap.slot(derived.value!), file.slot("Derived"));
  const base = classes[derived.extends!]!;
  assert.equal(base.name, "Base");
  assert.equal(functions[base.function!]?.kind, "class");
  assert.equal(classes[functions[base.function!]!.class!], base);
  assert.equal(classes[base.extends!]?.builtin, "Object");
  const heap = file.file.heap;
  const membersOf = (members: typeof base.members) =>
    members.map(({ key, kind, length }) => [heap.slot(key), kind, ...length === undefined ? [] : [length]]);
  assert.deepEqual(membersOf(base.members), [
    ["method", "method", 1],
    ["total", "accessor"],
    ["only", "setter"],
    ["shared", "value"],
    [{ kind: "symbol", wellKnown: "iterator" }, "method", 0],
  ]);
  assert.deepEqual(membersOf(base.statics), [
    ["create", "method", 2],
    ["current", "getter"],
    ["count", "value"],
    ["config", "value"],
  ]);
  assert.equal(heap.slot(base.statics[2]!.value!), 0);
  assert.deepEqual(file.nodeOf(heap.slot(base.statics[3]!.value!)).values, [true]);
});

test("describe() names classes whose name is not to be had from them", () => {
  const WithStatic = evaluate(`class WithStatic { static name() {} }`);
  const Anonymous = evaluate("class {}");
  const old = evaluate("function Old() {}");
  old.prototype.method = function () {};
  const file = described({ a: new WithStatic(), b: new Anonymous(), c: new old() });
  assert.deepEqual(["a", "b", "c"].map((name) => file.classOf(file.node(name))?.name), ["WithStatic", "", "Old"]);
});

/** An inspector that knows what the test tells it. */
function inspector(known: readonly (readonly [object, Inspection])[]) {
  const asked: (readonly object[])[] = [];
  const answers = new Map(known);
  return {
    asked,
    inspect: (values: readonly object[]) => {
      asked.push([...values]);
      return values.map((value) => answers.get(value));
    },
  };
}

test("describe() asks the inspector once a level, for what only it can tell", () => {
  const inner = () => {};
  const outer = () => inner;
  const proxy = new Proxy({}, {});
  const { asked, inspect } = inspector([
    [outer, { scopes: [{ type: "closure", names: ["inner"], values: [inner] }] }],
  ]);
  described({ outer, proxy, plain: { a: [1] }, map: new Map(), late: { promise: Promise.resolve() } }, { inspect });
  assert.equal(asked.length, 2);
  assert.deepEqual(new Set(asked[0]), new Set([outer, proxy]));
  assert.equal(asked[1]?.length, 2);
});

test("describe() keeps closures, one level deeper than the function, and shares their scopes with frames", () => {
  const shared = { deep: { deeper: {} } };
  const first = () => shared;
  const second = () => shared;
  const closure = { type: "closure" as const, name: "make", names: ["shared", "n"], values: [shared, -1] };
  const location = { url: "file:///app/a.js", line: 3, column: 7 };
  const { inspect } = inspector([[first, { location, scopes: [closure] }], [second, { scopes: [{ ...closure }] }]]);
  const file = described({ first, second, value: 1 }, { inspect, limits: { depth: 2 } });
  const { scopes, functions } = file.file.tables;
  const [code, scope] = file.node("first").payload as [number, number];
  assert.deepEqual(functions[code]?.generated, location);
  assert.equal(file.node("second").payload[1], scope);
  assert.equal(scopes[scope]?.name, "make");
  assert.equal(scopes.length, 2);
  const [wire, n] = scopes[scope]!.values;
  assert.equal(file.file.heap.slot(n!), -1);
  const node = file.nodeOf(file.file.heap.slot(wire!));
  assert.equal(node.kind, NodeKind.object);
  assert.deepEqual(omission(node.values[0], file), { reason: "depth", type: "Object" });
});

test("describe() finds where a function stands in its source", () => {
  const text = "function twice(n) { return n * 2 }";
  const twice = evaluate(text);
  const source = `// first line\n  ${text}\n`;
  const url = "file:///app/b.js";
  const { inspect } = inspector([[twice, { location: { url, line: 2, column: 17 }, scopes: [] }]]);
  const file = described({ twice }, { inspect, source: (asked) => asked === url ? { url, text: source } : undefined });
  const record = recordOf(file, "twice");
  assert.deepEqual(record.position, record.text === text ? { url, line: 2, column: 3 } : undefined);
  assert.deepEqual(record.generated, record.text === text ? undefined : { url, line: 2, column: 17 });
  const transpiled = described({ twice }, { inspect, source: () => ({ url, text: "something else" }) });
  assert.equal(recordOf(transpiled, "twice").position, undefined);
  assert.deepEqual(recordOf(transpiled, "twice").generated, { url, line: 2, column: 17 });
});

test("describe() finds where a function stands whose types were erased, as Node does", () => {
  const url = "file:///app/price.ts";
  const typed =
    "const a = 1;\nexport const tax = (rate: number, of: Ärger<'€'> = {}): void => {\n  use(rate as any);\n};\n";
  const erased = "(rate        , of             = {})       => {\n  use(rate       );\n}"
    .replace("             =", "  \u00a0     \u2002    =");
  const twin = typed.replace("const tax", "const vat");
  const tax = evaluate(`((use) => ${erased})()`);
  const place = (source: string, location: { line: number; column: number }) => {
    const inspect = (values: readonly object[]) => values.map((): Inspection => ({ location: { url, ...location } }));
    return recordOf(described({ tax }, { inspect, source: () => ({ url, text: source }) }), "tax");
  };
  assert.equal(recordOf(described({ tax }), "tax").text, erased);
  for (const source of [typed, typed + twin, twin + typed]) {
    assert.deepEqual(place(source, { line: 2, column: 20 }).position, { url, line: 2, column: 20 });
  }
  const other = { line: 2, column: 19 };
  assert.deepEqual(place(typed, other).generated, { url, ...other }, "the text does not begin there");
  assert.equal(place(typed, { line: 9, column: 1 }).position, undefined);
  assert.equal(place(typed.replace("use", "see"), { line: 2, column: 20 }).position, undefined);
});

test("describe() puts private fields after the properties, and says when it cannot read them", () => {
  const Account = evaluate(`class Account { #balance = 1; #owner; name = "a"; #audit() {} }`);
  const Saving = new Function("Account", "return class Saving extends Account { #rate = 2; extra = 3 }")(Account);
  class Table extends Map {}
  const value = new Saving();
  const { inspect } = inspector([[value, { privates: [["#balance", 1], ["#owner", { deep: 1 }], ["#rate", -2]] }]]);
  const file = described({ value }, { inspect });
  const node = file.node("value");
  assert.deepEqual(node.keys, ["name", "extra", "#balance", "#owner", "#rate"]);
  assert.deepEqual(node.attributes?.slice(2).map((bits) => bits & Attribute.private), [16, 16, 16]);
  assert.deepEqual([node.values[0], node.values[1], node.values[2], node.values[4]], ["a", 3, 1, -2]);
  assert.deepEqual(file.nodeOf(node.values[3]).values, [1]);
  const without = described({ value, table: new (Table as Loose)([[1, 2]]) });
  assert.deepEqual(without.node("value").keys, ["name", "extra", "#balance", "#owner", "#rate"]);
  assert.equal(omission(without.node("value").values[2])?.reason, "no-inspector");
  assert.deepEqual(without.node("table").payload, [1, 2]);
});

test("describe() keeps private fields of what has a payload too", () => {
  const Table = evaluate("class Table extends Map { #hits = 0 }");
  const value = new Table([[1, { a: 1 }], [2, 3]]);
  const { inspect } = inspector([[value, { privates: [["#hits", 7]] }]]);
  const node = described({ value }, { inspect }).node("value");
  assert.deepEqual(node.keys, ["#hits"]);
  assert.deepEqual(node.values, [7]);
  assert.deepEqual(node.payload.filter((slot) => typeof slot === "number"), [1, 2, 3]);
});

test("describe() shows what is inside of promises, proxies, bound functions, weak collections and generators", () => {
  const target = { t: 1 };
  const handler = {};
  const key = {};
  const proxy = new Proxy(target, handler);
  const revoked = Proxy.revocable({}, {}).proxy;
  const promise = Promise.resolve(target);
  const pending = new Promise(() => {});
  const bound = (test as Loose).bind(target, 1, target);
  const map = new WeakMap([[key, target]]);
  const set = new WeakSet([key]);
  const ref = new WeakRef(key);
  const generate = function* () {};
  const generator = generate();
  const internals = (entries: Record<string, unknown>) => ({ internals: new Map(Object.entries(entries)) });
  const { inspect } = inspector([
    [proxy, internals({ Target: target, Handler: handler })],
    [revoked, internals({ Target: null, Handler: null })],
    [promise, internals({ PromiseState: "fulfilled", PromiseResult: target })],
    [pending, internals({ PromiseState: "pending", PromiseResult: undefined })],
    [bound, internals({ TargetFunction: test, BoundThis: target, BoundArgs: [1, target] })],
    [map, internals({ Entries: [{ key, value: target }] })],
    [set, internals({ Entries: [{ value: key }] })],
    [generator, {
      ...internals({ GeneratorState: "suspended", GeneratorFunction: generate, GeneratorReceiver: target }),
      scopes: [{ type: "local", names: ["n"], values: [1] }],
    }],
  ]);
  const file = described({
    target,
    handler,
    key,
    generate,
    proxy,
    revoked,
    promise,
    pending,
    bound,
    map,
    set,
    ref,
    generator,
  }, { inspect });
  const payload = (name: string) => file.node(name).payload;
  assert.deepEqual(payload("proxy"), [file.slot("target"), file.slot("handler")]);
  assert.deepEqual(omission(payload("revoked")[0]), { reason: "unsupported", type: "Proxy", detail: "Revoked" });
  assert.deepEqual(payload("promise"), ["fulfilled", file.slot("target")]);
  assert.deepEqual(payload("pending"), ["pending", undefined]);
  assert.deepEqual(payload("bound").slice(1), [file.slot("target"), 1, file.slot("target")]);
  assert.deepEqual(payload("map"), ["WeakMap", file.slot("key"), file.slot("target")]);
  assert.deepEqual(payload("set"), ["WeakSet", file.slot("key")]);
  assert.deepEqual(payload("ref"), ["WeakRef", file.slot("key")]);
  assert.deepEqual(payload("generator").slice(0, 3), ["suspended", file.slot("target"), file.slot("generate")]);
  assert.equal(payload("generator").length, 4);
});

test("describe() keeps what iterators of maps and sets are still to give, and says that no engine tells of others", () => {
  const target = {};
  const map = new Map<unknown, unknown>([["a", 1], ["b", target]]).entries();
  const set = new Set([1, 2]).values();
  const untold = new Set([1]).values();
  const array = [1].values();
  const internals = (entries: Record<string, unknown>) => ({ internals: new Map(Object.entries(entries)) });
  const { asked, inspect } = inspector([
    [
      map,
      internals({
        IteratorHasMore: true,
        IteratorIndex: 1,
        IteratorKind: "entries",
        Entries: [{ key: "b", value: target }],
      }),
    ],
    [
      set,
      internals({
        IteratorHasMore: true,
        IteratorIndex: 0,
        IteratorKind: "values",
        Entries: [{ value: 1 }, { value: 2 }],
      }),
    ],
  ]);
  const file = described({ target, map, set, untold, array }, { inspect });
  const [kind, coming, index] = file.node("map").payload;
  assert.deepEqual([kind, index], ["entries", 1]);
  assert.deepEqual(file.nodeOf(file.nodeOf(coming).payload[0]).payload, ["b", file.slot("target")]);
  assert.deepEqual(file.nodeOf(file.node("set").payload[1]).payload, [1, 2]);
  // JavaScriptCore tells something of those of arrays, too.
  assert.equal(asked.flat().includes(array), CURRENT === "bun");
  for (const name of ["untold", "array"]) {
    const { reason, detail } = omission(file.node(name).payload[0])!;
    assert.deepEqual([reason, detail], ["unsupported", "The engine does not tell what it is still to give"], name);
  }
  assert.deepEqual([...map], [["a", 1], ["b", target]]);
});

test("describe() looks up the objects of the dump in weak collections that the engine does not list", () => {
  const [key, late, other] = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const map = new WeakMap<object, unknown>([[key, late], [late, "end"], [other, 0]]);
  const [set, none] = [new WeakSet([late, other]), new WeakSet()];
  const sized = (size: number) => ({ internals: new Map([["Size", size]]) });
  const { inspect } = inspector([[map, sized(3)], [set, sized(2)], [none, sized(0)]]);
  const told = described({ map, set, none, key }, { inspect });
  const [name, first, held, second, end, rest] = told.node("map").payload;
  assert.deepEqual([name, first, end], ["WeakMap", told.slot("key"), "end"]);
  assert.deepEqual(held, second);
  assert.deepEqual(told.node("set").payload[1], second);
  assert.deepEqual([omission(rest)?.reason, omission(rest)?.size], ["unsupported", 1]);
  assert.equal(omission(told.node("set").payload[2])?.size, 1);
  assert.deepEqual(told.node("none").payload, ["WeakSet"]);
  const untold = described({ map, key });
  assert.equal(untold.node("map").payload[4], "end");
  assert.equal(omission(untold.node("map").payload[5])?.reason, "unsupported");
  assert.equal(omission(described({ map }).node("map").payload[1])?.reason, "no-inspector");
});

test("describe() keeps code and private fields of an instance of a class of functions", () => {
  const Action: Loose = evaluate("class Action extends Function { #count = 3; }");
  const action = new Action("return 1");
  const { inspect } = inspector([[action, { privates: [["#count", 3]], scopes: [] }]]);
  const node = described({ action }, { inspect }).node("action");
  assert.deepEqual([node.keys.at(-1), node.values.at(-1), node.payload.length], ["#count", 3, 1]);
  assert.equal(node.keys.filter((key) => key === "#count").length, 1);
});

test("describe() says that a proxy is revoked, also where the engine keeps its target", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const { inspect } = inspector([[proxy, {
    internals: new Map<string, unknown>([["target", {}], ["handler", null]]),
  }]]);
  assert.equal(omission(described({ proxy }, { inspect }).node("proxy").payload[0])?.detail, "Revoked");
});

test("describe() finds out whether a native function of another name is a bound one", () => {
  const rename = (code: object) => Object.defineProperty(code, "name", { value: "other" });
  const [bound, native] = [rename((test as Loose).bind(1, 2)), rename(new Intl.Collator().compare)];
  const { inspect } = inspector([
    [bound, { internals: new Map<string, unknown>([["TargetFunction", test], ["BoundThis", 1], ["BoundArgs", [2]]]) }],
    [native, {}],
  ]);
  const file = described({ bound, native }, { inspect });
  assert.equal(file.node("bound").kind, NodeKind.bound);
  assert.deepEqual(file.node("bound").payload.slice(1), [1, 2]);
  assert.equal(file.property(file.node("bound"), "name"), "other");
  assert.equal(file.node("native").kind, NodeKind.function);
});

test("describe() says that these need an inspector", () => {
  const values = {
    fn: evaluate("() => 1"),
    proxy: new Proxy({}, {}),
    promise: Promise.resolve(1),
    bound: test.bind(null),
    map: new WeakMap(),
    generator: (function* () {})(),
  };
  const file = described(values);
  for (const name of Object.keys(values)) {
    assert.equal(omission(file.node(name).payload.at(-1))?.reason, "no-inspector", name);
  }
  assert.equal(file.description.omitted["no-inspector"], 6);
});

test("describe() asks about errors, whose stack the engine makes without code of the program", () => {
  class Problem extends Error {
    #code = 7;
    get code() {
      return this.#code;
    }
  }
  const traced = Object.defineProperty(new Problem("x"), "stack", { get: () => assert.fail("ran") });
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => assert.fail("ran");
  try {
    const problem = new Problem("x");
    const named = Object.defineProperty(new Problem("x"), "name", { get: () => assert.fail("ran") });
    const { asked, inspect } = inspector([[problem, { privates: [["#code", 7]] }]]);
    const file = described({ problem, named, traced }, { inspect });
    assert.deepEqual(file.property(file.node("problem"), "#code"), 7);
    for (const value of [named, traced]) assert.ok(!asked.flat().includes(value));
    assert.equal(omission(file.property(file.node("named"), "#code"))?.reason, "accessor");
  } finally {
    if (prepareStackTrace === undefined) delete (Error as Loose).prepareStackTrace;
    else Error.prepareStackTrace = prepareStackTrace;
  }
});

test("describe() asks nothing about values that an inspector would run code of", () => {
  const { asked, inspect } = inspector([]);
  const withLength = Object.defineProperty(() => {}, "length", { get: () => assert.fail("ran") });
  const withProxy = Object.setPrototypeOf(() => {}, new Proxy(Function.prototype, {}));
  class WithGetter {
    #x = 1;
    get splice() {
      return this.#x;
    }
  }
  const withGetter = new WithGetter();
  const file = described({ withLength, withProxy, withGetter }, { inspect });
  const all = new Set(asked.flat());
  for (const value of [withLength, withProxy, withGetter]) assert.ok(!all.has(value));
  assert.equal(omission(file.node("withLength").payload[1])?.reason, "accessor");
  assert.equal(omission(file.node("withProxy").payload[1])?.reason, "accessor");
  assert.equal(omission(file.node("withGetter").values[0])?.reason, "accessor");
});

test("describe() keeps the texts of functions up to a limit, nearest first; more of the program's own than of others'", () => {
  const many = Array.from({ length: 200 }, (_, i) => evaluate(`function f${i}() { return "${"x".repeat(4000)}" }`));
  const texts = (url: string) => {
    const location = { url, line: 1, column: 1 };
    const { inspect } = inspector(many.map((value) => [value, { location, scopes: [] }]));
    const { functions } = described({ many }, { inspect }).file.tables;
    assert.equal(functions.filter(({ hash }) => hash !== undefined).length, 200);
    return functions.flatMap(({ text }, i) => text === undefined ? [] : [i]);
  };
  const own = texts("file:///app/a.js");
  const others = texts("file:///app/node_modules/b/c.js");
  const runtime = texts("node:internal/a");
  assert.deepEqual(own, own.map((_, i) => i));
  assert.deepEqual(others, runtime);
  assert.ok(own.length > 60 && own.length < 66, String(own.length));
  assert.ok(others.length > 6 && others.length < 9, String(others.length));
});

test("describe() keeps no code when that is not wanted, but its hash", () => {
  const twice = evaluate("function twice(n) { return n * 2 }");
  const record = recordOf(described({ twice }, { code: false }), "twice");
  assert.equal(record.text, undefined);
  assert.match(record.hash ?? "", /^[0-9a-f]{64}$/);
});
