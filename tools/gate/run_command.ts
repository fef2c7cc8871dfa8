import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import process from "node:process";

/** What a command printed and how it ended. */
export interface CommandResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  /** Standard output and standard error as they came. */
  readonly output: string;
  readonly timedOut: boolean;
  readonly seconds: number;
}

/** A command that is running. */
export interface Command {
  readonly result: Promise<CommandResult>;
  /** Ends it, and what it started. */
  stop(): void;
}

/**
 * Starts a command in its own process group, without input and colours.
 *
 * @param timeoutMs Milliseconds after which it is stopped.
 */
export function runCommand(command: readonly string[], cwd: string, timeoutMs: number): Command {
  const [file = "", ...args] = command;
  const begin = performance.now();
  const child = spawn(file, args, {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, NODE_TEST_CONTEXT: undefined },
  });
  const chunks: Uint8Array[] = [];
  child.stdout.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Uint8Array) => chunks.push(chunk));

  function stop(): void {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended in between.
    }
  }

  const result = new Promise<CommandResult>((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeoutMs);
    function end(code: number | null, note = ""): void {
      clearTimeout(timer);
      const output = Buffer.concat(chunks).toString("utf8") + note;
      resolve({ code, output, timedOut, seconds: (performance.now() - begin) / 1000 });
    }
    child.on("error", (error) => end(1, `${file}: ${error.message}\n`));
    child.on("close", (code) => end(code));
  });
  return { result, stop };
}
