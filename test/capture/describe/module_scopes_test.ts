/**
 * Variables at the top of modules, of which no frame tells.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../../../capture/options.ts";
import type { Inspection, LiveFrame, LiveScope } from "../../../capture/snapshot/site.ts";
import { type ClassRecord, NodeKind, type ScopeRecord } from "../../../dump/format.ts";
import { Described, described, omission, sent } from "./described.ts";

const URL = "file:///app/store.js";

/** An inspector that knows of functions which module they see. */
function inspector(modules: readonly (readonly [scope: LiveScope, url: string, ...code: readonly object[]])[]) {
  const answers = new Map(
    modules.flatMap(([scope, url, ...code]) =>
      code.map((each): [object, Inspection] => [each, { location: { url, line: 1, column: 1 }, scopes: [scope] }])
    ),
  );
  return (values: readonly object[]) => values.map((value) => answers.get(value));
}

function moduleOf(variables: Readonly<Record<string, unknown>>): LiveScope {
  return { type: "module", names: Object.keys(variables), values: Object.values(variables) };
}

function scopesOf({ file }: Described): readonly ScopeRecord[] {
  return file.tables.scopes.filter(({ type }) => type === "module");
}

test("describe() keeps what the module of a function has, once, after all that frames lead to", () => {
  const rows = { deep: { deeper: { deepest: { end: {} } } } };
  const put = () => rows;
  const get = () => rows;
  const far = { a: { b: { c: {} } } };
  const file = described({ put, get, far }, { inspect: inspector([[moduleOf({ rows, count: 3 }), URL, put, get]]) });
  const [scope] = scopesOf(file);
  assert.deepEqual(scope?.names, ["rows", "count"]);
  assert.equal(file.file.heap.slot(scope!.values[1]!), 3);
  const index = file.file.tables.scopes.indexOf(scope!);
  assert.deepEqual([file.node("put").payload[1], file.node("get").payload[1]], [index, index]);
  let node = file.nodeOf(file.file.heap.slot(scope!.values[0]!));
  assert.ok(node.id > file.node("far", "a", "b", "c").id);
  for (const key of ["deep", "deeper", "deepest"]) node = file.nodeOf(file.property(node, key));
  // Half of the levels.
  assert.deepEqual(omission(node.values[0], file), { reason: "depth", type: "Object" });
});

test("describe() keeps what the modules have that a module leads to", () => {
  const open = () => {};
  const connect = () => {};
  const inspect = inspector([[moduleOf({ connect, n: 1 }), URL, open], [
    moduleOf({ n: 2 }),
    "file:///app/b.js",
    connect,
  ]]);
  const file = described({ open }, { inspect });
  assert.deepEqual(scopesOf(file).map(({ names }) => names.join()), ["connect,n", "n"]);
  const shallow = described({ open }, { inspect, limits: { depth: 2 } });
  assert.deepEqual(scopesOf(shallow).map(({ names }) => names.join()), ["connect,n"]);
  assert.deepEqual(scopesOf(described({ open }, { inspect, limits: { depth: Infinity } })).length, 2);
});

test("describe() takes the variables of a module from its frames, if it has any", () => {
  const rows = ["of the frame"];
  const put = () => rows;
  const frame: LiveFrame = {
    functionName: "put",
    position: { url: URL, line: 1, column: 1 },
    ran: { url: URL, line: 1, column: 1 },
    async: false,
    origin: "program",
    scopes: [moduleOf({ rows, put })],
  };
  const description = describe([{ value: undefined, frames: [frame], throws: [] }], {
    limits: DEFAULT_LIMITS,
    inspect: inspector([[moduleOf({ rows: ["later"], put }), URL, put]]),
    source: () => undefined,
  });
  const file = new Described(sent(description), description);
  assert.equal(scopesOf(file).length, 1);
  assert.equal(file.node("put").payload.length, 1);
  assert.ok(!file.text().includes("later"));
});

test("describe() has the module of a class without a function that sees it", () => {
  class Store {
    rows = 1;
  }
  const file = described({ store: new Store() }, {
    inspect: inspector([[moduleOf({ Store, opened: 2 }), URL, Store]]),
  });
  const record: ClassRecord = file.classOf(file.node("store"))!;
  const node = file.nodeOf(file.file.heap.slot(record.value!));
  assert.equal(node.kind, NodeKind.function);
  assert.equal(file.file.tables.scopes[node.payload[1] as number]?.names.join(), "Store,opened");
});

test("describe() keeps few objects of a module, and says what it leaves out", () => {
  const open = () => {};
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`v${at}`, at % 2 === 0 ? at : { at }]));
  const file = described({ open }, { inspect: inspector([[moduleOf(many), URL, open]]) });
  const [scope] = scopesOf(file);
  assert.equal(scope?.names.length, 300);
  const slot = (at: number) => file.file.heap.slot(scope!.values[at]!);
  assert.equal(slot(298), 298);
  assert.equal(file.nodeOf(slot(199)).kind, NodeKind.object);
  assert.deepEqual(omission(slot(299), file), { reason: "count", type: "Object" });
});

test("describe() keeps of modules no more than a part of what it may keep", () => {
  const open = () => {};
  const cells = Array.from({ length: 10 }, (_, at) => [`cell${at}`, "x".repeat(30)]);
  const rows = Array.from({ length: 900 }, () => Object.fromEntries(cells));
  const file = described({ open }, { inspect: inspector([[moduleOf({ rows, n: 1 }), URL, open]]) });
  const [scope] = scopesOf(file);
  const { payload } = file.nodeOf(file.file.heap.slot(scope!.values[0]!));
  assert.equal(omission(payload[0], file), undefined);
  assert.deepEqual(omission(payload[899], file), { reason: "size", type: "Object" });
  const whole = described({ open }, {
    inspect: inspector([[moduleOf({ rows, n: 1 }), URL, open]]),
    limits: { maxBytes: DEFAULT_LIMITS.maxBytes * 16 },
  });
  assert.equal(whole.description.omitted.size, undefined);
});

test("describe() puts off the module that a generator sees, too", () => {
  const rows = (function* () {})();
  const other = { deep: {} };
  const scope = moduleOf({ left: { of: 1 } });
  const file = described({ rows, other }, {
    inspect: (values) =>
      values.map((value): Inspection | undefined =>
        value === rows
          ? {
            location: { url: URL, line: 1, column: 1 },
            scopes: [scope],
            internals: new Map([["GeneratorState", "suspended"]]),
          }
          : undefined
      ),
  });
  const [record] = scopesOf(file);
  assert.equal(file.node("rows").payload.at(-1), file.file.tables.scopes.indexOf(record!));
  assert.ok(file.nodeOf(file.file.heap.slot(record!.values[0]!)).id > file.node("other", "deep").id);
});
