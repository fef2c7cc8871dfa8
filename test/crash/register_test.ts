import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { readDump } from "../../dump/read.ts";
import { type Crash, crash } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

/** What the runtimes' inspectors say on stderr; Node's says nothing. */
const BANNER = /^(?:Debugger listening on |Visit chrome:|Debugger session |Waiting for the debugger )/;

/**
 * Whether a line of a runtime's error print is the same with any debugger as without. Node then shows a line of its own
 * code above the stack of a rejection (or, with source maps, fails to name it in some versions of 22), Bun prints the
 * stack as unoptimised code has it.
 */
function isStable(line: string): boolean {
  if (CURRENT === "node") {
    return !/^(?:node:internal\/|undefined:0$|file:|\/|<anonymous_script>| {2}|$)/.test(line) || /^ {4}at /.test(line);
  }
  return CURRENT !== "bun" || !/^ *(?:at |\^|$)/.test(line);
}

/** Runs an ending of `endings.ts` with the preload entry and without, and checks that they differ in nothing else. */
async function compare(ending: string): Promise<{ readonly crash: Crash; readonly ours: string[] }> {
  const [plain, recorded] = await Promise.all([
    crash("endings.ts", { args: [ending] }),
    crash("endings.ts", { args: [ending], register: true }),
  ]);
  const lines = recorded.stderr.split("\n");
  const ours = lines.filter((line) => line.startsWith("keeptrace: "));
  const others = lines.filter((line) => !ours.includes(line) && !BANNER.test(line));
  assert.deepEqual(others.filter(isStable), plain.stderr.split("\n").filter(isStable), ending);
  assert.equal(recorded.stdout, plain.stdout, ending);
  assert.equal(recorded.code, plain.code, ending);
  return { crash: recorded, ours };
}

/** Checks that an ending leaves one dump, and one line that names it; returns what was thrown and the frames. */
async function leavesDump(ending: string): Promise<{ thrown: string; trigger: string; frames: string[] }> {
  const { crash: { dumps, stderr }, ours } = await compare(ending);
  assert.equal(dumps.length, 1, `${ending}: ${stderr}`);
  assert.equal(ours.length, 1, stderr);
  const opens = { node: "npx keeptrace-repl", deno: "deno run -A .*replay\\.ts", bun: "bun x keeptrace-repl" }[CURRENT];
  assert.match(ours[0]!, new RegExp(`^keeptrace: .* open it with: ${opens} ${dumps[0]!.replaceAll(".", "\\.")}$`));
  const { header, tables } = readDump(new Uint8Array(readFileSync(dumps[0]!)));
  const [exception] = tables.exceptions;
  const frames = exception!.frames.map((index) => tables.frames[index]!).filter(({ position }) =>
    position?.url.endsWith("/endings.ts")
  );
  return {
    thrown: `${exception!.name}: ${exception!.message}`,
    trigger: header.trigger,
    frames: frames.map(({ functionName, unavailable }) =>
      `${functionName.replace(/^.*\./, "")}${unavailable === undefined ? "" : " without variables"}`
    ),
  };
}

test("register: an uncaught exception", async () => {
  for (const [ending, order] of [["throw", 1], ["throw in a timer", 2], ["throw after a caught one", 9]] as const) {
    const { thrown, frames } = await leavesDump(ending);
    assert.equal(thrown, `OrderError: order ${order} failed`);
    assert.equal(frames[0], "fail", ending);
  }
});

test("register: an uncaught exception in a microtask and in a next tick", async () => {
  for (const [ending, order] of [["throw in a microtask", 3], ["throw in a next tick", 4]] as const) {
    const { thrown, frames } = await leavesDump(ending);
    assert.equal(thrown, `OrderError: order ${order} failed`);
    assert.equal(frames[0], "fail", ending);
  }
});

test("register: an unhandled rejection", async () => {
  for (const [ending, order] of [["rejection", 5], ["rejection in a timer", 6], ["top-level await", 7]] as const) {
    const { thrown, frames, trigger } = await leavesDump(ending);
    assert.equal(thrown, `OrderError: order ${order} failed`);
    assert.equal(frames[0], "fail", ending);
    assert.equal(trigger, "unhandledRejection", ending);
  }
});

test("register: an unhandled rejection without a throw", async () => {
  const { thrown } = await leavesDump("rejection without a throw");
  assert.equal(thrown, "OrderError: never thrown");
});

test("register: thrown and rejected values that are no errors", async () => {
  assert.equal((await leavesDump("throw a string")).thrown, "string: out of paper");
  assert.equal((await leavesDump("throw undefined")).thrown, "undefined: undefined");
  assert.equal((await leavesDump("throw null in a timer")).thrown, "null: null");
  assert.equal((await leavesDump("reject with a string")).thrown, "string: out of paper");
  assert.equal((await leavesDump("reject with a number later")).thrown, "number: 42");
  assert.match((await leavesDump("throw a symbol in an async function")).thrown, /Symbol\(out of paper\)$/);
  await leavesDump("reject with an object that has no text");
  await leavesDump("reject with an object whose text is code");
  const { thrown, frames } = await leavesDump("throw an object in an async function");
  assert.match(thrown, /^Object: /);
  assert.equal(frames.length > 0, true);
});

test("register: the program's own handlers do what they did", async () => {
  assert.equal((await leavesDump("own handler of exceptions")).thrown, "OrderError: order 10 failed");
  assert.equal((await leavesDump("own handler that exits")).thrown, "OrderError: order 12 failed");
  const { crash: { dumps }, ours } = await compare("own handler of rejections");
  assert.deepEqual([dumps, ours], [[], []], "a rejection that the program handles is no crash");
});

for (
  const ending of [
    "natural end",
    "natural end after caught errors",
    "end after a timer",
    "process.exit",
    "process.exit in a timer",
    "process.exitCode",
    "the runtime's own exit",
  ]
) {
  test(`register: a program without a crash ends as it would have: ${ending}`, async () => {
    const { crash: { dumps, stderr }, ours } = await compare(ending);
    assert.deepEqual([dumps, ours], [[], []]);
    if (CURRENT === "node") assert.equal(stderr, "");
  });
}

test("register: KEEPTRACE_DISABLE does nothing at all", async () => {
  const { stderr, dumps } = await crash("endings.ts", {
    args: ["natural end"],
    register: true,
    env: { KEEPTRACE_DISABLE: "1" },
  });
  assert.equal(stderr, "");
  assert.deepEqual(dumps, []);
});
