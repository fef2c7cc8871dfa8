/**
 * Answers about dumps that have very much of something: what is printed is bounded, and says what is left out.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { FrameRecord } from "../../../dump/format.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { promptOn } from "./prompt_on.ts";

/** A dump of very many frames that share a scope. */
function manyFrames(frames: number, variables: number, record: Partial<FrameRecord> = {}) {
  const dump = new DumpBuilder();
  const names = Object.fromEntries(Array.from({ length: variables }, (_, at) => [`v${at}`, at]));
  const scopes = [dump.scope("local", names)];
  const all = Array.from({ length: frames }, () => dump.frame({ functionName: "f", scopes, ...record }));
  dump.exception({ value: null, frames: all });
  return dump.build();
}

interface FrameList {
  readonly frames: readonly unknown[];
  readonly leftOut?: number;
}

test("where shows the ends of a very long stack, and which command shows the rest", async () => {
  const prompt = promptOn(manyFrames(3000, 2));
  const lines = (await prompt.text("where")).split("\n");
  assert.equal(lines.length, 1001);
  assert.equal(lines[800]!.trim(), "… 2000 frames not shown (frame 801)");
  assert.match(lines[801]!, / 2801 {2}f/);
  const full = (await prompt.text("where -full")).split("\n");
  assert.equal(full.length, 3001);
  assert.equal((await promptOn(manyFrames(1000, 2)).text("where")).split("\n").length, 1000);
});

test("where counts in JSON the frames for which there is no room", async () => {
  const { frames, leftOut } = await promptOn(manyFrames(12_000, 1)).data("where") as FrameList;
  assert.deepEqual([frames.length, leftOut], [10_000, 2000]);
  const functionName = "n".repeat(1_000_000);
  const long = await promptOn(manyFrames(3, 1, { functionName })).data("where") as FrameList;
  assert.deepEqual([long.frames.length, long.leftOut], [2, 1]);
  const few = await promptOn(manyFrames(5, 1)).data("where") as FrameList;
  assert.deepEqual([few.frames.length, few.leftOut], [5, undefined]);
});

test("where tells few of very many reasons and ranges", async () => {
  const dump = new DumpBuilder();
  const frames = Array.from(
    { length: 5000 },
    (_, at) => dump.frame({ unavailable: at % 2 ? "odd" : `even ${at % 40}` }),
  );
  dump.exception({ value: null, frames });
  const lines = (await promptOn(dump.build()).text("where")).split("\n").slice(1001);
  assert.match(lines.at(-1)!, /^… 11 more reasons$/);
  assert.match(lines.join(" "), /frames 2, 4, 6, .* 40, … have no variables: odd/);
});

test("each leaves frames out when there are very many, or much to show of each", async () => {
  const prompt = promptOn(manyFrames(600, 200));
  const text = await prompt.text("each locals");
  assert(text.length < 1_200_000, `${text.length}`);
  const [, left, next] = /… (\d+) more frames \(frame (\d+) locals\)$/.exec(text)!;
  assert.equal(Number(left) + Number(next), 601);
  const short = await prompt.text("each p v1");
  assert.match(short, /… 100 more frames \(frame 501 p v1\)$/);
  const data = await prompt.data("each p v1") as FrameList;
  assert.deepEqual([data.frames.length, data.leftOut], [500, 100]);
  const much = await prompt.data("each locals") as FrameList;
  assert.equal(much.frames.length + much.leftOut!, 600);
  assert(much.frames.length < 200);
});

test("locals, scopes and args make no more variables than they show", async () => {
  const parameters = Array.from({ length: 60_000 }, (_, at) => `v${at}`);
  const dump = manyFrames(1, 60_000, { parameters });
  const prompt = promptOn(dump);
  const { heap } = prompt.runner.session.file;
  const slot = heap.slot.bind(heap);
  let made = 0;
  heap.slot = (wire) => (made++, slot(wire));
  assert.match(await prompt.text("locals"), /v199 +=.*\n {2}… 59800 more \(locals \/pattern\/\)$/);
  assert.match(await prompt.text("scopes"), /v1999\n {2}… 58000 more \(locals \/pattern\/\)$/);
  assert.match(await prompt.text("where -full"), /… 59992 more \(locals\)$/);
  assert.match(await prompt.text("locals /^v59/"), /v5917 +=/);
  assert(made < 3000, `${made}`);
  assert.match(await prompt.text("args"), /\n… 59800 more \(locals \/pattern\/\)$/);
  for (const command of ["locals", "scopes"]) {
    const { scopes } = await prompt.data(command) as { scopes: Record<string, unknown>[] };
    assert.equal(scopes[0]!["leftOut"], 10_000, command);
  }
});

test("where shows as many arguments as there is room for", async () => {
  const parameters = Array.from({ length: 1000 }, (_, at) => `v${at}`);
  const text = await promptOn(manyFrames(1, 1000, { parameters })).text("where");
  assert.match(text, /f\(v0=0, v1=1, v2=2, .*, …\)$/);
});

test("ll, list and source show the part of a very long function that is around the line", async () => {
  const dump = new DumpBuilder();
  const url = "file:///app/a.ts";
  const text = `function f() {\n${"  g();\n".repeat(10_000)}}\n`;
  const source = dump.source(url, text);
  const x = dump.function({ name: "f", text: text.trimEnd(), position: { url, line: 1, column: 1 } });
  const scopes = [dump.scope("local", { x })];
  dump.exception({
    value: null,
    frames: [dump.frame({ functionName: "f", position: { url, line: 5000, column: 3 }, source, scopes })],
  });
  const prompt = promptOn(dump.build());
  const lines = (await prompt.text("ll")).split("\n");
  assert.match(lines[0]!, / 4000 │/);
  assert.match(lines.at(-1)!, / 5999 │/);
  assert.equal((await prompt.text("list 2 9000")).split("\n").filter((line) => line.includes(" g();")).length, 2000);
  assert.match(await prompt.text("source x"), /\n… 8002 more lines$/);
});

test("a source of too many tokens is not parsed, and ll shows the lines around", async () => {
  const dump = new DumpBuilder();
  const url = "file:///app/a.ts";
  const source = dump.source(url, `function f() {\n${"(a);\n".repeat(300_000)}}\n`);
  const frame = dump.frame({ position: { url, line: 200, column: 1 }, source });
  dump.exception({ value: null, frames: [frame] });
  const lines = (await promptOn(dump.build()).text("ll")).split("\n");
  assert.match(lines[0]!, / 190 │/);
  assert.match(lines.at(-1)!, / 210 │/);
});
