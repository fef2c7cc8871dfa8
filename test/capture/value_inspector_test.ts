import assert from "node:assert/strict";
import test from "node:test";
import type { Engine, EngineAnswer } from "../../capture/engine/engine.ts";
import { stackOnly } from "../../capture/engine/stack_only.ts";
import type { RecordedThrow } from "../../capture/snapshot/recorder.ts";
import { BEHIND_ACCESSOR } from "../../capture/snapshot/site.ts";
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

test("ValueInspector leaves out the closures of the runtime's own functions, and the scopes of modules of packages", () => {
  const closure = { type: "closure" as const, name: "make", bindings: { a: 1 } };
  const module = { type: "module" as const, bindings: { b: 2 } };
  const answers = new Map<object, EngineAnswer>();
  const own = () => {};
  const packages = () => {};
  const runtimes = () => {};
  answers.set(own, { location: { url: "file:///a.js", line: 1, column: 1 }, scopes: [closure, module] });
  answers.set(packages, {
    location: { url: "file:///node_modules/a/a.js", line: 1, column: 1 },
    scopes: [closure, module],
  });
  answers.set(runtimes, { location: { url: "node:fs", line: 1, column: 1 }, scopes: [closure] });
  const { inspector } = inspectorOver((value) => answers.get(value));
  const [first, second, third] = inspector.inspect([own, packages, runtimes])!;
  const made = { type: "closure", name: "make", names: ["a"], values: [1] };
  assert.deepEqual(first?.scopes, [made, { type: "module", names: ["b"], values: [2] }]);
  assert.deepEqual(second?.scopes, [made]);
  assert.deepEqual(third?.scopes, []);
});

test("ValueInspector knows the scope of a module again, and that of one that was loaded twice apart", () => {
  const module = (b: object) => ({ type: "module" as const, bindings: { b } });
  const [one, other] = [{}, {}];
  const wrapper = { exports: {}, require: 1, module: 2, __filename: "", __dirname: "", b: one };
  const seen = new Map<object, EngineAnswer["scopes"]>();
  const functions = [[module(one)], [module(one)], [module(other)], [{ type: "closure" as const, bindings: wrapper }]]
    .map((scopes) => {
      const code = () => {};
      seen.set(code, scopes);
      return code;
    });
  const { inspector } = inspectorOver((value) => ({
    location: { url: "file:///a.js", line: 1, column: 1 },
    scopes: seen.get(value)!,
  }));
  const [first, second, third, fourth] = inspector.inspect(functions)!.map((answer) => answer?.scopes?.[0]);
  assert.equal(second, first);
  assert.equal(fourth, first);
  assert.deepEqual(third, { type: "module", names: ["b"], values: [other] });
  assert.notEqual(third, first);
});

test("ValueInspector reads no variable of a module that is not initialised", () => {
  const bindings = Object.defineProperty({ a: 1 }, "b", {
    enumerable: true,
    get: () => assert.fail("an accessor ran"),
  });
  const { inspector } = inspectorOver(() => ({
    location: { url: "file:///a.js", line: 1, column: 1 },
    scopes: [{ type: "module", bindings }],
  }));
  const [answer] = inspector.inspect([() => {}])!;
  assert.deepEqual(answer?.scopes, [{ type: "module", names: ["a", "b"], values: [1, BEHIND_ACCESSOR] }]);
});

test("ValueInspector keeps the closures of functions that the program has made from text, which have no URL", () => {
  const closure = { type: "closure" as const, name: "make", bindings: { rate: 3 } };
  const { inspector } = inspectorOver(() => ({ location: { url: "", line: 1, column: 1 }, scopes: [closure] }));
  assert.deepEqual(inspector.inspect([() => {}]), [
    { scopes: [{ type: "closure", name: "make", names: ["rate"], values: [3] }] },
  ]);
});
