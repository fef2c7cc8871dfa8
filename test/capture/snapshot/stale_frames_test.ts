import assert from "node:assert/strict";
import test from "node:test";
import type { EngineFrame } from "../../../capture/engine/engine.ts";
import { staleFrames } from "../../../capture/snapshot/stale_frames.ts";
import { parseStackCall } from "../../../capture/snapshot/stack_text.ts";

const TEXT = "const total = totalOf(lines);\nconst all = this.#sum(lines);\nreturn list.map(each);\n";

function frame(functionName: string): EngineFrame {
  return { functionName, generated: { url: "file:///a.js", line: 1, column: 1 }, scopes: [] };
}

/** Names of the frames that are left; printed are those with a place. */
function left(...stack: readonly (readonly [name: string, place?: string])[]): string[] {
  const frames = stack.map(([name]) => frame(name));
  const printed = stack.map(([name, place]) => place === undefined ? undefined : parseStackCall(`${name} (${place})`));
  const stale = staleFrames(frames, printed, () => TEXT);
  return frames.filter((_, i) => !stale.has(i)).map(({ functionName }) => functionName);
}

test("staleFrames() finds what stands between a call and its caller", () => {
  assert.deepEqual(left(["totalOf", "/a.js:9:9"], ["then"], ["fetch"], ["handler", "/a.js:1:15"]), [
    "totalOf",
    "handler",
  ]);
  assert.deepEqual(left(["#sum", "/a.js:9:9"], ["then"], ["handler", "/a.js:2:18"]), ["#sum", "handler"]);
});

test("staleFrames() keeps tail calls", () => {
  assert.deepEqual(left(["boom", "/a.js:9:9"], ["totalOf"], ["handler", "/a.js:1:15"]), ["boom", "totalOf", "handler"]);
  assert.deepEqual(left(["boom", "/a.js:9:9"], ["each"], ["handler", "/a.js:3:13"]), ["boom", "each", "handler"]);
  assert.deepEqual(left(["totalOf", "/a.js:9:9"], ["totalOf"], ["handler", "/a.js:1:15"]), [
    "totalOf",
    "totalOf",
    "handler",
  ]);
  assert.deepEqual(left(["boom", "/a.js:9:9"], ["arrow"]), ["boom", "arrow"]);
});

test("staleFrames() keeps what it cannot judge", () => {
  assert.deepEqual(left(["totalOf", "/a.js:9:9"], ["then"], ["handler", "/a.js:99:15"]), [
    "totalOf",
    "then",
    "handler",
  ]);
});

test("staleFrames() finds calls of our own that are not printed", () => {
  const own = new URL("../../../capture/mod.ts", import.meta.url).href;
  const ours = (functionName: string): EngineFrame => ({
    functionName,
    generated: { url: own, line: 75, column: 66 },
    scopes: [],
  });
  const frames = [frame("boom"), ours(""), ours("dump"), frame("main")];
  const printed = ["boom (/a.js:1:1)", undefined, `dump (${own}:80:3)`, "main (/a.js:5:1)"];
  const stale = staleFrames(
    frames,
    printed.map((line) => line === undefined ? line : parseStackCall(line)),
    () => undefined,
  );
  assert.deepEqual([...stale], [1]);
});
