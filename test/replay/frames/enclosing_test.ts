import assert from "node:assert/strict";
import test from "node:test";
import type { ScopeType, Wire } from "../../../dump/format.ts";
import { writeDump } from "../../../dump/write.ts";
import { openDump, type Session } from "../../../replay/mod.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";

const SOURCE = `export function outer(items: string[], depth: number): void {
  const total: Map<string, { a: number }> = new Map();
  for (const item of items) {
    const double = item + item;
    [1].forEach((index) => {
      throw new Error(\`\${index}\`);
    });
  }
  {
    const total = "inner";
    helper();
  }
  function helper() {
    throw new Error("x");
  }
}
function stranger() {
  throw new Error("y");
}
`;

type Scopes = readonly (readonly [type: ScopeType, variables: Readonly<Record<string, Wire>>, name?: string])[];

/** A session with frames in {@linkcode SOURCE}, each a line, a column and scopes. */
function open(
  build: (dump: DumpBuilder) => readonly (readonly [line: number, column: number, scopes: Scopes])[],
): Session {
  const dump = new DumpBuilder();
  const url = "file:///app/outer.ts";
  const source = dump.source(url, SOURCE);
  const frames = build(dump).map(([line, column, scopes]) =>
    dump.frame({
      position: { url, line, column },
      source,
      scopes: scopes.map(([type, variables, name]) => dump.scope(type, variables, name)),
    })
  );
  dump.exception({ value: null, frames });
  return openDump(writeDump(dump.build()));
}

/** Values that the innermost frame finds outside of its own scopes. */
async function outerValues(session: Session, ...names: readonly string[]): Promise<unknown[]> {
  const [frame] = session.frames;
  return await Promise.all(names.map(async (name) => (await session.findOuter(frame!, name))?.variable.value));
}

test("Session.findOuter() finds what a callback does not use in the frame of the function around", async () => {
  const session = open(() => [
    [6, 13, [["local", { index: 1 }]]],
    [5, 9, [["block", { double: "aa" }], ["block", { item: "a" }], ["local", { items: 7, total: 8, depth: 9 }]]],
  ]);
  assert.deepEqual(await outerValues(session, "items", "item", "double", "total", "index", "nothing"), [
    7,
    "a",
    "aa",
    8,
    undefined,
    undefined,
  ]);
  const found = await session.findOuter(session.frames[0]!, "items");
  assert.equal(found?.frame, session.frames[1]);
});

test("Session.findOuter() looks past the calls between", async () => {
  const session = open(() => [
    [6, 13, [["local", { index: 1 }]]],
    [18, 9, [["local", { items: "not these" }]]],
    [5, 9, [["local", { items: 7 }]]],
  ]);
  assert.deepEqual(await outerValues(session, "items"), [7]);
});

test("Session.findOuter() takes nothing from a function that does not enclose the frame's", async () => {
  const session = open(() => [[18, 9, [["local", {}]]], [11, 5, [["local", { items: 7 }]]]]);
  assert.deepEqual(await outerValues(session, "items"), [undefined]);
});

test("Session.findOuter() takes nothing from a block that the function does not stand in", async () => {
  const session = open(() => [
    [14, 11, [["local", {}]]],
    [11, 5, [["block", { total: "inner" }], ["local", { total: 8, items: 7 }]]],
  ]);
  assert.deepEqual(await outerValues(session, "items", "total"), [7, undefined]);
});

test("Session.findOuter() takes nothing when several calls may be the one", async () => {
  const session = open(() => [
    [6, 13, [["local", { index: 1 }]]],
    [5, 9, [["local", { items: 7, depth: 1 }]]],
    [5, 9, [["local", { items: 8, depth: 0 }]]],
  ]);
  assert.deepEqual(await outerValues(session, "items"), [undefined]);
});

test("Session.findOuter() tells calls apart by an object that the closure shares with one of them", async () => {
  const session = open((dump) => {
    const [mine, other] = [dump.object({ n: 1 }), dump.object({ n: 1 })];
    return [
      [6, 13, [["local", { index: 1 }], ["closure", { total: mine }, "outer"]]],
      [5, 9, [["local", { items: 7, total: other }]]],
      [5, 9, [["local", { items: 8, total: mine }]]],
    ];
  });
  assert.deepEqual(await outerValues(session, "items"), [8]);
});

