import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import test from "node:test";
import { openDump } from "../../replay/mod.ts";
import { crash, openEverywhere, stack, variables } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

test("code that was compiled from text stands in that text", async () => {
  const { dumps } = await crash("evaluated.ts");
  const [where, list, total] = await openEverywhere(dumps[0], ["where", "list", "frame 2 list"]);
  assert.deepEqual(stack(where!).map((frame) => frame.replace(/^\S+ /, "")), [
    "[eval 1]:1",
    "evaluated.ts:12",
    "evaluated.ts:17",
  ]);
  assert.equal(where!.result.frames[0].column, 34);
  assert.deepEqual(list!.result.lines.map(({ text }: { text: string }) => text), [
    "(price) => { if (price > _limit) throw new RangeError('dear'); return price * _rate; }",
  ]);
  assert.match(JSON.stringify(total!.result), /sum \+= formula\(price\)/);
});

test("code from text in several forms: no frame stands at a line of another text", async () => {
  const { dumps, stderr } = await crash("evaluated_forms.ts");
  assert.equal(dumps.length, 4, stderr);
  for (const dump of dumps) {
    const [innermost] = openDump(readFileSync(dump)).frames;
    const { position, source } = innermost!;
    assert.match(source!.line(position!.line)!, /throw new Error\("in text"\)/);
    assert.match(source!.line(position!.line)!.slice(position!.column - 1), /^throw new Error/);
    assert.match(position!.url, /^\[eval \d\]$|^template\.js$/);
    assert.deepEqual(
      innermost!.scopes.flatMap(({ variables }) => variables.map(({ name }) => name)).includes("made"),
      true,
    );
  }
});

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
