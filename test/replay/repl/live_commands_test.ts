import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import test from "node:test";
import { createHash } from "node:crypto";
import { detectRuntime } from "../../../dump/runtime.ts";
import type { Dump } from "../../../dump/format.ts";
import { CommandError } from "../../../replay/repl/command_error.ts";
import type { LiveSettings } from "../../../replay/repl/live_prompt.ts";
import { temporaryFolder } from "../../helpers/crash.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { viewOf } from "../../../replay/text/view.ts";
import { type Prompt, promptOn } from "./prompt_on.ts";

const TEXT = `export class Till {
  #cash = 0;
  pay(price) {
    const change = this.#cash - price.amount;
    return change;
  }
}
export const twice = (n) => n * 2;
throw new Error("the main module is not run");
`;

/** A crash in `Till.pay`, whose argument was undefined, recorded here; and a folder with its module. */
function crash(changed = TEXT): { dump: Dump; root: string } {
  const root = temporaryFolder();
  const url = "file:///app/till.js";
  mkdirSync(dirname(join(root, "till.js")), { recursive: true });
  writeFileSync(join(root, "till.js"), changed);
  const dump = new DumpBuilder();
  const source = dump.source(url, TEXT);
  const code = dump.functionRecord({
    name: "Till",
    length: 0,
    kind: "class",
    text: TEXT.slice(TEXT.indexOf("class"), TEXT.indexOf("}\nexport const") + 1),
    position: { url, line: 1, column: 8 },
  });
  const till = dump.class({ name: "Till", function: code, members: [{ key: "pay", kind: "method", length: 1 }] });
  const receiver = dump.object({ "#cash": 5 }, { prototype: till, attributes: { 0: 17 } });
  const twice = dump.function({
    name: "twice",
    length: 1,
    kind: "arrow",
    text: "(n) => n * 2",
    position: { url, line: 8, column: 22 },
  }, []);
  const frame = dump.frame({
    functionName: "Till.pay",
    position: { url, line: 4, column: 39 },
    source,
    scopes: [dump.scope("local", { price: undefined, change: 0 }), dump.scope("module", { twice })],
    this: receiver,
    parameters: ["price"],
  });
  dump.exception({ value: "boom", name: "string", message: "boom", frames: [frame] });
  const { header, tables, ...heap } = dump.build();
  const hash = createHash("sha256").update(TEXT).digest("hex");
  return {
    root,
    dump: {
      header: { ...header, cwd: "/app", main: "/app/till.js", runtime: detectRuntime(), platform: process.platform },
      tables: { ...tables, modules: [{ url, hash }] },
      ...heap,
    },
  };
}

function prompt({ dump, root }: { dump: Dump; root: string }, settings: Partial<LiveSettings> = {}): Prompt {
  return promptOn(dump, { root, accept: [], ...settings });
}

test("nothing runs before it was agreed to, by a flag or by an answer", async () => {
  const crashed = crash();
  const silent = prompt(crashed);
  assert.equal(await silent.error("live on"), "nobody can be asked whether code may run: start with --live");
  assert.equal(await silent.error("retry"), "nobody can be asked whether code may run: start with --live");
  assert.match(await silent.error("this.pay({ amount: 1 })"), /^Cannot call Till\.pay .*type `live on`/);
  const asked = prompt(crashed);
  const questions: string[] = [];
  const answers = [false, true];
  asked.host.confirm = (question) => {
    questions.push(question);
    return Promise.resolve(answers.shift()!);
  };
  assert.equal(await asked.error("live on"), "nothing runs");
  assert.match(await asked.text("live on"), /^live: functions and classes are real/);
  assert.match(await asked.text("live on"), /^live: /);
  assert.deepEqual(questions, [1, 2].map(() => `Run code of the program, from ${crashed.root}? [y/N]`));
  assert.equal(await asked.text("this.pay({ amount: 1 })"), "$1 = 4");
});

test("recorded code is agreed to by itself, with a warning", async () => {
  const one = prompt(crash(), { agreed: "local" });
  assert.equal(
    await one.error("live recorded"),
    "nobody can be asked whether code may run: start with --live=recorded",
  );
  const other = prompt({ ...crash(), root: temporaryFolder() }, { agreed: "recorded" });
  assert.match(await other.text("live recorded"), /made from the dump itself/);
  assert.equal(await other.text("this.pay({ amount: 1 })"), "$1 = 4");
  assert.match(await other.error("live on"), /nobody can be asked/);
});

