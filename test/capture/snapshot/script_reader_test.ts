import assert from "node:assert/strict";
import test from "node:test";
import { stackOnly } from "../../../capture/engine/stack_only.ts";
import type { Engine } from "../../../capture/engine/engine.ts";
import { ScriptReader } from "../../../capture/snapshot/script_reader.ts";

const PLACE = { url: "file:///app/a.js", line: 1, column: 1 };

/** An engine that counts turns, and has loaded one script more at each. */
function countingEngine(): { engine: Engine; turns: () => number } {
  let turns = 0;
  const engine: Engine = {
    ...stackOnly("a test"),
    readScripts: (starts) => {
      turns++;
      return { parameters: starts.map(() => ["a"]), calls: [], maps: new Map([["/app/a.js", "a.js.map"]]) };
    },
    scriptTexts: () => [],
    scriptUrls: () => Array.from({ length: turns }, (_, i) => `file:///app/${i}.js`),
  };
  return { engine, turns: () => turns };
}

test("ScriptReader takes one turn for a dump: when there is a question, or when URLs are wanted", () => {
  const asked = countingEngine();
  const reader = new ScriptReader(asked.engine);
  assert.deepEqual(reader.read([PLACE], []).parameters, [["a"]]);
  assert.deepEqual(reader.urls(), ["file:///app/0.js"]);
  assert.equal(asked.turns(), 1);

  const silent = countingEngine();
  const other = new ScriptReader(silent.engine);
  assert.deepEqual(other.read([], []), { parameters: [], calls: [], maps: new Map() });
  assert.equal(silent.turns(), 0);
  assert.deepEqual(other.urls(), ["file:///app/0.js"]);
  assert.deepEqual(other.urls(), ["file:///app/0.js"]);
  assert.equal(silent.turns(), 1);
});

test("ScriptReader tells nothing without an engine", () => {
  const reader = new ScriptReader(undefined);
  assert.deepEqual(reader.read([PLACE], [PLACE]), { parameters: [], calls: [], maps: new Map() });
  assert.deepEqual(reader.urls(), []);
});

test("ScriptReader knows the source maps of the scripts that it asked about", () => {
  const reader = new ScriptReader(countingEngine().engine);
  assert.equal(reader.mapAddress("file:///app/a.js"), undefined);
  reader.read([PLACE], []);
  assert.equal(reader.mapAddress("file:///app/a.js"), "a.js.map");
  assert.equal(reader.mapAddress("file:///app/b.js"), undefined);
});