test("Session.findOuter() takes nothing from the only call when what they share differs", async () => {
  const session = open((dump) => [
    [6, 13, [["local", { index: 1 }], ["closure", { total: dump.object({}) }, "outer"]]],
    [5, 9, [["local", { items: 7, total: dump.object({}) }]]],
  ]);
  assert.deepEqual(await outerValues(session, "items"), [undefined]);
});

test("Frame.evaluate() knows what the engine optimised away, own variables first", async () => {
  const session = open(() => [
    [6, 13, [["local", { index: 1 }], ["module", { depth: "of the module" }]]],
    [5, 9, [["block", { item: "a" }], ["local", { items: "abc", index: 9 }]]],
  ]);
  const evaluate = async (text: string) => {
    const answer = await session.frames[0]!.evaluate(text);
    return answer.ok ? answer.value : answer.error;
  };
  assert.equal(await evaluate("items.length + index"), 4);
  assert.equal(await evaluate("item"), "a");
  assert.equal(await evaluate("depth"), "of the module");
  assert.match(String(await evaluate("nothing")), /ReferenceError: nothing is not defined/);
});

test("Session.findOuter() answers nothing for a frame whose source has no text", async () => {
  const dump = new DumpBuilder();
  const source = dump.missingSource("file:///a.js", "longer than the limit");
  const frame = dump.frame({ source, position: { url: "file:///a.js", line: 1, column: 1 } });
  dump.exception({ value: null, frames: [frame] });
  assert.deepEqual(await outerValues(openDump(writeDump(dump.build())), "items"), [undefined]);
});

const ARROWS = `class Cart {
  late = () => this.total;
  total(prices: number[]): () => void {
    return prices.map(async (price): Promise<number> => [price].map(<T,>(one: T) => this.add(one as number)));
  }
  add(price: number) {
    throw new Error("x" + (() => this));
  }
}
`;

/** `this` in the innermost of some frames in {@linkcode ARROWS}, each a line, a column and a receiver. */
async function receiver(...places: readonly (readonly [line: number, column: number, receiver?: Wire])[]) {
  const dump = new DumpBuilder();
  const url = "file:///app/cart.ts";
  const source = dump.source(url, ARROWS);
  const frames = places.map(([line, column, ...receivers]) =>
    dump.frame({ position: { url, line, column }, source, ...(receivers.length > 0 && { this: receivers[0] }) })
  );
  dump.exception({ value: null, frames });
  const session = openDump(writeDump(dump.build()));
  const found = await session.findThis(session.frames[0]!);
  const typed = await session.frames[0]!.evaluate("this");
  assert.deepEqual(typed.ok ? typed.value : undefined, found?.value);
  return found && { value: found.value };
}

test("Session.findThis() finds the receiver of an arrow function in the frame of the method around", async () => {
  assert.deepEqual(await receiver([4, 90, undefined], [4, 55, undefined], [4, 12, "cart"]), { value: "cart" });
  assert.deepEqual(await receiver([7, 34, undefined], [7, 11, "cart"]), { value: "cart" });
});

test("Session.findThis() does not know the receiver of an arrow function whose surroundings have returned", async () => {
  assert.equal(await receiver([4, 90, undefined], [4, 55, undefined]), undefined);
  assert.equal(await receiver([4, 90, undefined], [7, 11, "another"]), undefined);
  assert.equal(await receiver([2, 20, undefined], [4, 12, "another"]), undefined);
});

test("Session.findThis() takes what the engine told of any other function", async () => {
  assert.deepEqual(await receiver([7, 11, undefined], [4, 12, "cart"]), { value: undefined });
  assert.deepEqual(await receiver([4, 90, "told"], [4, 12, "cart"]), { value: "told" });
  assert.equal(await receiver([7, 11], [4, 12, "cart"]), undefined);
});
