import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { writeDump } from "../../../dump/write.ts";
import { cells, unstyled } from "../../../replay/text/fit.ts";
import { sampleDump } from "../../helpers/build_dump.ts";
import { inTerminal, type Step } from "../../helpers/pty.ts";
import { commandOf, CURRENT, ROOT } from "../../helpers/runtimes.ts";

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const CTRL_R = "\x12";
const UP = "\x1b[A";
const ENTER = "\r";
/** No keys for a while: long enough for an evaluation to begin. */
const WAIT: readonly string[] = Array(20).fill("");

/** Opens the sample dump at the prompt, in a terminal of the runtime that runs the test. */
async function atPrompt(steps: (home: string) => readonly Step[], env: Record<string, string> = {}, columns = 80) {
  const home = mkdtempSync(join(tmpdir(), "keeptrace-prompt-"));
  const file = join(home, "crash.cbor");
  writeFileSync(file, writeDump(sampleDump()));
  const command = commandOf(CURRENT, [join(ROOT, "replay.ts"), file]);
  const settings = { HOME: home, XDG_STATE_HOME: join(home, "state"), TERM: "xterm-256color", NO_COLOR: "1", ...env };
  const { shown, code } = await inTerminal(command, steps(home), { columns, env: settings });
  // deno-lint-ignore no-control-regex
  const plain = shown.replace(/\x1b\[[?\d;]*[A-Za-z]/g, "").replaceAll("\r", "");
  return { shown, plain, code, home };
}

const type = (text: string): string[] => [...text];

test("the terminal completes with Tab, recalls with Up, and leaves with Ctrl-D", async () => {
  const { plain, code } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("this.ite"), "\t", ENTER] },
    { until: "$1 = Array(2)", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("whe"), "\t", ENTER] },
    { until: "no variables", keys: [] },
    { until: "keeptrace 1> ", keys: [UP, UP, ENTER] },
    { until: "$2 = Array(2)", keys: [] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.equal(code, 0);
  assert.match(plain, /this\.items\n\$1 = Array\(2\)/);
});

test("the terminal lists several completions", async () => {
  const { plain } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type(".cau"), "\t", "\t"] },
    { until: ".causes", keys: [CTRL_C] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.match(plain, /\.causes +\.cause/);
});

test("Ctrl-C clears the line and says how to leave, and never ends the session", async () => {
  const { plain, code } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("abc"), CTRL_C] },
    { until: "keeptrace 1> ", keys: [CTRL_C] },
    { until: "Ctrl-D or quit leaves", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("while (true) {}"), ENTER] },
    { until: "while (true) {}", keys: [] },
    { until: "\n", keys: [...WAIT, CTRL_C] },
    { until: "interrupted", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("await new Promise(() => {})"), ENTER] },
    { until: "\n", keys: [...WAIT, CTRL_C] },
    { until: "interrupted", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("1 + 1"), ENTER] },
    { until: "$1 = 2", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("quit"), ENTER] },
  ]);
  assert.equal(code, 0);
  assert.doesNotMatch(plain, /abc is not defined/);
});

test("Ctrl-R finds what was typed before, also in an earlier session", async () => {
  const { home, code } = await atPrompt((home) => {
    mkdirHistory(home, "p 'from before'\nup 9 9\n");
    return [
      { until: "keeptrace 1> ", keys: [CTRL_R, ...type("before")] },
      { until: 'history with "before"', keys: [ENTER] },
      { until: '"from before"', keys: [] },
      { until: "keeptrace 1> ", keys: [...type("where"), ENTER] },
      { until: "no variables", keys: [] },
      { until: "keeptrace 1> ", keys: [CTRL_D] },
    ];
  });
  assert.equal(code, 0);
  const history = join(home, "state", "keeptrace", "history");
  assert.equal(readFileSync(history, "utf8"), "p 'from before'\nup 9 9\np 'from before'\nwhere\n");
});

function mkdirHistory(home: string, text: string): void {
  mkdirSync(join(home, "state", "keeptrace"), { recursive: true });
  writeFileSync(join(home, "state", "keeptrace", "history"), text, { mode: 0o600 });
}

test("the history file is for its owner only", async () => {
  const { home } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("1"), ENTER] },
    { until: "$1 = 1", keys: [] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.equal(statSync(join(home, "state", "keeptrace", "history")).mode & 0o777, 0o600);
  assert.equal(statSync(join(home, "state", "keeptrace")).mode & 0o777, 0o700);
});

