import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import test from "node:test";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Interrupt } from "../../../replay/evaluate/interrupt.ts";
import { commandOf, CURRENT, ROOT } from "../../helpers/runtimes.ts";
import { captured } from "./captured_program.ts";

const PROGRAM = fileURLToPath(new URL("./interrupt_program.ts", import.meta.url));

/** Runs the program and sends it SIGINT again and again, as soon as it says "running". */
async function outputOf(...programArgs: readonly string[]): Promise<string> {
  const [file = "", ...args] = commandOf(CURRENT, [PROGRAM, ...programArgs]);
  const child = spawn(file, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  const timers: ReturnType<typeof setTimeout>[] = [setTimeout(() => child.kill("SIGKILL"), 60_000)];
  child.stdout.on("data", (chunk: Uint8Array) => {
    if (output === "") {
      timers.push(setInterval(() => child.exitCode === null && process.kill(child.pid!, "SIGINT"), 500));
    }
    output += new TextDecoder().decode(chunk);
  });
  await new Promise((resolve) => child.on("close", resolve));
  timers.forEach(clearTimeout);
  return output;
}

test("live code that does not end is ended by SIGINT, and the session goes on", async () => {
  const { dump, folder } = await captured("spinner");
  assert.equal(
    await outputOf(dump, folder),
    `running
this.spin(true): Evaluation ended: interrupted
running
this.stubborn(): Evaluation ended: interrupted
running
for (const n of this.turns()) n: Evaluation ended: interrupted
alive: true
`,
  );
});

test("live code that goes on after its call is ended when the thread was not free for long", () => {
  const interrupt = new Interrupt({ isLive: true });
  const { now } = Date;
  let time = now();
  let checks = 0;
  Date.now = () => time += 1000;
  try {
    assert.throws(
      () => {
        for (;; checks++) interrupt.check();
      },
      { name: "InterruptedError", message: /10 s/ },
    );
  } finally {
    Date.now = now;
  }
  assert.ok(checks > 64);
});

test("live code that leaves the thread free now and then is not ended", async () => {
  const interrupt = new Interrupt({ isLive: true });
  const { now } = Date;
  let time = now();
  Date.now = () => time += 1000;
  try {
    for (let turn = 0; turn < 20; turn++) {
      for (let at = 0; at < 200; at++) interrupt.check();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  } finally {
    Date.now = now;
  }
});
