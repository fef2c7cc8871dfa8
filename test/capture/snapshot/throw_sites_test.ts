import assert from "node:assert/strict";
import test from "node:test";
import type { EngineFrame } from "../../../capture/engine/engine.ts";
import type { RecordedThrow } from "../../../capture/snapshot/recorder.ts";
import { throwSites } from "../../../capture/snapshot/throw_sites.ts";

/** A recorded throw of V8's or JavaScriptCore's kind: `name line` each, and the printed stack. */
function recorded(frames: readonly (readonly [name: string, line: number])[], stack: readonly string[]): RecordedThrow {
  return {
    time: 1,
    scopes: frames.map(([name]) => ({ names: [`of_${name || "module"}`], values: [1] })),
    frames: () =>
      frames.map(([functionName, line], index): EngineFrame => ({
        functionName,
        generated: { url: "file:///a.js", line, column: 1 },
        scopes: [{ type: "local", index }],
      })),
    stack: () => stack,
  };
}

const names = (throws: readonly RecordedThrow[], text?: string) =>
  throwSites(throws, () => text).map(({ frames }) =>
    frames.map(({ frame }) => `${frame.async ? "async " : ""}${frame.functionName}(${frame.scopes[0]?.names ?? ""})`)
  );

test("throwSites() shows waiting callers without variables", () => {
  const stack = ["f (file:///a.js:1:1)", "async g (file:///a.js:2:1)", "async file:///a.js:3:1"];
  assert.deepEqual(names([recorded([["f", 1]], stack)]), [["f(of_f)", "async g()", "async ()"]]);
});

test("throwSites() joins the pauses in waiting callers with the throw", () => {
  const first = recorded([["f", 1]], ["f (file:///a.js:1:1)", "async g (file:///a.js:2:1)"]);
  const caller = recorded([["g", 2]], ["g (file:///a.js:2:1)"]);
  const module = recorded([["module code", 9]], ["file:///a.js:9:1"]);
  assert.deepEqual(names([first, caller, module]), [["f(of_f)", "async g(of_g)", "async (of_module code)"]]);
});

test("throwSites() keeps a rethrow apart", () => {
  const first = recorded([["f", 1], ["g", 2]], ["f (file:///a.js:1:1)", "g (file:///a.js:2:1)"]);
  const again = recorded([["g", 4]], ["g (file:///a.js:4:1)"]);
  assert.deepEqual(names([first, again]), [["f(of_f)", "g(of_g)"], ["g(of_g)"]]);
});

test("throwSites() joins recursive callers one by one", () => {
  const stack = ["f (file:///a.js:1:1)", "async f (file:///a.js:2:1)", "async f (file:///a.js:2:1)"];
  const caller = () => recorded([["f", 2]], ["f (file:///a.js:2:1)"]);
  assert.deepEqual(names([recorded([["f", 1]], stack), caller(), caller()]), [[
    "f(of_f)",
    "async f(of_f)",
    "async f(of_f)",
  ]]);
});

test("throwSites() joins callers that wait where no stack tells of them, as the source says", () => {
  const text = "f\nawait Promise.all([f()]);\nfor await (const x of y) {}\n  throw e;\n";
  const first = recorded([["f", 1]], ["f (file:///a.js:1:1)"]);
  const inAwait = recorded([["g", 2]], ["g (file:///a.js:2:1)"]);
  const inLoop = recorded([["h", 3]], ["h (file:///a.js:3:18)"]);
  const again = recorded([["h", 4]], ["h (file:///a.js:4:9)"]);
  assert.deepEqual(names([first, inAwait, inLoop, again], text), [
    ["f(of_f)", "async g(of_g)", "async h(of_h)"],
    ["h(of_h)"],
  ]);
});

test("throwSites() passes over what the runtime passes on", () => {
  const first = recorded([["f", 1]], ["f (file:///a.js:1:1)"]);
  const { scopes, time } = first;
  const passedOn: RecordedThrow = {
    time,
    scopes,
    frames: () => [{ functionName: "run", generated: { url: "node:internal/run", line: 1, column: 1 }, scopes: [] }],
    stack: () => ["run (node:internal/run:1:1)"],
  };
  assert.deepEqual(names([first, passedOn]), [["f(of_f)"]]);
});
