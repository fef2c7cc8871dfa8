import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { decodeSlot } from "../../dump/decode_slot.ts";
import { Fault } from "../../dump/fault.ts";
import { REASONS } from "../helpers/build_dump.ts";

const CONTEXT = { nodes: 10, newer: false };
const NEWER = { nodes: 10, newer: true };

function refuses(wire: unknown, message: RegExp): void {
  assert.throws(() => decodeSlot(wire, CONTEXT, () => 3), (error) => {
    assert.ok(error instanceof Fault, String(error));
    assert.match(error.message, message);
    return true;
  });
}

test("decodeSlot() gives values that CBOR has as they are", () => {
  const values = ["", "text", true, false, null, undefined, 0, 1, 0.5, -0.5, 2 ** 53, NaN, Infinity, -Infinity];
  for (const value of values) assert.equal(decodeSlot(value, CONTEXT), value);
});

test("decodeSlot() takes negative whole numbers for references", () => {
  assert.deepEqual(decodeSlot(-2, CONTEXT), { kind: "ref", id: 0 });
  assert.deepEqual(decodeSlot(-11, CONTEXT), { kind: "ref", id: 9 });
  refuses(-12, /it refers to node 10, and there are 10/);
  refuses(-(2 ** 53), /it refers to node/);
  refuses(-1e300, /it refers to node/);
});

test("decodeSlot() takes -1 for the next node, where there is one", () => {
  let next = 8;
  assert.deepEqual(decodeSlot(-1, CONTEXT, () => next++), { kind: "ref", id: 8 });
  assert.deepEqual(decodeSlot([3, -1, undefined], CONTEXT, () => next++), {
    kind: "accessor",
    get: { kind: "ref", id: 9 },
    set: undefined,
  });
  assert.throws(() => decodeSlot(-1, CONTEXT, () => next++), /it refers to node 10/);
  assert.throws(() => decodeSlot(-1, CONTEXT), /stands outside of the heap/);
});

test("decodeSlot() unescapes negative whole numbers and -0", () => {
  for (const value of [-1, -2, -(2 ** 40), -1e300]) assert.equal(decodeSlot([value], CONTEXT), value);
  assert.ok(Object.is(decodeSlot([0], CONTEXT), -0));
  for (const value of [1, 0.5, -0.5, NaN, -Infinity, "1", null, [0], undefined]) refuses([value], /an escaped number/);
});

test("decodeSlot() decodes a BigInt of any size up to the limit", () => {
  assert.equal(decodeSlot([0, "0"], CONTEXT), 0n);
  assert.equal(decodeSlot([0, "-0"], CONTEXT), 0n);
  assert.equal(decodeSlot([0, "ff"], CONTEXT), 255n);
  assert.equal(decodeSlot([0, "-ff"], CONTEXT), -255n);
  const digits = "9".repeat(131_072);
  assert.equal(decodeSlot([0, digits], CONTEXT), BigInt(`0x${digits}`));
  assert.equal(decodeSlot([0, `-${digits}`], CONTEXT), -BigInt(`0x${digits}`));
  refuses([0, digits + "99"], /more than 131073 characters/);
  for (const hex of ["", "-", "--1", "0x1", "FF", "1n", " 1", "1_0", "g", "1\n"]) {
    refuses([0, hex], /no hexadecimal digits/);
  }
  for (const hex of [1, null, new Uint8Array(1)]) refuses([0, hex], /no text/);
});

test("decodeSlot() decodes symbols and built-in values by name", () => {
  assert.deepEqual(decodeSlot([1, "shop.id"], CONTEXT), { kind: "symbol", registered: "shop.id" });
  assert.deepEqual(decodeSlot([2, "iterator"], CONTEXT), { kind: "symbol", wellKnown: "iterator" });
  assert.deepEqual(decodeSlot([6, "Array.prototype.map"], CONTEXT), { kind: "builtin", path: "Array.prototype.map" });
  refuses([1, 1], /no text/);
  refuses([2, null], /no text/);
  refuses([6, "x".repeat(1001)], /more than 1000/);
});

