import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import test from "node:test";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { commandOf, CURRENT, ROOT } from "../../helpers/runtimes.ts";

const PROGRAM = fileURLToPath(new URL("./interrupt_program.ts", import.meta.url));

/** Runs the program and sends it SIGINT again and again, as soon as it says "running". */
function outputOf(): Promise<string> {
  const [file = "", ...args] = commandOf(CURRENT, [PROGRAM]);
  const child = spawn(file, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  const timers: ReturnType<typeof setTimeout>[] = [setTimeout(() => child.kill("SIGKILL"), 60_000)];
  child.stdout.on("data", (chunk: Uint8Array) => {
    if (output === "") {
      timers.push(setInterval(() => child.exitCode === null && process.kill(child.pid!, "SIGINT"), 500));
    }
    output += new TextDecoder().decode(chunk);
  });
  return new Promise((resolve) =>
    child.on("close", () => {
      timers.forEach(clearTimeout);
      resolve(output);
    })
  );
}

test("Interrupt ends loops, also those of functions typed before, at SIGINT", async () => {
  assert.equal(
    await outputOf(),
    `running
for (;;) ;: Evaluation ended: interrupted
running
spin(1): Evaluation ended: interrupted
running
for (;;) { try { while (true) ; } catch {} }: Evaluation ended: interrupted
alive
`,
  );
});
