import assert from "node:assert/strict";
import process from "node:process";
import test from "node:test";
import { NodeKind, type Wire } from "../../../dump/format.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { type DumpBuilder, omitted } from "../../helpers/dump_builder.ts";
import { openValue } from "./open_values.ts";

/** A promise with this payload. */
function promiseOf(...payload: readonly Wire[]): Promise<unknown> {
  return openValue((dump) => dump.node(NodeKind.promise, { payload })) as Promise<unknown>;
}

test("a fulfilled promise gives its value to await, and to Promise.all()", async () => {
  const promise = promiseOf("fulfilled", 5);
  assert.equal(await promise, 5);
  assert.deepEqual(await Promise.all([promise, 1]), [5, 1]);
  assert.deepEqual([...nodeOf(promise)!.internals], [["PromiseState", "fulfilled"], ["PromiseResult", 5]]);
});

test("a rejected promise throws its reason at await, and nobody has to", async () => {
  const rejections: unknown[] = [];
  const listener = (reason: unknown) => rejections.push(reason);
  process.on("unhandledRejection", listener);
  const promise = promiseOf("rejected", "no");
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off("unhandledRejection", listener);
  assert.deepEqual(rejections, []);
  await assert.rejects(promise, (reason) => reason === "no");
});

test("a pending promise says at await that it never settles", async () => {
  const promise = promiseOf("pending", undefined);
  assert(promise instanceof Promise);
  assert.equal(promise.constructor, Promise);
  assert.deepEqual(Object.keys(promise), []);
  await assert.rejects(async () => await promise, { name: "StubError", message: /pending when the dump was made/ });
  await assert.rejects(Promise.race([promise]), StubError);
});

test("a promise whose state is not known says so at await", async () => {
  const promise = promiseOf(omitted({ reason: "no-inspector" }));
  await assert.rejects(async () => await promise, { message: /not in the dump/ });
  assert.equal(omittedOf(nodeOf(promise)?.internals.get("PromiseState"))?.reason, "no-inspector");
});

test("a promise of a class keeps its class", () => {
  const promise = openValue((dump) => {
    const prototype = dump.class({ name: "Task", extends: dump.builtinClass("Promise") });
    return dump.node(NodeKind.promise, { prototype, payload: ["fulfilled", 1] });
  }) as Promise<unknown>;
  assert(promise instanceof Promise);
  assert.equal(promise.constructor.name, "Task");
});

test("a promise that is fulfilled with itself, or with what has a then, rejects rather than hang", async () => {
  const build = (dump: DumpBuilder): number => {
    const promise = dump.reserve();
    return dump.fill(promise, NodeKind.promise, { payload: ["fulfilled", promise] });
  };
  await assert.rejects(openValue(build) as Promise<unknown>, StubError);
  const thenable = openValue((dump) => {
    const query = dump.class({ name: "Query", members: [{ key: "then", kind: "method", length: 2 }] });
    return dump.node(NodeKind.promise, { payload: ["fulfilled", dump.object({}, { prototype: query })] });
  }) as Promise<unknown>;
  await assert.rejects(thenable, StubError);
  assert.equal(nodeOf(nodeOf(thenable)?.internals.get("PromiseResult"))?.className, "Query");
});

test("a promise is fulfilled with an object that is complete", async () => {
  const promise = openValue((dump) => {
    const value = dump.reserve();
    const promise = dump.node(NodeKind.promise, { payload: ["fulfilled", value] });
    dump.fill(value, NodeKind.object, { properties: { promise, list: dump.array(1) } });
    return promise;
  }) as Promise<unknown>;
  assert.deepEqual(await promise, { promise, list: [1] });
});
