/**
 * Running and timing programs.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL("..", import.meta.url));

/** The path of a program that the project has installed. */
export function bin(name: string): string {
  return join(ROOT, "node_modules", ".bin", name);
}

/** The program on each runtime: Deno runs its sources, the others what is built. */
export const OPEN: Readonly<Record<string, readonly string[]>> = {
  node: ["node", join(ROOT, "dist", "cli.js")],
  deno: [bin("deno"), "run", "-A", join(ROOT, "replay.ts")],
  bun: [bin("bun"), join(ROOT, "dist", "cli.js")],
};

const IMPORTER = join(ROOT, "bench", "programs", "import_cbor.mjs");

/** A program on each runtime that only imports cbor-x. */
export const START: Readonly<Record<string, readonly string[]>> = {
  node: ["node", IMPORTER],
  deno: [bin("deno"), "run", "-A", IMPORTER],
  bun: [bin("bun"), IMPORTER],
};

/** Runs a program and returns what it prints. */
export function run(command: readonly string[], cwd = ROOT): string {
  const [file = "", ...args] = command;
  const { stdout, stderr, status } = spawnSync(file, args, { cwd, encoding: "utf8", timeout: 300_000 });
  if (status !== 0) throw new Error(`Cannot measure ${command.join(" ")}: exit code ${status}\n${stderr}`);
  return stdout.trim();
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Runs configurations in turn and returns the median of each. */
export function interleave(
  configurations: Readonly<Record<string, () => number>>,
  rounds: number,
): Record<string, number> {
  const samples: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, sample] of Object.entries(configurations)) (samples[name] ??= []).push(sample());
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
}

/** Milliseconds that a program takes, all in all. */
export function elapsed(command: readonly string[]): number {
  const startMs = performance.now();
  run(command);
  return performance.now() - startMs;
}