test("live shows what is, live off goes back, and the frame stays selected", async () => {
  const { text, data, error, runner } = prompt(crash(), { agreed: "local" });
  assert.match(
    await text("live"),
    /^nothing is live: type live on\n {12}recorded +here\n {2}runtime .* same\n {2}platform .* same\n {2}1 module as recorded$/,
  );
  assert.deepEqual((await data("live on") as { live: string; allowed: boolean }).live, "local");
  assert.equal(runner.session.mode, "local");
  assert.equal(await text("this.#cash = 7, this.pay({ amount: 1 })"), "$1 = 6");
  assert.match(await text("live"), /^live, code from the checkout: type live off to go back/);
  assert.equal(await text("live off"), "nothing is live any more: values are as recorded, those in _ and $n excepted");
  assert.equal(await text("live off"), "nothing was live");
  assert.match(await error("this.pay()"), /^Cannot call Till\.pay/);
  assert.equal(await text("this.#cash"), "$2 = 5");
  assert.equal(runner.selection.frame?.functionName, "Till.pay");
});

test("live on names the modules that differ, and takes those that are accepted", async () => {
  const { text, error, data } = prompt(crash(TEXT.replace("n * 2", "n * 3")), { agreed: "local" });
  assert.equal(
    await error("live on"),
    "Cannot go live: till.js is not the same; what differs must be accepted by name: type live on till.js",
  );
  assert.match(await text("live on till.js", 200), /\n {2}till\.js {3}[0-9a-f]{8} +[0-9a-f]{8}, accepted$/);
  assert.equal(await text("twice(2)"), "$1 = 6");
  const { match } = await data("live") as { match: { what: string; accepted: boolean }[] };
  assert.deepEqual(match.map(({ what, accepted }) => [what, accepted]), [["runtime", false], ["platform", false], [
    "till.js",
    true,
  ]]);
  assert.match(await error("live off till.js"), /^live: off takes no files/);
  assert.match(await error("live maybe"), /^live: there is no live maybe/);
});

test("who is refused is shown what was compared", async () => {
  const { runner } = prompt(crash(TEXT.replace("n * 2", "n * 3")), { agreed: "local" });
  const error = await runner.run("live on").then(() => undefined, (error: unknown) => error);
  assert.ok(error instanceof CommandError);
  const view = viewOf({ session: runner.session, columns: 100, color: false, numbered: true });
  assert.match(
    error.before.map((answer) => answer.text(view)).join("\n"),
    /^ {12}recorded +here\n {2}runtime {3}\S+ \S+ +same\n {2}platform +\S+ +same\n {2}till\.js {3}[0-9a-f]{8} +[0-9a-f]{8}$/,
  );
  assert.equal(runner.session.mode, "inert");
});

test("retry says whether it still throws, and what it ran", async () => {
  const same = prompt(crash(), { agreed: "local" });
  const text = await same.text("retry", 200);
  assert.match(
    text,
    /^throws TypeError: .*amount.*, where it threw string: boom\n {4}at .*till\.js:4\)?\nran .*till\.js:3, as it was recorded$/,
  );
  assert.match(await same.text("_error"), /TypeError/);
  const mended = prompt(crash("// mended\n" + TEXT.replace("price.amount", "(price?.amount ?? 2)")), {
    agreed: "local",
  });
  assert.match(
    await mended.text("retry", 200),
    /^passes: Till\.pay returned 3\nran .*till\.js:4, changed since the dump$/,
  );
  assert.equal(await mended.text("_"), "$2 = 3");
  const { outcome, changed, value } = await mended.data("retry 1") as Record<string, unknown>;
  assert.deepEqual([outcome, changed, value], ["returned", true, { type: "number", preview: "3", value: 3 }]);
  assert.match(await mended.error("retry 2"), /^retry: there is no frame 2, the last is 1/);
});

test("what live code throws is shown with its calls", async () => {
  const { error, runner } = prompt(crash(), { agreed: "local" });
  await runner.run("live on");
  await assert.rejects(runner.run("this.pay()"), (thrown: { trace: string[] }) => {
    assert.match(thrown.trace[0]!, /till\.js:4/);
    return true;
  });
  assert.match(await error("twice.nope()"), /TypeError/);
});

test("why tells what stays a mock in a live session", async () => {
  const crashed = crash();
  const { text, runner } = prompt(crashed, { agreed: "local" });
  writeFileSync(join(crashed.root, "till.js"), "export const other = 1;");
  runner.live.accept(["till.js"]);
  await runner.run("live on");
  assert.match(await text("why this"), /^this: its class Till stays a mock: it was not found in .*till\.js$/);
  assert.match(await text("why twice"), /^twice: it stays a mock: it was not found in .*till\.js$/);
  assert.match(await text("why this.pay"), /^this\.pay: it stays a mock: /);
});
