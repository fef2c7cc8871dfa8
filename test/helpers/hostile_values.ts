/**
 * Values that no recorder would write and that a reader must survive: each alone in a dump.
 *
 * @module
 */
import { Attribute, NodeKind, type Wire } from "../../dump/format.ts";
import { accessor, bigint, builtin, type DumpBuilder, hole, omitted, registered, wellKnown } from "./dump_builder.ts";

/** Names that mean something to the language. */
export const NAMES: readonly string[] =
  "__proto__ constructor prototype then toJSON toString valueOf length name message stack cause errors hasOwnProperty"
    .split(" ");

/** Puts a node of the platform into a dump. */
function host(dump: DumpBuilder, path: string, ...slots: readonly Wire[]): Wire {
  return dump.node(NodeKind.host, { prototype: dump.builtinClass(path), payload: [path, ...slots] });
}

function view(dump: DumpBuilder, name: string, ...payload: readonly Wire[]): Wire {
  return dump.node(NodeKind.view, { prototype: dump.builtinClass(name), payload: [name, ...payload] });
}

/** An object of class `kind` that holds itself in all its slots. */
function ofItself(dump: DumpBuilder, kind: NodeKind, payload: (self: Wire) => readonly Wire[]): Wire {
  const self = dump.reserve();
  return dump.fill(self, kind, { payload: payload(self) });
}

/** A chain of nodes, each made from the one before. */
function chain(length: number, first: Wire, next: (before: Wire) => Wire): Wire {
  let value = first;
  for (let at = 0; at < length; at++) value = next(value);
  return value;
}

function hostileGetters(dump: DumpBuilder): Wire {
  const getter = dump.function({ name: "get", kind: "getter", text: "get x() { throw 1 }" });
  const get = accessor(getter, dump.function({ name: "set", kind: "setter", length: 1 }));
  const keys: Wire[] = [
    ...NAMES,
    "0",
    "size",
    "nodeType",
    ...["iterator", "asyncIterator", "toStringTag", "toPrimitive", "species", "hasInstance"].map(wellKnown),
    ...["nodejs.util.inspect.custom", "Deno.customInspect", "keeptrace.skip"].map(registered),
  ];
  const properties = keys.map((key) => [key, get] as const);
  return dump.array(
    dump.object(properties),
    dump.node(NodeKind.array, { properties: properties.filter(([key]) => key !== "length") }),
    dump.node(NodeKind.error, { properties }),
    dump.node(NodeKind.map, { properties }),
    dump.node(NodeKind.promise, { properties, payload: ["fulfilled", dump.object(properties)] }),
    dump.function({ name: "f" }, [], { properties }),
    dump.node(NodeKind.date, { properties, payload: [0] }),
    dump.node(NodeKind.regexp, { properties, payload: ["a", "g", 0] }),
  );
}

function namesEverywhere(dump: DumpBuilder): Wire {
  const callable = dump.function({ name: "then", length: 2, text: "function then(resolve) { resolve(1) }" });
  const values: readonly Wire[] = [dump.object({ polluted: true }), callable, builtin("Function"), 1, null];
  return dump.array(...values.flatMap((value) => {
    const properties = NAMES.map((name) => [name, value] as const);
    const prototype = dump.class({
      name: "__proto__",
      members: NAMES.map((name) => ({ key: name, kind: "value" as const, value })),
      statics: NAMES.map((name) => ({ key: name, kind: "value" as const, value })),
    });
    return [
      dump.object(properties),
      dump.object(properties, { prototype: null }),
      dump.object(properties, { prototype, integrity: 3 }),
      dump.node(NodeKind.error, { properties }),
      dump.node(NodeKind.map, { properties, payload: NAMES.flatMap((name) => [name, value]) }),
      dump.function({ name: "constructor", kind: "class", class: prototype }, [], { properties }),
      dump.node(NodeKind.module, { prototype: null, properties }),
      dump.node(NodeKind.custom, { properties, payload: ["__proto__", value] }),
      host(dump, "constructor", value),
      host(dump, "__proto__", value),
    ];
  }));
}