test("the terminal continues a line that is not whole, and wide characters are typed and shown", async () => {
  const { plain } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("['日本',"), ENTER] },
    { until: "... ", keys: [...type("'語']"), ENTER] },
    { until: '$1 = Array(2) ["日本", "語"]', keys: [] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.match(plain, /\.\.\. '語'\]/);
});

test("what was typed on several lines comes back as one entry, also in a later session", async () => {
  const { plain, home } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("[1,"), ENTER] },
    { until: "... ", keys: [...type("// two"), ENTER] },
    { until: "... ", keys: [...type("2].length"), ENTER] },
    { until: "$1 = 2", keys: [] },
    { until: "keeptrace 1> ", keys: [UP, ENTER] },
    { until: "$2 = 2", keys: [] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.match(plain, /\[1,⏎\/\/ two⏎2\]\.length/);
  const kept = readFileSync(join(home, "state", "keeptrace", "history"), "utf8");
  assert.equal(kept, "[1,⏎// two⏎2].length\n");
});

test("Ctrl-C in the middle of a line leaves the line readable", async () => {
  const left = "\x1b[D";
  const { plain } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("abcdef"), left, left, left, CTRL_C] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.match(plain, /abcdef\^C\n/);
});

test("Tab completes keys in brackets, and paths", async () => {
  const { plain } = await atPrompt((home) => [
    { until: "keeptrace 1> ", keys: [...type('this["ite'), "\t", ENTER] },
    { until: "$1 = Array(2)", keys: [] },
    { until: "keeptrace 1> ", keys: [...type(`.save ${join(home, "cra")}`), "\t", ".txt", ENTER] },
    { until: "1 line saved", keys: [] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.match(plain, /this\["items"\]\n/);
  assert.match(plain, /crash\.cbor\.txt\n/);
});

test("the screen is used as wide as it is, also after a change", async () => {
  const { plain } = await atPrompt(
    () => [
      { until: "keeptrace 1> ", keys: [...type(".scopes"), ENTER] },
      { until: "module", keys: [] },
      { until: "keeptrace 1> ", keys: [...type(".scopes"), ENTER], resize: 50 },
      { until: "module", keys: [] },
      { until: "keeptrace 1> ", keys: [CTRL_D] },
    ],
    {},
    110,
  );
  const [, wide = "", narrow = ""] = plain.split("> .scopes\n");
  const widest = (text: string) => Math.max(...text.split("\n").map(cells));
  assert.ok(widest(wide) > 80 && widest(wide) <= 110, wide);
  assert.ok(widest(narrow) > 40 && widest(narrow) <= 50, narrow);
});

test("colours are shown unless NO_COLOR or a dumb terminal forbids them", async () => {
  const leave = () => [{ until: "keeptrace", keys: [CTRL_D] }];
  // deno-lint-ignore no-control-regex
  const style = /\x1b\[[\d;]*m/;
  assert.match((await atPrompt(leave, { NO_COLOR: "" })).shown, style);
  assert.doesNotMatch((await atPrompt(leave, { NO_COLOR: "1" })).shown, style);
  assert.doesNotMatch((await atPrompt(leave, { NO_COLOR: "", TERM: "dumb" })).shown, style);
});

test("the startup file gives aliases", async () => {
  const { plain } = await atPrompt((home) => {
    writeFileSync(join(home, ".keeptracerc"), "alias twice %1 * 2\n");
    return [
      { until: "keeptrace 1> ", keys: [...type("twice 21"), ENTER] },
      { until: "$1 = 42", keys: [] },
      { until: "keeptrace 1> ", keys: [CTRL_D] },
    ];
  });
  assert.ok(unstyled(plain).includes("twice 21"));
});

test("a promise that is rejected and that nobody waits for is told on a line, and the session goes on", async () => {
  const { plain, code } = await atPrompt(() => [
    { until: "keeptrace 1> ", keys: [...type("void Promise.reject(new Error('lost'))"), ENTER] },
    { until: "nobody waits for it: Error: lost", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("_error.message.length"), ENTER] },
    { until: "= 4", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("(async () => { await null; throw 3 })(), 5"), ENTER] },
    { until: "nobody waits for it: 3", keys: [] },
    { until: "keeptrace 1> ", keys: [...type("display Promise.reject(1)"), ENTER] },
    { until: "1: Promise.reject(1) = Promise", keys: [] },
    { until: "keeptrace 1> ", keys: [CTRL_D] },
  ]);
  assert.equal(code, 0);
  assert.match(plain, /^A promise was rejected and nobody waits for it: Error: lost$/m);
});
