import assert from "node:assert/strict";
import test from "node:test";
import { NodeKind, type Wire } from "../../../dump/format.ts";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { compareSessions } from "../../../replay/report/compare_sessions.ts";
import { accessor, DumpBuilder, hole, omitted, registered } from "../../helpers/dump_builder.ts";

/** A session whose only variable is `x`, and which has a receiver when one is given. */
function session(make: (dump: DumpBuilder) => Wire, receiver?: (dump: DumpBuilder) => Wire) {
  const dump = new DumpBuilder();
  const scopes = [dump.scope("local", { x: make(dump) })];
  const frame = dump.frame({ functionName: "f", scopes, ...receiver && { this: receiver(dump) } });
  dump.exception({ value: null, frames: [frame] });
  return openDump(writeDump(dump.build()));
}

function changes(a: ReturnType<typeof session>, b: ReturnType<typeof session>): string[] {
  return compareSessions(a, b).errors[0]!.frames[0]!.changes.map(({ path, a, b }) =>
    `${a === undefined ? "+" : b === undefined ? "-" : ""}${path}`
  );
}

function ofKind(kind: NodeKind, ...payload: Wire[]) {
  return session((dump) => dump.node(kind, { payload }));
}

test("elements are compared by their place, behind holes, accessors and another length too", () => {
  const array = (...payload: Wire[]) => ofKind(NodeKind.array, ...payload);
  assert.deepEqual(changes(array(1, 2, 3), array(1, 5, 3)), ["x[1]"]);
  assert.deepEqual(changes(array(1, hole(3), 7, 8), array(1, hole(3), 7, 9)), ["x[5]"]);
  assert.deepEqual(changes(array(1, hole(2), 7), array(1, 2, hole(1), 7)), ["+x[1]"]);
  assert.deepEqual(changes(array(1, 2), array(1, 2, 3)), ["+x[2]"]);
  const getter = (dump: DumpBuilder) => accessor(dump.function({ name: "get" }));
  const withGetter = (last: Wire) => session((dump) => dump.node(NodeKind.array, { payload: [1, getter(dump), last] }));
  assert.deepEqual(changes(withGetter(2), withGetter(3)), ["x[2]"]);
  const long = (last: Wire) => array(...Array.from({ length: 5000 }, (_, at) => at), last);
  assert.deepEqual(changes(long("a"), long("b")), ["x[5000]"]);
});

test("entries of Maps are compared by their keys, also when these stand in another order", () => {
  const map = (...payload: Wire[]) => ofKind(NodeKind.map, ...payload);
  assert.deepEqual(changes(map("a", 1, "b", 2), map("a", 1, "b", 3)), ['x.get("b")']);
  assert.deepEqual(changes(map("a", 1, "b", 2, "c", 3), map("a", 1, "c", 3)), [
    '-x.get("b")',
    "-x.[[Entries]][2].key",
    "x.[[Entries]][1].key",
  ]);
  const cut = omitted({ reason: "count", size: 9 });
  assert.deepEqual(changes(map("a", 1, cut), map("a", 2, cut)), ['x.get("a")']);
  assert.deepEqual(changes(map("a", 1, cut), map("a", 1, "b", 2)).length > 0, true);
  const byObject = (value: Wire) =>
    session((dump) => dump.node(NodeKind.map, { payload: [dump.object({ k: 1 }), value] }));
  assert.deepEqual(changes(byObject(1), byObject(2)), ["x.get(key 0)"]);
});

test("properties are compared by their names, among symbols, private fields and getters too", () => {
  const object = (properties: readonly (readonly [Wire, Wire])[], attributes: Record<number, number> = {}) =>
    session((dump) => dump.object(properties, { attributes }));
  assert.deepEqual(changes(object([["a", 1], ["b", 2]]), object([["a", 1], ["b", 3]])), ["x.b"]);
  assert.deepEqual(changes(object([["a", 1], ["b", 2]]), object([["b", 3], ["a", 1]])), ["x.b"]);
  const symbol = registered("s");
  assert.deepEqual(changes(object([[symbol, 1], ["b", 2]]), object([[symbol, 2], ["b", 3]])), [
    'x[Symbol.for("s")]',
    "x.b",
  ]);
  assert.deepEqual(changes(object([["#a", 1], ["b", 1]], { 0: 16 }), object([["#a", 2], ["b", 1]], { 0: 16 })), [
    "x.#a",
  ]);
});

test("receivers are compared, and none is made for that", () => {
  const with_ = (value: Wire) => session(() => 1, (dump) => dump.object({ value }));
  assert.deepEqual(changes(with_(1), with_(2)), ["this.value"]);
  assert.deepEqual(changes(with_(1), with_(1)), []);
});
