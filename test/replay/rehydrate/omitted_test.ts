import assert from "node:assert/strict";
import test from "node:test";
import { describeOmitted, Omitted, omittedOf } from "../../../replay/rehydrate/omitted.ts";

test("Omitted shows the fields of its record and no others, frozen", () => {
  const value = new Omitted({ reason: "depth", type: "Order" });
  assert.deepEqual({ ...value }, { reason: "depth", type: "Order" });
  assert(Object.isFrozen(value));
  assert.equal(value.constructor.name, "Omitted");
});

test("Omitted is text where text is wanted, and no number", () => {
  const value = new Omitted({ reason: "count", size: 3 });
  assert.equal(String(value), "[omitted: count]");
  assert.throws(() => +value, { name: "TypeError", message: "Cannot compute with an omitted value: count (size 3)" });
  assert.throws(() => `${value}`.length + (value as unknown as number), TypeError);
});

test("omittedOf() knows stand-ins from everything else", () => {
  assert.deepEqual(omittedOf(new Omitted({ reason: "time" })), { reason: "time" });
  for (const other of [undefined, null, 1, "x", {}, { reason: "time" }, Object.create(Omitted.prototype), () => {}]) {
    assert.equal(omittedOf(other), undefined);
  }
  assert.equal(omittedOf(new Proxy({}, { get: () => assert.fail("trap"), has: () => assert.fail("trap") })), undefined);
});

test("describeOmitted() says what is known", () => {
  assert.equal(describeOmitted({ reason: "depth" }), "depth");
  assert.equal(
    describeOmitted({ reason: "length", type: "string", size: 9, detail: "cut" }),
    "length (string, size 9) cut",
  );
});
