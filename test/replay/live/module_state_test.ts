import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { temporaryFolder } from "../../helpers/crash.ts";
import { CURRENT, ROOT } from "../../helpers/runtimes.ts";
import { type CapturedProgram, captureIn, evaluate, frameOf, live, moved } from "./captured_program.ts";

const programs = new Map<string, Promise<CapturedProgram>>();

/** The program, crashed in the function of that name. */
function depot(which: "open" | "run"): Promise<CapturedProgram> {
  const folder = join(temporaryFolder(), "depot");
  cpSync(join(ROOT, "test", "fixtures", "live", "depot"), folder, { recursive: true });
  const program = programs.get(which) ?? captureIn(folder, "main.cjs", [which]);
  programs.set(which, program);
  return program;
}

async function values(which: "open" | "run", texts: readonly string[]): Promise<unknown[]> {
  const session = await live(await depot(which));
  const found: unknown[] = [];
  for (const text of texts) found.push(await evaluate(frameOf(session, which), text));
  return found;
}

test("what a CommonJS module requires of packages and the runtime is real", async () => {
  assert.deepEqual(
    await values("open", [
      'channel.send("b"), channel.sent',
      "channel instanceof Emitter",
      'path.basename("a/b")',
      'channel.on("text", (text) => channel.heard = text), channel.send("c"), channel.heard',
      'format("a/b")',
      'new Channel().listenerCount("text")',
      'path.posix.join("a", "b")',
      'depot.on("put", (what) => depot.heard = what), depot.put("box", 9), [depot.heard, depot.count("box")].join()',
      'depot.constructor.depots[0] === depot && new depot.constructor("south").put("tea", 1).count("tea")',
      'rename(depot, "west").name',
    ]),
    [2, true, "b", "c", "b", 0, "a/b", "box,9", 1, "west"],
  );
});

test("variables at the top of a CommonJS module are as the program left them", async () => {
  const [label, again, history] = await values("open", [
    "label(depot)",
    "opened = 3, tally.parts = 6, label(depot)",
    "depot.history()",
  ]);
  assert.deepEqual([label, again], ["north/2/5", "north/3/6"]);
  // Only V8 tells of the variables around a function that has no frame.
  assert.equal(history, CURRENT === "bun" ? "0 undefined" : "2 cup");
});

test("what modules in the dump import of another module is as the program left it", async () => {
  const notes = "begin,top,x,y,run";
  assert.deepEqual(
    await values("run", ["notes.join()", "sum", "summary()", 'note("z")', "notes.join()", "sum", "summary()"]),
    [notes, 30, `${notes} 30`, 6, `${notes},z`, 40, `${notes},z 40`],
  );
});

// Only V8 tells of the variables at the top of a module that has no frame.
const SEES_MODULES = CURRENT !== "bun";

test("what a module keeps for itself is as the program left it; where it begins anew, that is told", async () => {
  const program = await depot("run");
  const session = await live(program);
  assert.deepEqual(session.begunAnew, []);
  const run = frameOf(session, "run");
  assert.deepEqual(
    [await evaluate(run, "inner()"), await evaluate(run, 'note("z"), inner()'), await evaluate(run, "notes.length")],
    SEES_MODULES ? ["3 3", "4 4", 6] : ["0 0", "1 1", 6],
  );
  const state = join(program.folder, "lib", "state.mjs");
  assert.equal(
    session.begunAnew.join(),
    SEES_MODULES ? "" : `${state} was run from its top, where seen, hidden begin anew: what the program ` +
      "had in there is not in the dump",
  );
});

test("a module that has changed is run as it is now, and goes on with what the program left in its variables", async () => {
  const program = await depot("run");
  const root = moved(program.folder, { "lib/state.mjs": [["hidden++", "hidden += 10"]] });
  const session = await program.session.live({ root, accept: ["lib/state.mjs"] });
  assert.equal(
    await evaluate(frameOf(session, "run"), 'inner(), note("z"), inner()'),
    SEES_MODULES ? "13 4" : "10 1",
  );
});

test("retry has what modules import as it was, and says what it did not have", async () => {
  const program = await depot("run");
  const folder = moved(program.folder, { "run.mjs": [["throw new RangeError(", "return String("]] });
  const { outcome, value, notes } = await program.session.retry(frameOf(program.session, "run"), { root: folder });
  const hidden = SEES_MODULES ? "4 3" : "1 1";
  assert.deepEqual([outcome, value], ["returned", `begin,top,x,y,run,run 40 ${hidden} 6 40 north`]);
  if (SEES_MODULES) assert.deepEqual(notes, []);
  else assert.match(notes.join(), /state\.mjs was run from its top, where seen, hidden begin anew/);
});
