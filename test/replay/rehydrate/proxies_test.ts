import assert from "node:assert/strict";
import test from "node:test";
import { types } from "node:util";
import { NodeKind, type Wire } from "../../../dump/format.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { builtin, type DumpBuilder, omitted } from "../../helpers/dump_builder.ts";
import { openValue } from "./open_values.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

/** A proxy of `{a: 1}` whose handler has these traps. */
function proxyWith(traps: readonly string[], target?: (dump: DumpBuilder) => Wire): Loose {
  return openValue((dump) => {
    const handler = dump.object(
      Object.fromEntries(traps.map((name) => [name, dump.function({ name, kind: "method" })])),
    );
    return dump.node(NodeKind.proxy, { payload: [target?.(dump) ?? dump.object({ a: 1 }), handler] });
  });
}

test("a proxy tells its target and its handler, and no listing shows that it is marked", () => {
  const proxy = proxyWith(["get"]);
  assert(types.isProxy(proxy));
  const { className, internals } = nodeOf(proxy)!;
  assert.equal(className, "Proxy");
  assert.deepEqual(internals.get("Target"), { a: 1 });
  assert.deepEqual(Object.keys(internals.get("Handler") as object), ["get"]);
});

test("a proxy without a trap answers with its target", () => {
  const proxy = proxyWith([]);
  assert.equal(proxy.a, 1);
  assert.equal(proxy.missing, undefined);
  proxy.b = 2;
  assert.deepEqual(Object.keys(proxy), ["a", "b"]);
});

test("a proxy with a get trap reads as omitted, and keeps its keys", () => {
  const proxy = proxyWith(["get"]);
  assert.equal(omittedOf(proxy.a)?.reason, "accessor");
  assert.match(omittedOf(proxy.a)?.detail ?? "", /get trap/);
  assert.deepEqual(Object.keys(proxy), ["a"]);
  assert("a" in proxy);
});

test("a proxy with a get trap tells constant properties of its target, as every proxy must", () => {
  const proxy = proxyWith(["get"], (dump) => dump.object({ a: 1 }, { integrity: 3 }));
  assert.equal(proxy.a, 1);
});

test("a proxy refuses what its other traps would do", () => {
  const proxy = proxyWith(["set", "deleteProperty", "defineProperty", "setPrototypeOf", "preventExtensions"]);
  assert.throws(() => proxy.a = 2, StubError);
  assert.throws(() => delete proxy.a, StubError);
  assert.throws(() => Object.defineProperty(proxy, "b", { value: 1 }), StubError);
  assert.throws(() => Object.setPrototypeOf(proxy, null), StubError);
  assert.throws(() => Object.preventExtensions(proxy), StubError);
  assert.equal(proxy.a, 1);
});

test("a proxy of a function is one, and refuses to be called", () => {
  const trapped = proxyWith(["apply", "construct"], () => builtin("Array"));
  assert.equal(typeof trapped, "function");
  assert.throws(() => trapped(), { message: /apply trap/ });
  assert.throws(() => new trapped(), { message: /construct trap/ });
  const plain = proxyWith([], (dump) => dump.function({ name: "f" }));
  assert.throws(() => plain(), { member: "f" });
});

test("a proxy of an array is one", () => {
  const proxy = proxyWith([], (dump) => dump.array(1, 2));
  assert(Array.isArray(proxy));
  assert.deepEqual([...proxy], [1, 2]);
});

test("a proxy whose handler is a class instance knows the traps of its class", () => {
  const proxy = openValue((dump) => {
    const handler = dump.class({ name: "Handler", members: [{ key: "get", kind: "method" }] });
    return dump.node(NodeKind.proxy, { payload: [dump.object({ a: 1 }), dump.object({}, { prototype: handler })] });
  }) as Loose;
  assert.equal(omittedOf(proxy.a)?.reason, "accessor");
});

test("a proxy with an unknown handler counts as trapped everywhere", () => {
  const proxy = openValue((dump) =>
    dump.node(NodeKind.proxy, { payload: [dump.object({ a: 1 }), omitted({ reason: "depth", type: "Object" })] })
  ) as Loose;
  assert.equal(omittedOf(proxy.a)?.reason, "accessor");
  assert.throws(() => proxy.a = 2, StubError);
});

test("a revoked proxy, and one of which nothing is known, read as omitted", () => {
  for (const payload of [[null, null], [omitted({ reason: "no-inspector" })]]) {
    const proxy = openValue((dump) => dump.node(NodeKind.proxy, { payload })) as Loose;
    assert.equal(omittedOf(proxy.a)?.reason, "accessor");
    assert.deepEqual(Object.keys(proxy), []);
  }
});

test("a proxy as a prototype does not hold up the object", () => {
  const value = openValue((dump) => {
    const prototype = dump.node(NodeKind.proxy, { payload: [dump.object({ inherited: 1 }), dump.object({})] });
    return dump.object({ own: 2 }, { prototype });
  }) as Loose;
  assert.deepEqual([value.own, value.inherited], [2, 1]);
});
