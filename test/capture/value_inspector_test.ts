import assert from "node:assert/strict";
import test from "node:test";
import type { Engine, EngineAnswer } from "../../capture/engine/engine.ts";
import { stackOnly } from "../../capture/engine/stack_only.ts";
import type { RecordedThrow } from "../../capture/snapshot/recorder.ts";
import { ScriptReader } from "../../capture/snapshot/script_reader.ts";
import { ValueInspector } from "../../capture/value_inspector.ts";

/** An inspector over an engine that answers as it is told, and the turns that it took. */
function inspectorOver(answer: (value: object) => EngineAnswer | undefined) {
  const turns: (readonly object[] | "scripts")[] = [];
  const engine: Engine = {
    ...stackOnly("a test"),
    ask: (values) => {
      turns.push([...values]);
      return values.map(answer);
    },
    readScripts: () => {
      turns.push("scripts");
      return { parameters: [], calls: [], maps: new Map() };
    },
  };
  return { inspector: new ValueInspector(engine, new ScriptReader(engine)), turns };
}

function throwWith(...values: readonly unknown[]): RecordedThrow {
  return { time: 0, scopes: [{ names: values.map((_, i) => `v${i}`), values }], frames: () => [], stack: () => [] };
}

const named = (value: object): EngineAnswer => ({ privates: [["#name", (value as { name?: unknown }).name]] });

test("ValueInspector asks ahead about functions that are variables, and then about nothing else than what is new", () => {
  const [first, second, third] = [function first() {}, function second() {}, function third() {}];
  const { inspector, turns } = inspectorOver(named);
  inspector.askAhead([throwWith(1, first, {}, first), throwWith(second)]);
  assert.deepEqual(turns, [[first, second], "scripts"]);
  assert.deepEqual(inspector.inspect([second, first]), [named(second), named(first)]);
  assert.deepEqual(inspector.inspect([second, third, first]), [second, third, first].map(named));
  assert.deepEqual(turns, [[first, second], "scripts", [third]]);
});

test("ValueInspector asks ahead about nothing that an inspector would run code of, and about few", () => {
  const getter = Object.defineProperty(() => {}, "length", { get: () => assert.fail("a getter ran") });
  const proxy = new Proxy(() => {}, { getOwnPropertyDescriptor: () => assert.fail("a trap ran") });
  const inherits = Object.setPrototypeOf(() => {}, proxy);
  const many = Array.from({ length: 100 }, () => () => {});
  const { inspector, turns } = inspectorOver(named);
  inspector.askAhead([throwWith(getter, proxy, inherits, ...many)]);
  assert.deepEqual(turns, [many.slice(0, 32), "scripts"]);
});

test("ValueInspector takes the turn for scripts right before the first question when nothing was asked ahead", () => {
  const value = () => {};
  const { inspector, turns } = inspectorOver(() => undefined);
  assert.deepEqual(inspector.inspect([value]), [undefined]);
  assert.deepEqual(inspector.inspect([value]), [undefined]);
  assert.deepEqual(turns, ["scripts", [value], [value]]);
});

test("ValueInspector leaves out the closures of the runtime's own functions, and the scopes of modules", () => {
  const closure = { type: "closure" as const, name: "make", bindings: { a: 1 } };
  const module = { type: "module" as const, bindings: { b: 2 } };
  const answers = new Map<object, EngineAnswer>();
  const own = () => {};
  const runtimes = () => {};
  answers.set(own, { location: { url: "file:///a.js", line: 1, column: 1 }, scopes: [closure, module] });
  answers.set(runtimes, { location: { url: "node:fs", line: 1, column: 1 }, scopes: [closure] });
  const { inspector } = inspectorOver((value) => answers.get(value));
  const [first, second] = inspector.inspect([own, runtimes])!;
  assert.deepEqual(first?.scopes, [{ type: "closure", name: "make", names: ["a"], values: [1] }]);
  assert.deepEqual(second?.scopes, []);
});

test("ValueInspector keeps the closures of functions that the program has made from text, which have no URL", () => {
  const closure = { type: "closure" as const, name: "make", bindings: { rate: 3 } };
  const { inspector } = inspectorOver(() => ({ location: { url: "", line: 1, column: 1 }, scopes: [closure] }));
  assert.deepEqual(inspector.inspect([() => {}]), [
    { scopes: [{ type: "closure", name: "make", names: ["rate"], values: [3] }] },
  ]);
});