/**
 * One variable each, by what is bad about it.
 *
 * @param many How much of it there is, of what can be much.
 */
export function hostileValues(many: number): Readonly<Record<string, (dump: DumpBuilder) => Wire>> {
  return {
    "views outside of their buffers": (dump) => {
      const buffer = dump.node(NodeKind.buffer, { payload: [new Uint8Array(8), false, undefined] });
      return dump.array(
        view(dump, "Float64Array", buffer, 2 ** 40, 2 ** 50),
        view(dump, "Float64Array", buffer, 3, 1),
        view(dump, "DataView", buffer, 9, undefined),
        view(dump, "BigInt64Array", buffer, 8, undefined),
        view(dump, "Uint8Array", dump.object({}), 0, 1),
        ofItself(dump, NodeKind.view, (self) => ["Uint8Array", self, 0, 1]),
      );
    },
    "buffers that could grow without end": (dump) =>
      dump.array(
        ...[2 ** 53 - 1, 2 ** 32, 1, undefined].flatMap((maximum) =>
          [false, true].map((shared) => dump.node(NodeKind.buffer, { payload: [new Uint8Array(8), shared, maximum] }))
        ),
      ),
    "arrays as long as can be": (dump) =>
      dump.array(
        dump.array(1, hole(2 ** 32 - 3), 2),
        dump.array(hole(2 ** 32 - 2), 1),
        dump.node(NodeKind.arguments, { payload: [hole(2 ** 32 - 2), 1] }),
      ),
    "a Map of very many entries": (dump) => {
      const shared = dump.object({ a: 1 });
      const payload: Wire[] = [];
      for (let at = 0; at < 10 * many; at++) payload.push(at, shared);
      return dump.node(NodeKind.map, { payload });
    },
    "a Map and a Set of one node very many times": (dump) => {
      const shared = dump.object({ a: 1 });
      const map = dump.node(NodeKind.map, { payload: new Array<Wire>(10 * many).fill(shared) });
      return dump.array(map, dump.node(NodeKind.set, { payload: new Array<Wire>(10 * many).fill(shared) }));
    },
    "an array of very many elements, and an object of many properties": (dump) =>
      dump.array(
        dump.node(NodeKind.array, { payload: Array.from({ length: 10 * many }, (_, at) => at) }),
        dump.object(Array.from({ length: many }, (_, at) => [`key${at}`, at] as const)),
      ),
    "regular expressions that never end, or are none": (dump) =>
      dump.array(...[
        ["^(a+)+$", "g", 0],
        ["(".repeat(many), "", 0],
        [`${"(".repeat(many)}${")".repeat(many)}`, "", 0],
        ["(?:a?){4294967295}", "u", 1e300],
        ["a", "gggg", 0],
        ["[", "v", 0],
        ["\ud800", "u", -1],
        ["a".repeat(10 * many), "", 0],
        [`${"(a)".repeat(many / 4)}`, "d", 0],
      ].map((payload) => dump.node(NodeKind.regexp, { payload: payload as Wire[] }))),
    "dates out of range": (dump) =>
      dump.array(
        ...[1e300, [-(2 ** 53 - 1)], Infinity, NaN, 8.64e15, 8.64e15 + 1, 0.5].map((time) =>
          dump.node(NodeKind.date, { payload: [time as Wire] })
        ),
      ),
    "the longest BigInts": (dump) => {
      const longest = 16n ** 131_072n - 1n;
      return dump.array(
        ...new Array<Wire>(20).fill(bigint(longest)),
        dump.node(NodeKind.boxed, { payload: [bigint(longest)] }),
      );
    },
    "objects of Intl and Temporal with bad options": (dump) => {
      const options = (extra: Readonly<Record<string, Wire>>): Wire => dump.object({ locale: "en", ...extra });
      const bad = [
        options({ locale: "x".repeat(10 * many) }),
        options({ minimumFractionDigits: 1e9, maximumFractionDigits: 1e9, minimumIntegerDigits: 2 ** 32 }),
        options({ timeZone: "../../../etc/passwd", calendar: "__proto__", numberingSystem: "\u0000" }),
        options({ style: "currency", currency: "\u202e", unit: "x".repeat(many) }),
        options({ ["__proto__"]: "x", constructor: "y", then: 1 }),
        1,
        "en",
        null,
      ];
      const classes = [
        "NumberFormat",
        "DateTimeFormat",
        "Collator",
        "Segmenter",
        "DisplayNames",
        "Locale",
        "__proto__",
      ];
      const times = ["Instant", "Duration", "PlainDate", "ZonedDateTime", "Now", "constructor"];
      return dump.array(
        ...classes.flatMap((name) => bad.map((slot) => host(dump, `Intl.${name}`, slot))),
        ...times.flatMap((name) =>
          ["x", "P1e400Y", `+999999-01-01T00:00${"0".repeat(many)}`].map((text) => host(dump, `Temporal.${name}`, text))
        ),
      );
    },
    "platform objects of bad members": (dump) =>
      dump.array(
        host(dump, "URL", "javascript:alert(1)"),
        host(dump, "URL", `http://${"a.".repeat(many)}/`),
        host(dump, "URL", "http://[::1"),
        host(dump, "URL", `http://h/${"%".repeat(10 * many)}`),
        host(dump, "URLSearchParams", "a=1&".repeat(many)),
        host(dump, "Headers", "__proto__", "x", "a\r\nb", "c", "set-cookie", "\u0000"),
        host(dump, "Headers", ...Array.from({ length: many / 5 }, (_, at) => [`h${at}`, "v"]).flat()),
        host(dump, "FormData", ...new Array<Wire>(many / 4).fill("x"), 1),
        host(dump, "Blob", "\u001b[2J", 2 ** 53 - 1),
        host(dump, "File", "t", -0, "../../etc/passwd", NaN),
        host(dump, "Response", 99999, "\u202e", dump.object({}), "x".repeat(10 * many), 7, null),
        host(dump, "DOMException", "m", "__proto__", 25),
        host(dump, "AbortSignal", "yes", null),
      ),
    "symbols with bad names": (dump) => {
      const long = dump.node(NodeKind.symbol, { prototype: null, payload: ["\u001b[2J\u202e".repeat(many)] });
      return dump.object([
        [long, long],
        [registered("__proto__"), registered("\u0000".repeat(1000))],
        [wellKnown("__proto__"), wellKnown("x".repeat(1000))],
        [wellKnown("species"), 1],
        ["boxed", dump.node(NodeKind.boxed, { payload: [long] })],
      ]);
    },
    "names of a megabyte": (dump) => {
      const name = "Ω\u001b]0;x\u0007".repeat(many);
      const prototype = dump.class({ name, members: [{ key: name, kind: "accessor" }], statics: [] });
      return dump.array(
        dump.object({ [name]: 1 }, { prototype }),
        dump.function({ name, kind: "class", class: prototype }),
        dump.function({ name, text: name }),
        dump.node(NodeKind.error, { properties: { name, message: name, stack: `${name}\n    at ${name}`.repeat(3) } }),
        dump.node(NodeKind.string, {
          prototype: null,
          payload: [name, omitted({ reason: "length", size: 2 ** 53 - 1 })],
        }),
        builtin(name.slice(0, 1000)),
        omitted({ reason: "failed", type: name, detail: name }),
        host(dump, name, 1),
        dump.node(NodeKind.custom, { payload: [name, 1] }),
        dump.node(NodeKind.module, { prototype: null, properties: { [name]: 1 } }),
      );
    },
    "prototypes in circles and without end": (dump) => {
      const [a, b, self] = [dump.reserve(), dump.reserve(), dump.reserve()];
      dump.fill(a, NodeKind.object, { prototype: b, properties: { a } });
      dump.fill(b, NodeKind.object, { prototype: a, properties: { b } });
      dump.fill(self, NodeKind.array, { prototype: self });
      const long = chain(many, dump.object({}), (prototype) => dump.object({}, { prototype: prototype as number }));
      return dump.array(
        a,
        b,
        self,
        long,
        dump.object({}, { prototype: dump.function({ name: "f" }) }),
        dump.object({}, { prototype: dump.node(NodeKind.proxy, { payload: [a, b] }) }),
        dump.object({}, { prototype: dump.node(NodeKind.omitted, { payload: [omitted({ reason: "depth" })] }) }),
        dump.object({}, { prototype: dump.node(NodeKind.symbol, { prototype: null, payload: [undefined] }) }),
      );
    },
    "proxies of themselves and of each other": (dump) => {
      const [a, b, handler] = [dump.reserve(), dump.reserve(), dump.reserve()];
      dump.fill(a, NodeKind.proxy, { payload: [b, a] });
      dump.fill(b, NodeKind.proxy, { payload: [a, handler] });
      dump.fill(handler, NodeKind.object, { prototype: a, properties: { get: a, ownKeys: b } });
      const nested = chain(
        10_000,
        dump.object({}),
        (target) => dump.node(NodeKind.proxy, { payload: [target, handler] }),
      );
      const trapped = dump.node(NodeKind.proxy, {
        payload: [
          dump.object({ then: 1, constant: 2 }, { integrity: 3 }),
          dump.object(NAMES.map((name) => [name, a] as const)),
        ],
      });
      return dump.array(a, b, ofItself(dump, NodeKind.proxy, (self) => [self, self]), nested, trapped);
    },
    "functions bound to themselves": (dump) =>
      dump.array(
        ofItself(dump, NodeKind.bound, (self) => [self, self, self, self]),
        chain(many, dump.function({ name: "f" }), (target) => dump.node(NodeKind.bound, { payload: [target, target] })),
      ),
    "values that hold themselves": (dump) =>
      dump.array(
        ofItself(dump, NodeKind.promise, (self) => ["fulfilled", self]),
        ofItself(dump, NodeKind.promise, (self) => ["rejected", self]),
        ofItself(dump, NodeKind.weak, (self) => ["WeakRef", self]),
        ofItself(dump, NodeKind.weak, (self) => ["WeakMap", self, self, 1, 2]),
        ofItself(dump, NodeKind.weak, (self) => ["WeakSet", self, "x"]),
        ofItself(dump, NodeKind.generator, (self) => ["suspended", self, self]),
        ofItself(dump, NodeKind.map, (self) => [self, self]),
        ofItself(dump, NodeKind.set, (self) => [self]),
        ofItself(dump, NodeKind.boxed, (self) => [self]),
        ofItself(dump, NodeKind.array, (self) => [self, self]),
        ofItself(dump, NodeKind.custom, (self) => ["x", self]),
        ofItself(dump, NodeKind.host, (self) => ["AbortController", self]),
        ofItself(dump, NodeKind.host, (self) => ["Request", self, self, self, self, self]),
      ),
    "getters on everything": hostileGetters,
    "names of the language at every position": namesEverywhere,
    "a long chain of causes": (dump) =>
      chain(
        many,
        undefined,
        (cause) =>
          dump.node(NodeKind.error, { properties: { message: "m", stack: "Error: m\n    at f (a.js:1:1)", cause } }),
      ),
    "an AggregateError of itself": (dump) => {
      const [error, members] = [dump.reserve(), dump.reserve()];
      dump.fill(members, NodeKind.array, { payload: [error, members, error] });
      const prototype = dump.builtinClass("AggregateError");
      return dump.fill(error, NodeKind.error, {
        prototype,
        properties: { message: "m", errors: members, cause: error },
      });
    },
    "a long list of objects": (dump) => chain(many, null, (next) => dump.object({ next })),
    "a long list of arrays": (dump) => chain(many, null, (next) => dump.array(next)),
    "a long list of Maps": (dump) => chain(many, null, (next) => dump.node(NodeKind.map, { payload: [next, next] })),
    "a long list of promises": (dump) =>
      chain(many, null, (next) => dump.node(NodeKind.promise, { payload: ["fulfilled", next] })),
    "a graph of 2^60 paths": (dump) =>
      dump.array(
        chain(60, dump.object({ end: true }), (next) => dump.object({ left: next, right: next })),
        chain(60, dump.object({ end: true }), (next) => dump.array(next, next)),
        chain(60, dump.object({ end: true }), (next) => dump.node(NodeKind.map, { payload: [next, next] })),
      ),
    "text that is slow to search": (dump) =>
      dump.array(
        ...[
          "a",
          "ey",
          "eyJa.",
          "://",
          "a:",
          "http://a:",
          "-----BEGIN ",
          "-----BEGIN RSA PRIVATE KEY-----",
          "AKIA",
          "ghp_",
          "=",
          "Bearer ",
          "password=",
          " ",
          "\n",
          "\n    at ",
          "    at a (",
          "(",
          "@",
          "a@",
          "/",
          "\\",
          "\u001b",
          "\ud83d\ude00",
          "0",
          "A0-_",
          "sk_live_",
          "xoxb-1",
        ].map((part) => part.repeat(Math.ceil(4 * many / part.length))),
        "\u200d👩".repeat(many),
      ),
    "functions whose text is bad to read": (dump) =>
      dump.array(
        ...[
          `function f(${"(".repeat(many)}`,
          `(${"[".repeat(many)}`,
          `function f() { return ${"a => ".repeat(many)}1 }`,
          `function f() { return \`${"${`".repeat(many / 5)} }`,
          `/${"[".repeat(many)}`,
          "/*".repeat(many),
          `class A { ${"static x = 1; ".repeat(many / 5)} }`,
          "function f() {\n".repeat(many / 5),
          "[native code]",
          "process.exit(1)",
          "function f({a, ...b} = {}, [c] = [], ...d) { throw 1 }",
        ].map((text) =>
          dump.function({ name: "f", text, length: 2 ** 32, position: { url: "x", line: 2 ** 53 - 1, column: 0 } })
        ),
      ),
    "paths of built-ins that lead elsewhere": (dump) =>
      dump.array(
        ...[
          "Function.prototype.constructor",
          "Object.__proto__.constructor",
          "globalThis",
          "process.mainModule.require",
          "Array.prototype[Symbol.iterator].constructor",
          "Reflect.construct",
          `Object${".a".repeat(490)}`,
          "%".repeat(1000),
          "[Symbol.iterator]".repeat(58),
          "",
          ".",
        ].map(builtin),
      ),
    "attributes and integrity that contradict": (dump) => {
      const properties = [["length", 1], ["length", 2], ["0", 3], ["#a", 4], ["#a", 5], ["prototype", 6]] as const;
      const attributes = { 0: 0, 1: 7, 2: Attribute.private, 3: Attribute.private, 4: Attribute.private | 7, 5: 0 };
      const payloads: readonly (readonly [NodeKind, readonly Wire[]])[] = [
        [NodeKind.object, []],
        [NodeKind.array, [1, hole(5), 2]],
        [NodeKind.arguments, [1]],
        [NodeKind.error, []],
        [NodeKind.function, [dump.functionRecord({ name: "f" })]],
        [NodeKind.buffer, [new Uint8Array(8), false, 16]],
        [NodeKind.map, [1, 2]],
        [NodeKind.module, []],
      ];
      return dump.array(
        ...([0, 1, 2, 3] as const).flatMap((integrity) =>
          payloads.map(([kind, payload]) => dump.node(kind, { integrity, properties, attributes, payload }))
        ),
      );
    },
  };
}
