import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { NodeKind } from "../../dump/format.ts";
import { DumpError, type HeapNode, readDump } from "../../dump/read.ts";
import { writeDump } from "../../dump/write.ts";
import { sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { DumpBuilder, refTo } from "../helpers/dump_builder.ts";
import { encodeItem, rawDump } from "./raw_dump.ts";

const TABLES = {
  ...smallestDump().tables,
  classes: [{ name: "Object", members: [], statics: [] }],
};

/** The first of these nodes, of a file whose shapes are these. */
function firstNode(shapes: readonly unknown[], ...nodes: readonly unknown[]): HeapNode {
  return readDump(rawDump({ tables: { ...TABLES, scopes: [], frames: [], functions: [] }, shapes, heap: [[0, nodes]] }))
    .heap
    .node(0);
}

function refuses(run: () => unknown, message: RegExp): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof DumpError, String(error));
    assert.equal(error.code, "invalid");
    assert.match(error.message, message);
    return true;
  });
}

test("HeapReader.node() gives kind, prototype, integrity, keys, attributes, values and payload", () => {
  const dump = new DumpBuilder();
  const symbol = dump.node(NodeKind.symbol, { payload: ["unique"] });
  const prototype = dump.object({});
  dump.node(NodeKind.array, {
    prototype,
    properties: [["index", 1], [symbol, 2], [[1, "shop.id"], 3], [[2, "iterator"], symbol]],
    attributes: { 0: 3 },
    integrity: 2,
    payload: ["a", [4, 2], [0]],
  });
  const { heap } = readDump(writeDump(dump.build()));
  assert.equal(heap.size, 3);
  const node = heap.node(2);
  assert.deepEqual(node, {
    id: 2,
    kind: NodeKind.array,
    prototype: { kind: "ref", id: 1 },
    integrity: 2,
    keys: [
      "index",
      { kind: "ref", id: 0 },
      { kind: "symbol", registered: "shop.id" },
      { kind: "symbol", wellKnown: "iterator" },
    ],
    attributes: [3, 7, 7, 7],
    values: [1, 2, 3, { kind: "ref", id: 0 }],
    payload: ["a", { kind: "hole", count: 2 }, -0],
  });
  assert.equal(heap.node(2), node);
  assert.equal("attributes" in heap.node(1), false);
  assert.equal(heap.node(0).prototype, null);
});

test("HeapReader.release() lets nodes go, which are decoded anew when they are asked for", () => {
  const dump = new DumpBuilder();
  dump.exception({ value: dump.array(...Array.from({ length: 1500 }, (_, id) => dump.object({ id }))) });
  const { heap } = readDump(writeDump(dump.build()));
  const nodes = Array.from({ length: heap.size }, (_, id) => heap.node(id));
  heap.release(3);
  assert.notEqual(heap.node(3), nodes[3]);
  assert.equal(heap.node(4), nodes[4]);
  for (let id = 0; id < heap.size; id++) heap.release(id);
  nodes.forEach((node, id) => assert.deepEqual(heap.node(id), node));
  assert.equal(heap.node(3), heap.node(3));
  heap.verify();
});

test("HeapReader.node() refuses ids that there are not", () => {
  const { heap } = readDump(writeDump(sampleDump()));
  for (const id of [-1, heap.size, 0.5, NaN, Infinity, "0", undefined]) {
    assert.throws(() => heap.node(id as number), RangeError);
  }
});

test("HeapReader resolves -1 in the order of the slots, accessors included", () => {
  const shapes = [[0, 0, 0, ["a", "b"]], [1, 0, 0, []], [21, null, 0, []]];
  const omitted = [2, [5, "depth"]];
  const nodes = [
    [0, [3, -1, -1], -1],
    [1, -1, -4, [3, undefined, -1], [0], [5, "depth"]],
    ...new Array(4).fill(omitted),
  ];
  const { heap } = readDump(rawDump({ tables: TABLES, shapes, heap: [[1, nodes]] }));
  const ref = (id: number) => ({ kind: "ref", id });
  assert.deepEqual(heap.node(1).payload.slice(0, 3), [
    ref(4),
    ref(2),
    { kind: "accessor", get: undefined, set: ref(5) },
  ]);
  assert.deepEqual(heap.node(0).values, [{ kind: "accessor", get: ref(1), set: ref(2) }, ref(3)]);
});

