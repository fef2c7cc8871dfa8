import assert from "node:assert/strict";
import test from "node:test";
import { readStack } from "../../../capture/snapshot/live_frames.ts";
import type { RecordedThrow } from "../../../capture/snapshot/recorder.ts";

/** A throw in a function of a CommonJS module, as JavaScriptCore tells it. */
const THROW: RecordedThrow = {
  time: 0,
  scopes: [
    { names: ["arguments", "i"], values: [[], 2] },
    {
      names: ["exports", "require", "module", "__filename", "__dirname", "arguments", "table"],
      values: [{}, {}, {}, "/app/a.cjs", "/app", [], [1, 2]],
    },
  ],
  frames: () => [{
    functionName: "row",
    generated: { url: "file:///app/a.cjs", line: 3, column: 5 },
    scopes: [{ type: "closure", name: "row", index: 0 }, { type: "closure", index: 1 }],
  }],
  stack: () => ["row (/app/a.cjs:3:5)"],
};

test("readStack() hides what every function and every CommonJS module has", () => {
  const [{ frame } = assert.fail("no frame")] = readStack(THROW, () => undefined).frames;
  assert.deepEqual(frame.scopes.map(({ type, names, values }) => ({ type, names, values })), [
    { type: "local", names: ["i"], values: [2] },
    { type: "module", names: ["table"], values: [[1, 2]] },
  ]);
});
