/**
 * Runs a program in a pseudo-terminal and plays keys. Started by `pty.ts` with Bun, which has such terminals built in.
 *
 * @module
 */
import process from "node:process";
import type { TerminalScript } from "./pty.ts";

interface PseudoTerminal {
  write(text: string): void;
  resize(columns: number, rows: number): void;
  close(): void;
}

interface BunSpawn {
  spawn(command: readonly string[], options: {
    readonly env: Readonly<Record<string, string>>;
    readonly terminal: {
      readonly cols: number;
      readonly rows: number;
      data(terminal: PseudoTerminal, bytes: Uint8Array): void;
    };
  }): { readonly terminal: PseudoTerminal; readonly exited: Promise<number>; kill(): void };
}

const { Bun } = globalThis as unknown as { readonly Bun: BunSpawn };
const { command, columns, rows, env, steps, timeoutMs } = JSON.parse(process.argv[2] ?? "") as TerminalScript;

const decoder = new TextDecoder();
let shown = "";
let from = 0;
const child = Bun.spawn(command, {
  env: { ...process.env, ...env } as Record<string, string>,
  terminal: { cols: columns, rows, data: (_, bytes) => void (shown += decoder.decode(bytes, { stream: true })) },
});
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const deadline = Date.now() + timeoutMs;
let missing: string | undefined;
for (const { until, keys, resize } of steps) {
  while (!shown.slice(from).includes(until) && Date.now() < deadline) await pause(10);
  const at = shown.indexOf(until, from);
  if (at < 0) {
    missing = until;
    break;
  }
  from = at + until.length;
  if (resize !== undefined) child.terminal.resize(resize, rows);
  // One key at a time: several at once would count as pasted.
  for (const key of keys) {
    await pause(40);
    child.terminal.write(key);
  }
}
const late = pause(missing === undefined ? 5000 : 0).then(() => child.kill());
const code = await child.exited;
void late;
process.stdout.write(JSON.stringify({ shown, code, missing }));
process.exit(0);
