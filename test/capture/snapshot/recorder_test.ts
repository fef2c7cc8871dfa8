import assert from "node:assert/strict";
import test from "node:test";
import { Recorder } from "../../../capture/snapshot/recorder.ts";
import { BEHIND_ACCESSOR, UNINITIALIZED } from "../../../capture/snapshot/site.ts";

const event = (value: unknown, scope: object = {}, lasting = false) => ({
  value,
  scopes: [scope],
  lasting,
  unlisted: {},
  frames: () => [],
  stack: () => [],
});

test("Recorder copies bindings at the throw", () => {
  const recorder = new Recorder();
  const scope = { a: 1 };
  const error = new Error("x");
  recorder.record(event(error, scope));
  scope.a = 2;
  assert.deepEqual(recorder.throwsOf(error)?.[0]?.scopes, [{ names: ["a"], values: [1] }]);
});

test("Recorder marks a variable in its temporal dead zone", () => {
  const recorder = new Recorder();
  const error = new Error("x");
  recorder.record(event(error, {
    get early() {
      throw new ReferenceError("not yet");
    },
  }));
  assert.deepEqual(recorder.throwsOf(error)?.[0]?.scopes[0]?.values, [UNINITIALIZED]);
});

test("Recorder runs nothing of a scope that lasts, as the object of a with statement may", () => {
  const recorder = new Recorder();
  const error = new Error("x");
  const ran: string[] = [];
  const object = {
    a: 1,
    get b() {
      ran.push("b");
      return 2;
    },
  };
  recorder.record(event(error, object, true));
  assert.deepEqual(recorder.throwsOf(error)?.[0]?.scopes, [{ names: ["a", "b"], values: [1, BEHIND_ACCESSOR] }]);
  const proxied = new Error("y");
  const trap = () => assert.fail("ran");
  recorder.record(
    event(proxied, new Proxy(object, { ownKeys: trap, get: trap, getOwnPropertyDescriptor: trap }), true),
  );
  assert.deepEqual(recorder.throwsOf(proxied)?.[0]?.scopes, [{ names: [], values: [] }]);
  assert.deepEqual(ran, []);
});

test("Recorder keeps the first and the latest throws of one value", () => {
  const recorder = new Recorder();
  const error = new Error("x");
  for (let i = 0; i < 100; i++) recorder.record(event(error, { i }));
  const kept = recorder.throwsOf(error)!.map(({ scopes }) => scopes[0]!.values[0]);
  assert.equal(kept.length, 64);
  assert.equal(kept[0], 0);
  assert.equal(kept.at(-1), 99);
});

test("Recorder finds a thrown primitive by its value, the last one first", () => {
  const recorder = new Recorder();
  recorder.record(event(42, { first: true }));
  recorder.record(event(42, { second: true }));
  assert.deepEqual(recorder.throwsOf(42)?.[0]?.scopes[0]?.names, ["second"]);
  assert.equal(recorder.throwsOf(43), undefined);
});

test("Recorder passes over what the runtime throws on of a primitive", () => {
  const recorder = new Recorder();
  const frame = { functionName: "f", generated: { url: "file:///a.js", line: 1, column: 1 }, scopes: [] };
  recorder.record({ ...event("out of paper", { own: 1 }), frames: () => [frame] });
  const runtimes = { ...frame, unavailable: "a function of the runtime itself" };
  recorder.record({ ...event("out of paper", { runtimes: 1 }), frames: () => [runtimes] });
  assert.deepEqual(recorder.throwsOf("out of paper")?.[0]?.scopes[0]?.names, ["own"]);
});

test("Recorder lets go of throws that are two thousand throws old", () => {
  const recorder = new Recorder();
  const old = new Error("old");
  recorder.record(event(old));
  for (let i = 0; i < 2001; i++) recorder.record(event(new Error("new")));
  assert.equal(recorder.throwsOf(old), undefined);
});

test("Recorder finds what was thrown last and is no error by its text", () => {
  const recorder = new Recorder();
  const response = { status: 503 };
  for (const value of ["x", 42, response, new Error("y")]) recorder.record(event(value));
  assert.deepEqual(recorder.nonError("42"), { value: 42, throws: recorder.throwsOf(42) });
  assert.equal(recorder.nonError("#<Object>")?.value, response);
  assert.equal(recorder.nonError("z"), undefined);
});
