import assert from "node:assert/strict";
import { statSync } from "node:fs";
import test from "node:test";
import { crash, openEverywhere, variables } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

test("code that was compiled from text: its variables, and on V8 what a function made of it has closed over", async () => {
  const { dumps, stderr } = await crash("evaluated.ts");
  assert.equal(dumps.length, 1, stderr);
  // The handle of the recording is a variable of the module, and leads to nothing.
  assert.ok(statSync(dumps[0]!).size < 30_000, `${statSync(dumps[0]!).size} bytes`);
  const [locals, closure, sum, why] = await openEverywhere(dumps[0], [
    "locals",
    "closure",
    "frame 2 p sum",
    "frame 2 why formula",
  ]);
  assert.equal(variables(locals!)["price"], "9");
  assert.equal(variables(closure!)["_rate"], "3");
  assert.equal(variables(closure!)["_limit"], "5");
  assert.equal(sum?.result.value, 3);
  assert.equal(why?.result.reason, CURRENT === "bun" ? "unsupported" : null);
});
