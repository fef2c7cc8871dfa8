/**
 * Exceptions, their frames and scopes, and serializers.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../../../capture/options.ts";
import { type LiveException, type LiveScope, UNINITIALIZED } from "../../../capture/snapshot/site.ts";
import { NodeKind } from "../../../dump/format.ts";
import { described, frameOf, omission, sent } from "./described.ts";

const CONTEXT = { limits: { ...DEFAULT_LIMITS, maxTimeMs: Infinity }, source: () => undefined };

function thrown(value: unknown, rest: Partial<LiveException> = {}): LiveException {
  return { value, frames: [], throws: [], ...rest };
}

class ShopError extends Error {}
class NamedError extends Error {
  override name = "Custom";
}

/** What was thrown, its name and its message. */
const THROWN: readonly (readonly [value: unknown, name: string, message: string])[] = [
  [new TypeError("bad"), "TypeError", "bad"],
  [new ShopError("sold out"), "ShopError", "sold out"],
  [new NamedError("x"), "NamedError", "x"],
  [Object.assign(new Error("x"), { name: "Validation" }), "Validation", "x"],
  [Object.assign(new Error("x"), { name: "" }), "Error", "x"],
  [new DOMException("gone", "AbortError"), "AbortError", "gone"],
  [Object.create(DOMException.prototype), "DOMException", ""],
  [{ message: "like an error" }, "Object", "like an error"],
  [Object.create({ message: "inherited" }), "Object", "inherited"],
  [{ message: 5 }, "Object", ""],
  [Object.defineProperty({}, "message", { get: () => assert.fail("ran") }), "Object", ""],
  [new Proxy(new Error("x"), {}), "Proxy", ""],
  [() => {}, "function", ""],
  ["text", "string", "text"],
  [-1, "number", "-1"],
  [-0, "number", "0"],
  [10n, "bigint", "10"],
  [Symbol("s"), "symbol", "Symbol(s)"],
  [undefined, "undefined", "undefined"],
  [null, "null", "null"],
  [Object.create(null), "Object", ""],
];

test("describe() names what was thrown, whatever it is", () => {
  for (const [value, name, message] of THROWN) {
    const { tables, ...rest } = describe([thrown(value)], CONTEXT);
    sent({ tables, ...rest });
    const [record] = tables.exceptions;
    assert.equal(record?.name, name);
    assert.equal(record?.message, message, name);
  }
});

test("describe() keeps the text of stacks as the runtime made it", () => {
  const error = new RangeError("far");
  const { stack } = describe([thrown(error)], CONTEXT).tables.exceptions[0]!;
  assert.equal(stack, error.stack);
  assert.equal(describe([thrown({ stack: "own text" })], CONTEXT).tables.exceptions[0]!.stack, "own text");
  assert.equal(describe([thrown(1)], CONTEXT).tables.exceptions[0]!.stack, undefined);
});

test("describe() keeps causes, members of aggregates and later throws", () => {
  const cause = new Error("cause");
  const member = new Error("member");
  const error = new AggregateError([member], "both", { cause });
  const later = { time: 1234, frames: [{ ...frameOf({ x: 1 }), functionName: "again" }] };
  const file = sent(describe(
    [thrown(error, { throws: [later] }), thrown(cause, { unavailable: "not seen" }), thrown(member)],
    { ...CONTEXT, links: [{ cause: 1, errors: [2] }, {}, {}] },
  ));
  const [first, second, third] = file.tables.exceptions;
  assert.equal(first?.cause, 1);
  assert.deepEqual(first?.errors, [2]);
  assert.equal(second?.unavailable, "not seen");
  assert.equal(first?.throws[0]?.time, 1234);
  assert.equal(file.tables.frames[first!.throws[0]!.frames[0]!]?.functionName, "again");
  const node = file.heap.node((file.heap.slot(first!.value) as { id: number }).id);
  assert.deepEqual(node.values[node.keys.indexOf("cause")], file.heap.slot(second!.value));
  assert.equal(file.tables.exceptions.indexOf(third!), 2);
});

test("describe() keeps all that a frame says", () => {
  const position = { url: "file:///a.ts", line: 1, column: 2 };
  const generated = { url: "file:///a.ts", line: 3, column: 4 };
  const receiver = { name: "this" };
  const frame = {
    ...frameOf({ a: 1 }),
    functionName: "Shop.buy",
    position,
    generated,
    async: true,
    origin: "library" as const,
    receiver: { value: receiver },
    parameters: ["a"],
    elided: 3,
  };
  const bare = { ...frameOf({}), scopes: [], unavailable: "it was waiting", receiver: { value: undefined } };
  const source = { url: position.url, text: "source", hash: "0".repeat(64) };
  const file = sent(describe([thrown(1, { frames: [frame, bare] })], {
    ...CONTEXT,
    source: (url) => url === position.url ? source : undefined,
  }));
  const [first, second] = file.tables.frames;
  assert.deepEqual({ ...first, this: undefined }, {
    functionName: "Shop.buy",
    async: true,
    origin: "library",
    scopes: [0],
    position,
    generated,
    source: 0,
    parameters: ["a"],
    elided: 3,
    this: undefined,
  });
  assert.deepEqual(file.tables.sources, [source]);
  assert.equal(file.heap.node((file.heap.slot(first!.this!) as { id: number }).id).values[0], "this");
  assert.ok("this" in second! && second.this === undefined);
  assert.equal(second?.unavailable, "it was waiting");
});

