import assert from "node:assert/strict";
import test from "node:test";
import { openingText } from "../../../replay/repl/opening.ts";
import { viewOf } from "../../../replay/text/view.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { promptOn } from "./prompt_on.ts";

async function opening(dump: DumpBuilder): Promise<string> {
  const { runner } = promptOn(dump.build());
  const view = viewOf({ session: runner.session, columns: 80, color: false, numbered: true });
  return (await openingText(runner.context))(view);
}

test("the opening of an error that a package threw names the first frame of the program", async () => {
  const dump = new DumpBuilder();
  const inner = dump.frame({ functionName: "parse", origin: "library", scopes: [dump.scope("local", { text: "{" })] });
  const outer = dump.frame({ functionName: "load", scopes: [] });
  dump.exception({ value: "boom", name: "SyntaxError", message: "bad", frames: [inner, outer] });
  const text = await opening(dump);
  assert.match(text, /\nin parse\n/);
  assert.match(text, /\n {7}text = "\{"\n/);
  assert.match(text, /\nframe 2 is the first of the program's own: type frame 2$/);
});

test("the opening shows five causes at most", async () => {
  const dump = new DumpBuilder();
  const value = "x";
  for (let index = 0; index < 8; index++) {
    dump.exception({ value, name: "Error", message: `number ${index}`, ...(index < 7 ? { cause: index + 1 } : {}) });
  }
  const text = await opening(dump);
  assert.match(text, /cause 5 {2}Error: number 5\n {2}… 2 more \(causes\)\n/);
  assert.doesNotMatch(text, /number 6/);
});

test("the opening shortens the message of a cause and the beginning of its path, and keeps the line", async () => {
  const dump = new DumpBuilder();
  const url = `file:///app/${"deep/".repeat(20)}file.ts`;
  const frame = dump.frame({ scopes: [], position: { url, line: 12, column: 34 } });
  const long = "many words ".repeat(10).trim();
  dump.exception({ value: "x", name: "Error", message: "top", cause: 1 });
  dump.exception({ value: "x", name: "Error", message: long, frames: [frame], cause: 2 });
  dump.exception({ value: "x", name: "Error", message: "short", frames: [frame] });
  const [, one, two] = (await opening(dump)).split("\n");
  assert.match(one!, /^ {2}cause 1 {2}Error: many words [a-z ]*… {2}…[/deep]+\/file\.ts:12:34$/);
  assert.match(two!, /^ {4}cause 2 {2}Error: short {2}…[/deep]+\/file\.ts:12:34$/);
  assert.deepEqual([one!.length, two!.length], [80, 80]);
});

test("the opening shows an object that was thrown and is no error", async () => {
  const dump = new DumpBuilder();
  dump.exception({ value: dump.object({ code: 7, why: "\x1b[2J" }), name: "Object", message: "" });
  assert.match(await opening(dump), /^thrown: \{code: 7, why: "\\x1b\[2J"\}\n/);
});

test("the opening escapes what the file says", async () => {
  const dump = new DumpBuilder();
  const frame = dump.frame({ functionName: "\x1b[2Jf", scopes: [] });
  dump.exception({ value: "x", name: "\x1b]0;t\x07", message: "a\u202eb\n\x1b[31m", frames: [frame] });
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(await opening(dump), /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
});
