/**
 * The three runtimes as the tests start them: binaries from `node_modules` (Node: the one on the path), TypeScript from
 * source, no configuration by the caller's environment.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A runtime that the product supports. */
export type Runtime = "node" | "deno" | "bun";

/** All of them. */
export const RUNTIMES: readonly Runtime[] = ["node", "deno", "bun"];

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** The runtime that runs the test itself. */
export const CURRENT: Runtime = "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";

/** How {@linkcode run} and {@linkcode exec} start a process. */
export interface RunOptions {
  /**
   * Working folder.
   *
   * @default {ROOT}
   */
  readonly cwd?: string;
  /** Variables on top of the inherited ones; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for its standard input, which ends after it. */
  readonly input?: string;
  /**
   * Milliseconds after which it is killed.
   *
   * @default {30_000}
   */
  readonly timeoutMs?: number;
}

/** How {@linkcode run} starts a program. */
export interface RunProgramOptions extends RunOptions {
  /** Modules to load before the program: `--import` on Node, `--preload` on Deno and Bun. Absolute paths. */
  readonly preload?: readonly string[];
  /** Flags of the runtime, before the program. */
  readonly flags?: readonly string[];
}

/** What a process left behind. */
export interface RunResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether it was killed because its time was over. */
  readonly timedOut: boolean;
}

/** The runtime's executable. */
export function binaryOf(runtime: Runtime): string {
  if (runtime !== "node") return join(ROOT, "node_modules", ".bin", runtime);
  return CURRENT === "node" ? process.execPath : "node";
}

/** The command line that runs `args[0]`, a JavaScript or TypeScript file, with the arguments after it. */
export function commandOf(runtime: Runtime, args: readonly string[], options: RunProgramOptions = {}): string[] {
  const { preload = [], flags = [] } = options;
  const preloads = preload.flatMap((file) => [runtime === "node" ? "--import" : "--preload", file]);
  switch (runtime) {
    case "node": {
      const loader = pathToFileURL(join(ROOT, "node_modules", "tsx", "dist", "loader.mjs")).href;
      return [binaryOf(runtime), "--import", loader, ...preloads, ...flags, ...args];
    }
    case "deno":
      return [binaryOf(runtime), "run", "-A", ...preloads, ...flags, ...args];
    case "bun":
      return [binaryOf(runtime), ...preloads, ...flags, ...args];
  }
}

/**
 * Runs a JavaScript or TypeScript file on a runtime and waits for its end.
 *
 * @param args The file, then its arguments.
 */
export function run(
  runtime: Runtime,
  args: readonly string[],
  options: RunProgramOptions = {},
): Promise<RunResult> {
  return exec(commandOf(runtime, args, options), options);
}

/** Runs any command and waits for its end. Rejects when it cannot be started. */
export function exec(command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [file = "", ...args] = command;
  const { cwd = ROOT, input, timeoutMs = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: environment(options.env), stdio: ["pipe", "pipe", "pipe"] });
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutMs);
    child.stdout.on("data", (chunk: Uint8Array) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Uint8Array) => stderr.push(chunk));
    // A program that ends without reading its input is no error here.
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout: text(stdout), stderr: text(stderr), timedOut });
    });
  });
}

function environment(extra: RunOptions["env"] = {}): Record<string, string> {
  // What the test runners set for their own children, and what would arm the product or turn colours on, does not pass.
  const foreign = /^(NODE_TEST_CONTEXT|NODE_OPTIONS|NODE_CHANNEL_.*|FORCE_COLOR|BUN_INSPECT.*|KEEPTRACE_.*)$/;
  const merged = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    // Lets tsx find the paths of @std from any working folder.
    TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
    ...extra,
  };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function text(chunks: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks));
}
