/**
 * Runs programs that do not end by themselves.
 *
 * @module
 */
import { spawn } from "node:child_process";
import process from "node:process";
import { commandOf, CURRENT, ROOT } from "./runtimes.ts";

/** Runs a program, sends it SIGINT again and again from its first word on, and returns what it printed. */
export async function interruptedOutput(program: string, ...programArgs: readonly string[]): Promise<string> {
  const [file = "", ...args] = commandOf(CURRENT, [program, ...programArgs]);
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
