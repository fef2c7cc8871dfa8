import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { readDump } from "../../dump/read.ts";
import { type Crash, crash, openEverywhere, stack } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

/** What each dump of a program says: how it was recorded, and why a frame has no variables. */
function recordings({ dumps }: Crash): string[] {
  return dumps.map((path) => {
    const { header, tables } = readDump(new Uint8Array(readFileSync(path)));
    const [exception] = tables.exceptions;
    const frame = tables.frames[exception!.frames[0]!];
    return `${exception!.message}: ${header.engine.kind}, ${frame?.unavailable ?? "variables"}`;
  });
}

test("init() may be called twice; dispose of both ends recording, and it can begin again", async () => {
  const run = await crash("lifecycle.ts");
  assert.equal(run.code, 0, run.stderr);
  assert.equal(run.stdout, "relay relay true\nrelay true\nend\n");
  const disarmed = "none, recording was not armed: init() had not been called";
  assert.deepEqual(recordings(run), [
    "both: relay, variables",
    "one left: relay, variables",
    `none: ${disarmed}`,
    "again: relay, variables",
    `after using: ${disarmed}`,
  ]);
});

test("recording leaves the global object as it was, and loads no HTTP client", async () => {
  const run = await crash("added_globals.ts");
  // Only Node tells what it has loaded.
  const client = `HTTP client: ${CURRENT === "node" ? "false" : "unknown"}`;
  assert.deepEqual(run.stdout.trim().split("\n"), [
    `started: [], ${client}`,
    `imported: [], ${client}`,
    `armed: [Symbol(keeptrace.armed)], ${client}`,
    `dumped: [Symbol(keeptrace.armed)], ${client}`,
    `ended: [], ${client}`,
  ]);
  assert.deepEqual(recordings(run), ["2 are too many: relay, variables"]);
});

test("KEEPTRACE_DISABLE: nothing is armed, and a dump says so", async () => {
  const run = await crash("cause_chain.ts", { env: { KEEPTRACE_DISABLE: "1" } });
  assert.equal(run.code, 0);
  assert.equal(run.stderr, "", "not even the inspector's banner");
  assert.deepEqual(recordings(run), [
    "page 5 is not to be had: stack-only, recording was not armed: KEEPTRACE_DISABLE is set",
  ]);
});

test("a worker thread: an error has its stack, and says why it has no variables", async () => {
  const run = await crash("worker.ts");
  const reason = "in a worker thread; only the main thread is recorded with its variables";
  assert.equal(run.stdout, `stack-only ${reason}\nworker ended with 0\n`);
  assert.deepEqual(recordings(run), [`sorting failed after 7 steps: stack-only, recording was not armed: ${reason}`]);
  const [where] = await openEverywhere(run.dumps[0], ["where"]);
  assert.equal(stack(where!)[0], "fail worker.ts:7");
});

test("a debugger that is there before: recording steps aside and says so", async () => {
  const flags = CURRENT === "node" ? ["--inspect=0"] : ["--inspect=127.0.0.1:0"];
  const run = await crash("recursion.ts", { flags });
  assert.equal(run.code, 0, run.stderr);
  assert.deepEqual(recordings(run), [
    "no leaf at leaf@99: stack-only, recording was not armed: a debugger is attached",
  ]);
});
