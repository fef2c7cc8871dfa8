import assert from "node:assert/strict";
import test from "node:test";
import { withLostHandles } from "../../../capture/engine/relay/lost_handles.ts";
import type { ProtocolProperty, RemoteObject } from "../../../capture/engine/relay/protocol.ts";

function handle(id: number): string {
  return JSON.stringify({ injectedScriptId: 1, id });
}

function property(name: string, value: RemoteObject): ProtocolProperty {
  return { name, value };
}

const lost = (name: string) =>
  property(name, { type: "string", value: "ReferenceError: Symbol.toStringTag is not defined" });
const object = (name: string, id: number, subtype?: string) =>
  property(name, { type: "object", objectId: handle(id), ...subtype !== undefined && { subtype } });
const text = (name: string) => property(name, { type: "string", value: "text" });

/** The numbers of the handles, undefined where there is no value, null where there is a primitive. */
function numbers(result: readonly ProtocolProperty[], internalProperties?: readonly ProtocolProperty[]) {
  const found = withLostHandles({ result, ...internalProperties && { internalProperties } });
  return [...found.result, ...found.internalProperties ?? []].map(({ value }) =>
    value === undefined ? undefined : value.objectId === undefined ? null : JSON.parse(value.objectId).id
  );
}

test("withLostHandles() counts back from the next handle, past primitives and others that are lost", () => {
  assert.deepEqual(numbers([lost("0"), lost("1"), object("2", 9), text("3"), lost("4"), object("__proto__", 11)]), [
    7,
    8,
    9,
    null,
    10,
    11,
  ]);
});

test("withLostHandles() counts on from the last handle where there is no next one", () => {
  assert.deepEqual(numbers([object("__proto__", 4)], [text("status"), lost("result")]), [4, null, 5]);
  assert.deepEqual(numbers([lost("a")], [text("status"), lost("result")]), [undefined, null, undefined]);
});

test("withLostHandles() leaves out what cannot be counted", () => {
  const accessor: ProtocolProperty = { name: "got" };
  const keyed: ProtocolProperty = { ...text("Symbol(key)"), symbol: { type: "symbol", objectId: handle(7) } };
  assert.deepEqual(numbers([lost("0"), accessor, object("__proto__", 9)]), [undefined, undefined, 9]);
  assert.deepEqual(numbers([lost("0"), keyed, object("__proto__", 9)]), [undefined, null, 9]);
  assert.deepEqual(numbers([object("0", 3, "class"), lost("1")]), [3, undefined]);
});

test("withLostHandles() changes nothing where nothing is lost", () => {
  const found = { result: [object("0", 1), text("1")] };
  assert.equal(withLostHandles(found), found);
});
