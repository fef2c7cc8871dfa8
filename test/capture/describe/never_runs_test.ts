/**
 * Traps in every position: describing runs none of the program's code, and leaves its values as they were.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { inspect, types } from "node:util";
import { runInNewContext } from "node:vm";
import type { DescribeContext, Description } from "../../../capture/describe/context.ts";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../capture/options.ts";
import { createRedactor } from "../../../capture/redact.ts";
import type { LiveException } from "../../../capture/snapshot/site.ts";
import { frameOf, omission, sent } from "./described.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

/** What ran, by the name of the trap. */
class Traps {
  readonly sprung: string[] = [];

  /** A function that reports that it ran. */
  readonly spring = (name: string): () => unknown => () => {
    this.sprung.push(name);
    return undefined;
  };

  /** An object whose every trap reports. */
  proxy(target: object, name: string): object {
    const traps = Object.getOwnPropertyNames(Reflect).filter((key) => typeof (Reflect as Loose)[key] === "function");
    return new Proxy(
      target,
      Object.fromEntries(traps.map((trap) => [trap, (...all: unknown[]) => {
        this.sprung.push(`${name}: ${trap}`);
        return Reflect.apply((Reflect as Loose)[trap], undefined, all);
      }])),
    );
  }

  /** An accessor that reports. */
  readonly accessor = (name: string): PropertyDescriptor => ({
    get: this.spring(`get ${name}`),
    set: this.spring(`set ${name}`),
    enumerable: true,
    configurable: true,
  });

  /** Defines accessors on an object. */
  define<T extends object>(object: T, name: string, keys: readonly PropertyKey[]): T {
    for (const key of keys) Reflect.defineProperty(object, key, this.accessor(`${name}.${String(key)}`));
    return object;
  }
}

/** Keys that something may look for on any object. */
const KEYS: readonly PropertyKey[] = [
  "constructor",
  "then",
  "toJSON",
  "toString",
  "valueOf",
  "name",
  "message",
  "cause",
  "errors",
  "size",
  "keys",
  "entries",
  "values",
  "next",
  "get",
  "has",
  "set",
  "value",
  "writable",
  "splice",
  "buffer",
  "byteLength",
  "flags",
  "source",
  "global",
  "exec",
  "inspect",
  inspect.custom,
  Symbol.for("keeptrace.skip"),
  Symbol.for("Deno.customInspect"),
  Symbol.iterator,
  Symbol.asyncIterator,
  Symbol.toPrimitive,
  Symbol.toStringTag,
  Symbol.hasInstance,
  Symbol.isConcatSpreadable,
  Symbol.species,
  Symbol.unscopables,
  Symbol.match,
  Symbol.matchAll,
  Symbol.replace,
  Symbol.search,
  Symbol.split,
];

const KEYS_OF_ERRORS = KEYS.concat("stack");

