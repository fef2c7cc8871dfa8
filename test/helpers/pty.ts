/**
 * Programs in a real pseudo-terminal.
 *
 * @module
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { binaryOf, exec } from "./runtimes.ts";

/** Something that a person does at the keyboard. */
export interface Step {
  /** Text that the screen must show first, after that of the step before; escape sequences included. */
  readonly until: string;
  /** Keys that are pressed then, one after another. */
  readonly keys: readonly string[];
  /** Columns that the screen gets before that. */
  readonly resize?: number;
}

/** What is played in a terminal. */
export interface TerminalScript {
  readonly command: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly timeoutMs: number;
}

/** What came of it. */
export interface TerminalResult {
  /** Everything that the program wrote, escape sequences included. */
  readonly shown: string;
  readonly code: number;
}

/** Runs a program in a terminal, plays the steps, and waits for its end. */
export async function inTerminal(
  command: readonly string[],
  steps: readonly Step[],
  options: { readonly columns?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<TerminalResult> {
  const { columns = 80, env = {} } = options;
  const script: TerminalScript = { command, columns, rows: 30, env, steps, timeoutMs: 30_000 };
  const host = fileURLToPath(new URL("./pty_host.ts", import.meta.url));
  const { stdout, stderr } = await exec([binaryOf("bun"), host, JSON.stringify(script)], { timeoutMs: 60_000 });
  assert.notEqual(stdout, "", stderr);
  const { shown, code, missing } = JSON.parse(stdout) as TerminalResult & { missing?: string };
  assert.equal(missing, undefined, `the screen never showed ${JSON.stringify(missing)}:\n${shown}`);
  return { shown, code };
}