test("HeapReader resolves -1 before, in and after long arrays, whatever they hold", () => {
  const shapes = [[0, 0, 0, ["a"]], [1, 0, 0, []], [1, 0, 0, ["extra"]], [3, 0, 0, []]];
  const many = (item: unknown) => new Array(2500).fill(item);
  const lists = [
    [1, -1, ...many(-3), -1], // References, and nothing else.
    [1, -1, ...many(7), -1],
    [1, ...many(-4), [3, -1, -1], "text"],
    [2, -1, ...many(-1_000_000)].with(-1, -1), // Its own property comes first.
    [3, -1, ...many(-5), -1],
  ];
  for (const [index, list] of lists.entries()) {
    if (index === 3) list.fill(-20, 2, -1);
    const nodes = [[0, -1], list, [0, -1], ...many([0, 1]).slice(0, 50)];
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
      const { heap } = readDump(rawDump({ tables: TABLES, shapes, heap: [[10, nodes]] }));
      for (const id of order) heap.node(id);
      const [first, long, last] = [heap.node(0), heap.node(1), heap.node(2)];
      assert.deepEqual(first.values, [{ kind: "ref", id: 10 }], `list ${index}`);
      assert.deepEqual(last.values, [{ kind: "ref", id: 13 }], `list ${index}`);
      const slots = [...long.values, ...long.payload];
      assert.equal(slots.length, list.length - 1);
      const fresh = slots.flatMap((slot) => typeof slot === "object" && slot !== null ? [slot] : [])
        .flatMap((slot) => slot.kind === "accessor" ? [slot.get, slot.set] : [slot])
        .filter((slot) => typeof slot === "object" && slot?.kind === "ref" && (slot.id === 11 || slot.id === 12));
      assert.deepEqual(fresh, [{ kind: "ref", id: 11 }, { kind: "ref", id: 12 }], `list ${index}`);
    }
  }
});

test("HeapReader resolves a long array of nothing but -1", () => {
  const shapes = [[0, 0, 0, ["a"]], [1, 0, 0, []]];
  const list = [1, ...new Array(2500).fill(-1)];
  const filler = new Array(1024).fill([0, 1]);
  const open = (next: number) => {
    const heap = [[next, [list, [0, -1], ...filler.slice(2)]], [0, filler], [0, filler]];
    return readDump(rawDump({ tables: TABLES, shapes, heap })).heap;
  };
  const heap = open(100);
  assert.deepEqual(heap.node(1).values, [{ kind: "ref", id: 2600 }]);
  const { payload } = heap.node(0);
  assert.equal(payload.length, 2500);
  assert.deepEqual([payload[0], payload[2499]], [{ kind: "ref", id: 100 }, { kind: "ref", id: 2599 }]);
  refuses(() => open(1000).node(0), /refers to node 3072, and there are 3072/);
});

test("HeapReader refuses a long array that refers to a node that is not there, and no other node with it", () => {
  const nodes = [[0, 1], [1, ...new Array(3000).fill(-2), -2 - 3], [0, 2]];
  const shapes = [[0, 0, 0, ["a"]], [1, 0, 0, []]];
  const { heap } = readDump(rawDump({ tables: TABLES, shapes, heap: [[0, nodes]] }));
  assert.equal(heap.node(0).values[0], 1);
  assert.throws(() => heap.node(1), { code: "invalid", path: "heap[0][1]" });
  refuses(() => heap.verify(), /refers to node 3, and there are 3/);
});

test("HeapReader takes no list behind the nodes of a chunk for one of them", () => {
  const shapes = [[1, 0, 0, []]];
  const extra = [new Array(3000).fill(-2), new Array(3000).fill(-3), new Array(3000).fill(-2)];
  const nodes = [[0, 1], [0, 2], [0, ...new Array(3000).fill(-4)]];
  const { heap } = readDump(rawDump({ tables: TABLES, shapes, heap: [[0, nodes, extra]], version: [1, 9] }));
  assert.deepEqual(heap.node(0).payload, [1]);
  assert.deepEqual(heap.node(1).payload, [2]);
  assert.deepEqual(heap.node(2).payload[0], { kind: "ref", id: 2 });
  heap.verify();
});