test("decodeSlot() decodes accessors whose halves are functions, or what stands for them", () => {
  const omitted = [5, "depth"];
  assert.deepEqual(decodeSlot([3, -2, [6, "Reflect.set"]], CONTEXT), {
    kind: "accessor",
    get: { kind: "ref", id: 0 },
    set: { kind: "builtin", path: "Reflect.set" },
  });
  assert.deepEqual(decodeSlot([3, omitted, undefined], CONTEXT), {
    kind: "accessor",
    get: { kind: "omitted", omitted: { reason: "depth" } },
    set: undefined,
  });
  refuses([3, -2], /no setter slot/);
  for (const half of ["text", 1, null, true, [4, 1], [3, -2, -2], [0, "1"], [1, "a"]]) {
    refuses([3, half, -2], /no function/);
  }
  // However deep they are nested; the scan has limited that.
  let nested: unknown = undefined;
  for (let depth = 0; depth < 60; depth++) nested = [3, nested, undefined];
  refuses(nested, /no function/);
});

test("decodeSlot() decodes holes with a length that an array can have", () => {
  assert.deepEqual(decodeSlot([4, 1], CONTEXT), { kind: "hole", count: 1 });
  assert.deepEqual(decodeSlot([4, 2 ** 32 - 1], CONTEXT), { kind: "hole", count: 2 ** 32 - 1 });
  for (const count of [0, -1, 0.5, 2 ** 32, Infinity, NaN, "1", null]) refuses([4, count], /no length/);
});

test("decodeSlot() decodes omissions", () => {
  for (const reason of REASONS) {
    assert.deepEqual(decodeSlot([5, reason], CONTEXT), { kind: "omitted", omitted: { reason } });
  }
  assert.deepEqual(decodeSlot([5, "size", "Order", 3, "why"], CONTEXT), {
    kind: "omitted",
    omitted: { reason: "size", type: "Order", size: 3, detail: "why" },
  });
  assert.deepEqual(decodeSlot([5, "size", null, null, "why"], CONTEXT), {
    kind: "omitted",
    omitted: { reason: "size", detail: "why" },
  });
  for (const reason of ["boredom", "", 1, null, "__proto__", "constructor"]) refuses([5, reason], /no such reason/);
  refuses([5, "size", 1], /no text/);
  refuses([5, "size", "Order", -1], /no count/);
  refuses([5, "size", "Order", 0.5], /no count/);
  refuses([5, "size", "Order", 1, 2], /no text/);
});

test("decodeSlot() decodes UTF-16 strings", () => {
  assert.equal(decodeSlot([7, Buffer.from("0061d8000062", "hex")], CONTEXT), "a\ud800b");
  assert.equal(decodeSlot([7, new Uint8Array()], CONTEXT), "");
  const bytes = new Uint8Array([0xd8, 0, 0xdc, 0]);
  assert.equal(decodeSlot([7, bytes], CONTEXT), "\ud800\udc00");
  assert.deepEqual(bytes, new Uint8Array([0xd8, 0, 0xdc, 0]));
  refuses([7, new Uint8Array(3)], /no even number of bytes/);
  refuses([7, "text"], /no even number of bytes/);
});

test("decodeSlot() copies bytes", () => {
  const bytes = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  const slot = decodeSlot(bytes, CONTEXT);
  assert.deepEqual(slot, { kind: "bytes", bytes: new Uint8Array([2, 3]) });
  bytes[0] = 9;
  assert.deepEqual(slot, { kind: "bytes", bytes: new Uint8Array([2, 3]) });
});

test("decodeSlot() refuses what is no slot", () => {
  for (const wire of [[], [8, 1], [99, 1], [-1, 1], ["text", 1], [null, null], [[0], [0]], [0.5, 1]]) {
    refuses(wire, /./);
  }
  for (const wire of [{}, new Map(), Symbol.iterator, 1n, () => 1, new Date()]) refuses(wire, /neither a value nor/);
});

test("decodeSlot() shows escapes and reasons of a newer format as omitted", () => {
  assert.deepEqual(decodeSlot([42, "anything"], NEWER), {
    kind: "omitted",
    omitted: { reason: "unsupported", detail: "escape 42 of a newer format" },
  });
  assert.deepEqual(decodeSlot([5, "boredom", "Order", 3], NEWER), {
    kind: "omitted",
    omitted: { reason: "unsupported", type: "Order", size: 3 },
  });
  assert.throws(() => decodeSlot(["text", 1], NEWER), Fault);
  assert.throws(() => decodeSlot([5, 1], NEWER), Fault);
});
