/**
 * Dumps with very many frames, variables and functions that share scopes.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { Wire } from "../../../dump/format.ts";
import { writeDump } from "../../../dump/write.ts";
import { visits } from "../../../replay/frames/heap_graph.ts";
import { ScopeNames } from "../../../replay/frames/scope_names.ts";
import { openDump } from "../../../replay/mod.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { promptOn } from "../repl/prompt_on.ts";

const FRAMES = 190;
const VARIABLES = 1000;
const FUNCTIONS = 500;

/** Frames and functions that all have the same twenty scopes around them. */
function shared(): DumpBuilder {
  const dump = new DumpBuilder();
  const object = dump.object({ a: 1 });
  const variables = Object.fromEntries(Array.from({ length: VARIABLES }, (_, at) => [`v${at}`, object]));
  const scopes = Array.from({ length: 20 }, () => dump.scope("closure", variables));
  const functions = Array.from({ length: FUNCTIONS }, (_, at) => dump.function({ name: `f${at}` }, scopes));
  const top = dump.scope("local", { list: dump.array(...functions) as Wire });
  const source = dump.source("file:///a.js", "f();\n");
  const frame = (scopes: number[]) => dump.frame({ functionName: "f", source, scopes });
  dump.exception({ value: object, frames: [frame([top]), ...Array.from({ length: FRAMES }, () => frame(scopes))] });
  return dump;
}

test("visits() meets a variable once, whatever frames and functions share it", () => {
  const session = openDump(writeDump(shared().build()));
  let count = 0;
  for (const _ of visits(session, session.frames[0])) count++;
  assert(count > 20 * VARIABLES && count < 21 * VARIABLES + 2 * FUNCTIONS, `${count} visits`);
});

test("a name that no frame has is looked for without making a variable", async () => {
  const session = openDump(writeDump(shared().build()));
  const { heap } = session.file;
  const slot = heap.slot.bind(heap);
  let made = 0;
  heap.slot = (wire) => (made++, slot(wire));
  const answer = await session.frames[1]!.evaluate("nowhere");
  assert(!answer.ok);
  assert.match(String(answer.error), /nowhere is not defined/);
  assert(made < 5, `${made} variables were made`);
});

test("refs and p answer on a dump of very many frames", async () => {
  const { text } = promptOn(shared().build());
  assert.match(await text("refs $exception"), /more places/);
  await assert.rejects(text("p nowhere"), /nowhere is not defined/);
});

test("ScopeNames.indexOf() gives the last place of a name, in short lists and long ones", () => {
  const names = new ScopeNames();
  for (const length of [0, 1, 8, 9, 100]) {
    const list = Array.from({ length }, (_, at) => `v${at}`);
    const record = { type: "local" as const, names: ["a", ...list, "a"], values: new Array(length + 2).fill(null) };
    assert.equal(names.indexOf(record, "a"), length + 1);
    assert.equal(names.indexOf(record, "b"), undefined);
    assert.equal(names.indexOf(record, "toString"), undefined);
    if (length > 0) assert.equal(names.indexOf(record, "v0"), 1);
  }
});

test("Scope.get() and Scope.variables give the same variable", () => {
  const session = openDump(writeDump(shared().build()));
  const [scope] = session.frames[1]!.scopes;
  const before = scope!.get("v500");
  assert.equal(scope!.variables[500], before);
  assert.equal(scope!.get("v1"), scope!.variables[1]);
  assert.equal(scope!.get("nowhere"), undefined);
});