/** Values with traps in every position. */
function trapped(traps: Traps): Record<string, unknown> {
  const { define, proxy } = { define: traps.define.bind(traps), proxy: traps.proxy.bind(traps) };
  const own = (value: object, name: string) => define(value, name, KEYS);
  class Getters {
    field = 1;
    #secret = 2;
    get secret() {
      traps.sprung.push("Getters.secret");
      return this.#secret;
    }
    static get statical() {
      return traps.spring("Getters.statical")();
    }
  }
  define(Getters.prototype, "Getters.prototype", KEYS.filter((key) => key !== "constructor"));
  class Named {
    static override = 1;
  }
  Object.defineProperty(Named, "name", traps.accessor("Named.name"));
  class Bag extends Map {}
  define(Bag.prototype, "Bag.prototype", KEYS.filter((key) => key !== "set" && key !== "constructor"));
  class Failure extends Error {}
  define(Failure.prototype, "Failure.prototype", KEYS_OF_ERRORS);
  const late = new Error("late");
  define(late, "late", ["name", "message", "toString"]);
  const captured = define({}, "captured", ["name", "message", "toString"]);
  Error.captureStackTrace(captured);
  const generator = (function* () {
    traps.sprung.push("generator");
    yield 1;
  })();
  const thenable = { then: traps.spring("then") };
  const elements = [1, 2, 3];
  define(elements, "elements", [1]);
  const oddArguments = (function (..._all: unknown[]) {
    return own(arguments, "arguments");
  })(1, 2);
  return {
    getters: new Getters(),
    Getters,
    named: new Named(),
    own: own({}, "own"),
    ownArray: own([1], "ownArray"),
    elements,
    bag: new (Bag as Loose)([[1, 2]]),
    ownMap: own(new Map([[1, 2]]), "ownMap"),
    ownSet: own(new Set([1]), "ownSet"),
    ownDate: own(new Date(0), "ownDate"),
    ownRegExp: own(/x/g, "ownRegExp"),
    ownBuffer: own(new ArrayBuffer(8), "ownBuffer"),
    ownView: own(new Uint8Array(8), "ownView"),
    ownBoxed: own(Object("x"), "ownBoxed"),
    ownPromise: own(Promise.resolve(1), "ownPromise"),
    ownWeak: own(new WeakMap(), "ownWeak"),
    ownFunction: own(() => {}, "ownFunction"),
    ownBound: own((() => {}).bind(null), "ownBound"),
    ownError: define(new Error("x"), "ownError", KEYS_OF_ERRORS),
    ownUrl: own(new URL("https://a.test/"), "ownUrl"),
    ownHeaders: own(new Headers({ a: "1" }), "ownHeaders"),
    ownException: own(new DOMException("m"), "ownException"),
    failure: new Failure("x"),
    late,
    captured,
    aggregate: define(new AggregateError([1], "m"), "aggregate", ["errors", "cause"]),
    generator,
    thenable,
    oddArguments,
    proxy: proxy({ a: 1 }, "proxy"),
    proxyOfArray: proxy([1, 2], "proxyOfArray"),
    proxyOfFunction: proxy(() => {}, "proxyOfFunction"),
    proxyOfError: proxy(new Error("x"), "proxyOfError"),
    proxyAsPrototype: Object.create(proxy({}, "prototype")),
    proxyAboveArray: Object.setPrototypeOf([1], proxy([], "prototype of an array")),
    proxyAboveError: Object.setPrototypeOf(new Error("x"), proxy(new Error("y"), "prototype of an error")),
    proxyAsConstructor: Object.create({ constructor: proxy(class {}, "constructor") }),
    proxyAsPrototypeOfClass: Reflect.construct(
      Object,
      [],
      Object.assign(function () {}, { prototype: proxy({}, "of class") }),
    ),
    proxyAsCause: new Error("x", { cause: proxy(new Error("y"), "cause") }),
    proxyAsKey: new Map([[proxy({}, "key"), proxy({}, "value")]]),
    proxyAsMember: new Set([proxy({}, "member")]),
    proxyAsElement: [proxy({}, "element")],
    accessorOfProxies: Object.defineProperty({}, "x", { get: proxy(() => {}, "getter") as () => unknown }),
    foreign: own(runInNewContext("({})"), "foreign"),
    foreignError: define(runInNewContext("new Error('x')"), "foreignError", KEYS_OF_ERRORS),
    token: own({ toString: traps.spring("secret") }, "token"),
    password: proxy({}, "password"),
  };
}

function describeAll(variables: Record<string, unknown>, value: unknown, limits: Partial<Limits> = {}): Description {
  return prepare(variables, value, limits)();
}

/** All that goes before describing. */
function prepare(
  variables: Record<string, unknown>,
  value: unknown,
  limits: Partial<Limits> = {},
): () => Description {
  const exceptions: LiveException[] = [{ value, frames: [frameOf(variables)], throws: [] }];
  const context: DescribeContext = {
    limits: { ...DEFAULT_LIMITS, maxTimeMs: Infinity, ...limits },
    source: () => undefined,
    redact: createRedactor(),
  };
  return () => describe(exceptions, context);
}