test("HeapReader decodes only the chunk of the node that is looked at", () => {
  const filler = new Array(1024).fill([0]);
  const tables = { ...TABLES, sources: [{ url: "a", text: "x".repeat(2 ** 24) }] };
  const heap = [[0, filler], Buffer.from("not CBOR at all"), [0, filler]];
  const file = readDump(rawDump({ tables, shapes: [[0, 0, 0, []]], heap }));
  assert.equal(file.heap.size, 3 * 1024);
  assert.equal(file.heap.node(5).kind, NodeKind.object);
  assert.equal(file.heap.node(2048).kind, NodeKind.object);
  assert.throws(() => file.heap.node(1024), { name: "DumpError", path: "heap[1]" });
});

test("HeapReader.node() fails for the one node that is wrong", () => {
  const shapes = [[0, 0, 0, ["a"]], [4, 0, 0, []], [99, 0, 0, []]];
  const { heap } = readDump(
    rawDump({ tables: TABLES, shapes: shapes.slice(0, 2), heap: [[1, [[0, 1], [1, "x"], [0, 2]]]] }),
  );
  assert.equal(heap.node(0).values[0], 1);
  assert.throws(() => heap.node(1), { code: "invalid", path: "heap[0][1]" });
  assert.equal(heap.node(2).values[0], 2);
  refuses(() => heap.verify(), /value 0 of the payload/);
});

test("HeapReader.node() refuses a node that does not fit its shape", () => {
  const object = [0, 0, 0, ["a"]];
  refuses(() => firstNode([object], [1, 1]), /a node has no shape/);
  refuses(() => firstNode([object], [-1, 1]), /a node has no shape/);
  refuses(() => firstNode([object], ["length", 1]), /a node has no shape/);
  refuses(() => firstNode([object], []), /a node has no shape/);
  refuses(() => firstNode([object], "text"), /a node is no list/);
  refuses(() => firstNode([object], null), /a node is no list/);
  refuses(() => firstNode([object], [0]), /fewer values than its shape has keys/);
  refuses(() => firstNode([object], [0, 1, 2]), /more values/);
  refuses(() => firstNode([object], [0, [4, 1]]), /a hole or bytes/);
  refuses(() => firstNode([object], [0, new Uint8Array(1)]), /a hole or bytes/);
  refuses(() => firstNode([object], [0, -3]), /it refers to node 1, and there are 1/);
});

test("HeapReader refuses shapes that break a rule", () => {
  const node = [0, 1];
  refuses(() => firstNode([[23, 0, 0, ["a"]]], node), /there is no kind 23/);
  refuses(() => firstNode([[-1, 0, 0, ["a"]]], node), /a kind is no number/);
  refuses(() => firstNode([["0", 0, 0, ["a"]]], node), /a kind is no number/);
  refuses(() => firstNode([[0, 1, 0, ["a"]]], node), /it refers to class 1, and there are 1/);
  refuses(() => firstNode([[0, -1, 0, ["a"]]], node), /outside of the heap/);
  refuses(() => firstNode([[0, -9, 0, ["a"]]], node), /it refers to node 7/);
  refuses(() => firstNode([[0, "Object", 0, ["a"]]], node), /neither class nor reference/);
  refuses(() => firstNode([[0, 0.5, 0, ["a"]]], node), /neither class nor reference/);
  refuses(() => firstNode([[0, 0, 4, ["a"]]], node), /integrity/);
  refuses(() => firstNode([[0, 0, 0, [1]]], node), /neither text nor a symbol/);
  refuses(() => firstNode([[0, 0, 0, "a"]], node), /the keys are no list/);
  refuses(() => firstNode([[0, 0, 0, ["a"], [7, 7]]], node), /not one number a key/);
  refuses(() => firstNode([[0, 0, 0, ["a"], [32]]], node), /there are no attributes 32/);
  refuses(() => firstNode([[0, 0, 0, ["a"], ["7"]]], node), /no number/);
  refuses(() => firstNode([[0, 0, 0]], node), /no list of four/);
  refuses(() => firstNode(["shape"], node), /no list of four/);
  assert.throws(() => firstNode([[0, 0, 0, ["a"]], [0, 0, 9, []]], node), { path: "shapes[1]" });
  refuses(() => readDump(rawDump({ tables: TABLES, shapes: "none", heap: [[0, [[0]]]] })).heap.node(0), /no list/);
});

