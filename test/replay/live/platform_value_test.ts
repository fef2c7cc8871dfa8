import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import test from "node:test";
import { platformValue } from "../../../replay/live/platform_value.ts";

test("a dump may name what reaches nothing outside of the process, and nothing else", () => {
  assert.equal(platformValue("node:events")?.value, EventEmitter);
  assert.equal(platformValue("node:path.join")?.value, join);
  assert.equal(platformValue("structuredClone")?.value, structuredClone);
  for (
    const path of [
      "node:fs.readFileSync",
      "node:child_process.exec",
      "node:module.createRequire",
      "node:vm.runInThisContext",
      "node:process",
      "node:worker_threads.Worker",
      "node:net.connect",
      "process.exit",
      "eval",
      "Function",
      "node:events.constructor",
      "node:path.__proto__",
    ]
  ) {
    assert.equal(platformValue(path), undefined, path);
  }
});