test("describe() keeps scopes with the same variables once", () => {
  const shared = {};
  const scope = (type: LiveScope["type"], values: readonly unknown[], name?: string): LiveScope => ({
    type,
    names: ["x"],
    values,
    ...(name !== undefined && { name }),
  });
  const scopes = [
    scope("closure", [shared]),
    scope("closure", [shared]),
    scope("closure", [{}]),
    scope("block", [shared]),
    scope("closure", [shared], "named"),
    scope("local", [0]),
    scope("local", [-0]),
    scope("local", [NaN]),
    scope("local", [NaN]),
    scope("local", ["0"]),
  ];
  const { tables } = describe([thrown(1, { frames: [{ ...frameOf({}), scopes }] })], CONTEXT);
  assert.deepEqual(tables.frames[0]!.scopes, [0, 0, 1, 2, 3, 4, 5, 6, 6, 7]);
});

test("describe() says that a variable was not initialised", () => {
  const file = described({ early: UNINITIALIZED });
  assert.deepEqual(omission(file.slot("early")), {
    reason: "failed",
    type: "uninitialized",
    detail: "It was not initialised yet",
  });
});

test("describe() stores what serializers say, and only tells what they throw", () => {
  class Money {
    readonly cents: number;

    constructor(cents: number) {
      this.cents = cents;
    }
  }
  class Dollars extends Money {}
  const serializers = [
    { name: "money", class: Money, store: (value: object) => ({ cents: (value as Money).cents, list: [1] }) },
    { name: "even", test: (value: object) => (value as { even?: boolean }).even === true, store: () => "even" },
    {
      name: "bad",
      class: Map,
      test: (value: object) => (value as Map<unknown, unknown>).size > 0,
      store: () => {
        throw new RangeError("no room");
      },
    },
    {
      name: "worse",
      class: Set,
      test: () => {
        throw Object.defineProperty({}, "message", { get: () => assert.fail("ran") });
      },
      store: () => 1,
    },
  ];
  const file = described({
    money: new Money(5),
    dollars: new Dollars(7),
    even: { even: true },
    odd: { even: false },
    map: new Map([[1, 2]]),
    empty: new Map(),
    set: new Set([1]),
    pretender: Object.create({ constructor: Money }),
  }, { serializers });
  assert.equal(file.node("money").kind, NodeKind.custom);
  const [name, stored] = file.node("dollars").payload;
  assert.equal(name, "money");
  assert.equal(file.nodeOf(stored).values[0], 7);
  assert.deepEqual(file.node("even").payload, ["even", "even"]);
  assert.equal(file.node("odd").kind, NodeKind.object);
  assert.equal(file.node("empty").kind, NodeKind.map);
  assert.equal(file.node("pretender").kind, NodeKind.object);
  assert.deepEqual(omission(file.node("map").payload[0]), {
    reason: "failed",
    type: "Map",
    detail: "The serializer bad failed: no room",
  });
  assert.match(omission(file.node("set").payload[0])?.detail ?? "", /^The serializer worse failed/);
});

test("describe() leaves out what is marked with keeptrace.skip", () => {
  const skip = Symbol.for("keeptrace.skip");
  class Connection {
    static [skip] = true;
    socket = "internal";
  }
  class Pooled extends Connection {}
  const marked = { [skip]: true, secret: "internal" };
  const inherited = Object.create({ [skip]: true }, { secret: { value: "internal" } });
  const notMarked = { [skip]: false, shown: 1 };
  const file = described({
    marked,
    inherited,
    connection: new Connection(),
    pooled: new Pooled(),
    notMarked,
    Connection,
  });
  for (const name of ["marked", "inherited", "connection", "pooled", "Connection"]) {
    assert.equal(omission(file.node(name).payload[0])?.reason, "skipped", name);
  }
  assert.equal(file.node("notMarked").kind, NodeKind.object);
  assert.ok(!file.text().includes('"internal"'));
  assert.equal(omission(file.node("pooled").payload[0])?.type, "Pooled");
});

test("describe() works with half of the stack used up", () => {
  const value = { a: [1, { b: new Map([[{}, {}]]) }], error: new Error("x") };
  let deepest = 0;
  let omitted: unknown;
  // Down to the end of the stack, and up again to half of it: calls may take less of it once they are compiled.
  const dive = (depth: number): void => {
    deepest = Math.max(deepest, depth);
    try {
      dive(depth + 1);
    } catch (error) {
      if (!(error instanceof RangeError) || depth > deepest / 2) throw error;
      omitted = describe([thrown(value)], CONTEXT).omitted;
    }
  };
  dive(1);
  assert.deepEqual({ ...omitted as object }, {});
});