test("HeapReader refuses chunks that break a rule", () => {
  const shapes = [[0, 0, 0, []]];
  const open = (...heap: readonly unknown[]) => readDump(rawDump({ tables: TABLES, shapes, heap })).heap;
  const full = [0, new Array(1024).fill([0])];
  assert.equal(open(full, [0, [[0]]]).size, 1025);
  open(full, [0, [[0]]]).verify();
  refuses(() => open([0, [[0]]], full).verify(), /a chunk has not 1024 nodes/);
  for (
    const last of [[0, []], [0], [], "text", 7, [0, "text"], ["0", [[0]]], [0, new Array(1025).fill([0])], { a: 1 }]
  ) {
    refuses(() => open(last), /the last heap chunk is none/);
  }
  // How the last chunk begins is read first, and the whole of it later.
  const cut = encodeItem([0, [[0], [0]]]).slice(0, 5);
  assert.throws(() => open(cut).node(0), { name: "DumpError", path: "heap[0]" });
  assert.throws(() => open(Buffer.concat([encodeItem([0, [[0]]]), Buffer.from([0])])).node(0), {
    message: /more than one item stands where one should \(heap\[0\]/,
  });
});

test("HeapReader reads the nodes before a damaged one, and says of all from there on what is wrong", () => {
  const nodes: unknown[] = Array.from({ length: 200 }, () => [0, 1]);
  nodes[100] = new Map([["a", 1]]);
  const open = () => readDump(rawDump({ tables: TABLES, shapes: [[0, 0, 0, ["a"]]], heap: [[0, nodes]] })).heap;
  const heap = open();
  for (const id of [0, 63, 10]) assert.deepEqual(heap.node(id).values, [1]);
  for (const id of [199, 100, 199]) {
    assert.throws(() => heap.node(id), { name: "DumpError", code: "invalid", path: "heap[0]", message: /a map/ });
  }
  assert.deepEqual(heap.node(0).values, [1]);
  assert.throws(() => open().verify(), { path: "heap[0]", message: /a map/ });
});

/** For each kind: payloads that it has, and payloads that it has not. */
const PAYLOADS: Readonly<
  Record<keyof typeof NodeKind, readonly [good: readonly unknown[][], bad: readonly unknown[][]]>
> = {
  object: [[[]], [[1]]],
  array: [[[], [1, [4, 2], -2, [5, "count"]], [[3, -2, undefined]], [[4, 2 ** 32 - 1]]], [
    [new Uint8Array(1)],
    [[4, 2 ** 32 - 1], 1],
  ]],
  map: [[[], ["k", "v"], ["k", "v", [5, "count"]], [[5, "count"]]], [["k"], [[4, 1], 1], ["k", new Uint8Array(1)]]],
  set: [[[], [1, 2, [5, "count"]]], [[[4, 1]], [[3, -2, -2]]]],
  date: [[[0], [NaN], [[-1]], [0.5]], [[], ["0"], [null], [0, 0], [-2]]],
  regexp: [[["a", "g", 0], ["a", "", -2]], [["a", "g"], ["a", "g", 0, 0], [1, "g", 0], ["a", 1, 0], ["a", "g", [
    4,
    1,
  ]]]],
  error: [[[]], [["message"]]],
  boxed: [[[1], ["a"], [true], [[0, "1"]], [[1, "a"]], [-2]], [[], [undefined], [1, 1], [[4, 1]]]],
  symbol: [[["description"], [undefined]], [[], [1], ["a", "b"]]],
  string: [[["text"], ["text", [5, "length"]]], [[], [1], ["a", "b"], ["a", [5, "length"], 1]]],
  buffer: [
    [
      [new Uint8Array(2), false, undefined],
      [new Uint8Array(2), true, 16],
      [new Uint8Array(2), false, undefined, [5, "length"]],
      [[5, "size"], false, undefined],
    ],
    [[], [new Uint8Array(2)], ["bytes", false, undefined], [new Uint8Array(2), 0, undefined], [
      new Uint8Array(2),
      false,
      -2,
    ]],
  ],
  view: [
    [["Uint8Array", -2, 0, 1], ["DataView", -2, 8, undefined], ["Int8Array", [5, "size"], 0, 5]],
    [
      ["Array", -2, 0, 1],
      ["__proto__", -2, 0, 1],
      ["Uint8Array", 0, 0, 1],
      ["Uint8Array", -2, [-1], 1],
      ["Uint8Array", -2, 0.5, 1],
      ["Uint8Array", -2, 0, Infinity],
      ["Uint8Array", -2, 0],
    ],
  ],
  function: [[[0], [0, 0, 0], [0, [5, "no-inspector"]]], [[], [1], [-2], ["0"], [0, 1], [0, [-1]], [
    0,
    [5, "depth"],
    0,
  ]]],
  bound: [[[-2, undefined], [-2, null, 1, 2], [[5, "no-inspector"]]], [[], [-2], [-2, null, [4, 1]]]],
  promise: [
    [["pending", undefined], ["fulfilled", 1], ["rejected", -2], [[5, "no-inspector"]]],
    [[], ["pending"], ["resolved", 1], ["fulfilled", 1, 2], ["fulfilled", [3, -2, -2]]],
  ],
  proxy: [[[-2, -2], [null, null], [[5, "unsupported"]]], [[], [-2], [-2, -2, -2]]],
  weak: [
    [
      ["WeakMap"],
      ["WeakMap", -2, 1],
      ["WeakMap", [5, "no-inspector"]],
      ["WeakSet", -2, -2],
      ["WeakRef", -2],
    ],
    [[], ["Map"], ["WeakMap", -2], ["WeakRef"], ["WeakRef", -2, -2], ["WeakSet", [4, 1]]],
  ],
  generator: [
    [["suspended", undefined, -2], [undefined, -2, undefined, 0, 0], [[5, "unsupported"]]],
    [[], ["suspended"], [1, -2, -2], ["suspended", -2, -2, 1], ["suspended", [4, 1], -2]],
  ],
  module: [[[]], [[1]]],
  host: [[["URL", "https://a/"], ["Blob", new Uint8Array(3)], ["Event"]], [[], [1], ["URL", [4, 1]]]],
  custom: [[["Money", -2]], [[], ["Money"], [1, 2], ["Money", 1, 2]]],
  omitted: [[[[5, "depth"]]], [[], [1], [[5, "depth"], 1]]],
  arguments: [[[], [1, [4, 1]]], [[new Uint8Array(1)]]],
};

for (const [name, [good, bad]] of Object.entries(PAYLOADS)) {
  test(`HeapReader.node() takes the payloads that a node of kind ${name} has, and no others`, () => {
    const kind = NodeKind[name as keyof typeof NodeKind];
    const tables = {
      ...TABLES,
      scopes: [{ type: "local", names: [], values: [] }],
      functions: [{ name: "f", length: 0, kind: "function", async: false, generator: false }],
    };
    const open = (payload: readonly unknown[]) =>
      readDump(rawDump({ tables, shapes: [[kind, 0, 0, []]], heap: [[0, [[0, ...payload]]]] })).heap.node(0);
    for (const payload of good) assert.equal(open(payload).kind, kind);
    for (const payload of bad) refuses(() => open(payload), /heap\[0\]\[0\]/);
  });
}

test("HeapReader.node() refuses properties of a proxy", () => {
  refuses(() => firstNode([[15, 0, 0, ["a"]]], [0, 1, null, null]), /a proxy has properties/);
});

test("HeapReader.node() gives bytes that are a copy", () => {
  const dump = new DumpBuilder();
  const buffer = dump.node(NodeKind.buffer, { payload: [new Uint8Array([1, 2, 3]), false, undefined] });
  assert.equal(buffer, refTo(0));
  const bytes = writeDump(dump.build());
  const { heap } = readDump(bytes);
  const [slot] = heap.node(0).payload;
  assert.ok(typeof slot === "object" && slot?.kind === "bytes");
  assert.equal(slot.bytes.buffer.byteLength, 3);
  bytes.fill(0);
  assert.deepEqual(slot.bytes, new Uint8Array([1, 2, 3]));
});