test("describe() springs no trap, in any position", () => {
  for (const depth of [0, 1, 2, Infinity]) {
    const traps = new Traps();
    const variables = trapped(traps);
    traps.sprung.length = 0;
    for (const name of Object.keys(variables)) {
      describeAll({ [name]: variables[name] }, variables[name], { depth });
      assert.deepEqual(traps.sprung, [], name);
    }
    const { tables } = sent(describeAll(variables, variables["failure"], { depth }));
    assert.deepEqual(traps.sprung, []);
    assert.equal(tables.scopes[0]!.names.length, Object.keys(variables).length);
  }
});

test("describe() springs no trap when limits cut", () => {
  for (const limits of [{ maxItems: 0 }, { maxItems: 1 }, { maxNodes: 1 }, { maxBytes: 1 }, { maxStringLength: 0 }]) {
    const traps = new Traps();
    const variables = trapped(traps);
    traps.sprung.length = 0;
    sent(describeAll(variables, variables["failure"], limits));
    assert.deepEqual(traps.sprung, [], JSON.stringify(limits));
  }
});

/** Everything that a program could patch and a walker could use. */
const PATCHED: readonly object[] = [
  Array.prototype,
  Array,
  Map.prototype,
  Set.prototype,
  WeakMap.prototype,
  WeakSet.prototype,
  WeakRef.prototype,
  String.prototype,
  Number.prototype,
  BigInt.prototype,
  Boolean.prototype,
  Symbol.prototype,
  RegExp.prototype,
  Date.prototype,
  Error.prototype,
  Promise.prototype,
  ArrayBuffer.prototype,
  SharedArrayBuffer.prototype,
  DataView.prototype,
  Object.getPrototypeOf(Int8Array.prototype),
  Function.prototype,
  Object.prototype,
  Object,
  Reflect,
  JSON,
  Math,
  Number,
  String,
  Object.getPrototypeOf([].values()),
  Object.getPrototypeOf(new Map().values()),
  Object.getPrototypeOf(new Set().values()),
  URL.prototype,
  URLSearchParams.prototype,
  Blob.prototype,
  DOMException.prototype,
  Intl.NumberFormat.prototype,
];

/** Runs `work` while every method and getter of the built-ins reports its calls. */
function withPatches(traps: Traps, work: () => void): void {
  const before: [object, PropertyKey, PropertyDescriptor][] = [];
  const { defineProperty } = Object;
  const { apply } = Reflect;
  let armed = false;
  const { sprung } = traps;
  for (const object of PATCHED) {
    for (const key of Reflect.ownKeys(object)) {
      const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
      if (descriptor.configurable !== true || key === "constructor") continue;
      before[before.length] = [object, key, descriptor];
    }
  }
  const report = <Code extends (...all: Loose[]) => unknown>(code: Code, name: string): Code =>
    function (this: unknown, ...all: unknown[]) {
      if (armed) {
        armed = false;
        sprung[sprung.length] = name;
        armed = true;
      }
      return new.target === undefined ? apply(code, this, all) : Reflect.construct(code, all, new.target);
    } as unknown as Code;
  for (let at = 0; at < before.length; at++) {
    const [object, key, { value, get, ...rest }] = before[at]!;
    const name = String(key);
    if (typeof value === "function") defineProperty(object, key, { ...rest, value: report(value, name) });
    else if (get !== undefined) defineProperty(object, key, { ...rest, get: report(get, `get ${name}`) });
  }
  try {
    armed = true;
    work();
  } finally {
    armed = false;
    for (let at = 0; at < before.length; at++) defineProperty(before[at]![0], before[at]![1], before[at]![2]);
  }
}

