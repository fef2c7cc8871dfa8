import assert from "node:assert/strict";
import test from "node:test";
import { cells } from "../../../replay/text/fit.ts";
import { runRepl } from "../../../replay/repl/repl.ts";
import { smallestDump } from "../../helpers/build_dump.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { FakeTerminal } from "./fake_terminal.ts";
import { matchGolden } from "./golden.ts";
import { promptOn } from "./prompt_on.ts";

async function transcript(script: string, columns = 100, prompt = promptOn()): Promise<string> {
  const lines = script === "" ? [] : script.split(/\|\n?/);
  const terminal = new FakeTerminal(lines, columns);
  await runRepl({ runner: prompt.runner, terminal, startup: [] });
  const typed = new Set(lines);
  for (const line of terminal.screen.split("\n")) {
    const isTyped = [...typed].some((text) => text !== "" && line.endsWith(text));
    assert.ok(isTyped || cells(line) <= columns, `wider than ${columns}: ${line}`);
  }
  return terminal.screen;
}

const STACK =
  `where|up||where -a||down|frame 2|frame 1 p this.id|top|bottom|each .args|unhide|each p 1|hide|threads|where -full`;
const SOURCE = `.list|||.list .|.list 1 3||ll|up|l||ll|down|source this|source add|edit|up 2|list`;
const VALUES =
  `locals /^c/|locals zzz|args|.args|closure counter|module /^c/|scopes|this|.this|p this.items|pp this|pp 0 this|
whatis this|whatis add|whatis text|why omitted_depth|why cutText|why cutList|why text|count = 4|const fresh = { a: 1 }|
locals /^count$/|locals /^fresh$/|_|$1|reset|reset|reset -a|locals /^c/|display count|display typeof this|display|up|
undisplay 1|down|undisplay`;
const EXCEPTIONS = `exception|causes|cause|cause 2|causes|cause 0|throws|throws 1|throws 0|redactions|meta|env`;
const GRAPH =
  `find instanceof Order|find /^Tea$/|find s3cret|find /nothing like this/|refs this|path item|path this.items|refs 1`;
const WRONG =
  `wehre|locasl|.nope|up x|up 9 9|frame 9|frame 0|cause 9|throws 9|thread 9|.list 999|.list x|where -z|locals /(/|p|
pp x y|foo bar|1 +* 2|undisplay 3|unalias x|help x|step|continue|thr|down|why|find|find instanceof|source 1|alias where up|
alias 1 up|reset x|load /nope`;
const NO_FRAMES = `where|up|locals|1 + 1|$exception|const a = 1|a|_|exception|causes|list`;

test("the prompt shows the error, where it was thrown, and the source with its values", async () => {
  matchGolden("opening", await transcript(""));
});

test("the prompt fits a narrow screen", async () => {
  matchGolden("opening_narrow", await transcript("where|locals /^c/|meta|help", 48));
});

test("the prompt shows the stack and moves in it", async () => {
  matchGolden("stack", await transcript(STACK));
});

test("the prompt lists source", async () => {
  matchGolden("source", await transcript(SOURCE));
});

test("source says of code whether the dump has no place for it, or it was typed", async () => {
  const dump = new DumpBuilder();
  const built = dump.function({ name: "built", text: "function built() {}" });
  const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", { built })] });
  dump.exception({ value: dump.object({}), frames: [frame] });
  const { text } = promptOn(dump.build());
  assert.equal(await text("source built"), "built  as it ran\n     1 │ function built() {}");
  await text("const typed = () => 1");
  assert.match(await text("source typed"), /^typed {2}typed at the prompt\n/);
});

test("the prompt shows and changes values", async () => {
  matchGolden("values", await transcript(VALUES));
});

test("the prompt shows exceptions, causes and later throws", async () => {
  matchGolden("exceptions", await transcript(EXCEPTIONS));
});

test("the prompt searches all values", async () => {
  matchGolden("graph", await transcript(GRAPH));
});

test("the prompt answers what is wrong in one line that says what to type", async () => {
  matchGolden("wrong", await transcript(WRONG));
});

test("the prompt helps", async () => {
  matchGolden("help", await transcript("help|help frame|help bt|help continue|? up", 80));
});

test("the prompt opens a dump without frames", async () => {
  const prompt = promptOn(smallestDump());
  matchGolden(
    "no_frames",
    await transcript(NO_FRAMES, 80, prompt),
  );
});