test("describe() uses no built-in that the program has patched", () => {
  const traps = new Traps();
  const variables = trapped(traps);
  const more = {
    plain: { a: [1, "b", -0, 1n, null, { c: Symbol("d") }], e: "a string that is longer than thirty-two units" },
    map: new Map<unknown, unknown>([["authorization", "x"], [{}, []]]),
    set: new Set(["a", /x/g, new Date(0)]),
    buffer: new Uint16Array([1, 2, 3]),
    text: "see https://user:hunter22@a.test/?token=abc and Bearer abcdef0123456789",
    blob: new Blob(["x"]),
    format: new Intl.NumberFormat("de"),
    weak: new WeakRef({}),
    mine: class Mine {
      static x = [1];
      #y = 2;
      z() {
        return this.#y;
      }
    },
  };
  // The runtime makes the text of a stack when it is first looked at, with the built-ins that there are then.
  const error = new Error("x");
  for (const thrown of [error, ...Object.values(variables)]) if (types.isNativeError(thrown)) void thrown.stack;
  traps.sprung.length = 0;
  const works = [prepare(more, error), prepare(variables, variables["failure"])];
  withPatches(traps, () => {
    works[0]!();
    works[1]!();
  });
  assert.deepEqual(traps.sprung, []);
});

test("describe() is not fooled by what Object.prototype has got", () => {
  const traps = new Traps();
  const keys = [
    "get",
    "set",
    "value",
    "writable",
    "enumerable",
    "configurable",
    "done",
    "omitted",
    "internals",
    "length",
  ];
  const value = { a: 1, list: [1, 2], got: Object.defineProperty({}, "x", { get: () => 1 }) };
  const work = prepare({ value }, undefined);
  try {
    for (const key of keys) {
      Object.defineProperty(
        Object.prototype,
        key,
        Object.assign(Object.create(null), traps.accessor(key), { enumerable: false }),
      );
    }
    traps.sprung.length = 0;
    work();
  } finally {
    for (const key of keys) delete (Object.prototype as Loose)[key];
  }
  assert.deepEqual(traps.sprung, []);
});

test("describe() leaves values as they were", () => {
  const regexp = /a/g;
  regexp.test("aa");
  const generator = (function* () {
    yield 1;
    yield 2;
  })();
  generator.next();
  const iterator = new Map([[1, 1], [2, 2]]).entries();
  iterator.next();
  const error = Object.freeze(new Error("x"));
  const keys = Reflect.ownKeys(error);
  const format = (thrown: Error) => `prepared ${thrown.message}`;
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.prepareStackTrace = format;
  try {
    describeAll({ regexp, generator, iterator, error, late: new Error("late") }, error);
    assert.equal(Error.prepareStackTrace, format);
  } finally {
    // Defined anew, it would mean nothing any more to JavaScriptCore.
    if (before === undefined) delete (Error as Loose).prepareStackTrace;
    else Error.prepareStackTrace = before.value;
  }
  assert.equal(regexp.lastIndex, 1);
  assert.deepEqual(generator.next(), { value: 2, done: false });
  assert.deepEqual(iterator.next().value, [2, 2]);
  assert.deepEqual(Reflect.ownKeys(error), keys);
  assert.ok(Object.isFrozen(error));
});

test("describe() does not call what formats stacks", () => {
  let calls = 0;
  const errors = [new Error("first"), new RangeError("second"), runInNewContext("new Error('third')") as Error];
  const foreign = errors[2]!.constructor as ErrorConstructor;
  const format = () => {
    calls++;
    return "formatted";
  };
  foreign.prepareStackTrace = format;
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  try {
    Object.defineProperty(Error, "prepareStackTrace", {
      get: () => {
        calls++;
        return format;
      },
      configurable: true,
    });
    const { tables } = describeAll({ errors }, errors[0]);
    assert.match(tables.exceptions[0]!.stack ?? "", /^Error: first\n/);
  } finally {
    if (before === undefined) delete (Error as Loose).prepareStackTrace;
    else Object.defineProperty(Error, "prepareStackTrace", before);
  }
  assert.equal(calls, 0);
});

test("describe() says that a stack cannot be read without running code", () => {
  const error = new Error("x");
  Object.defineProperty(error, "name", { get: () => assert.fail("ran") });
  const description = describeAll({ error }, error);
  const file = sent(description);
  const node = file.heap.node(0);
  assert.equal(omission(node.values[node.keys.indexOf("stack")])?.reason, "accessor");
  assert.equal(description.tables.exceptions[0]!.stack, undefined);
});
