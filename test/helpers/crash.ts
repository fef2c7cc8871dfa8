/**
 * Crashes the small programs of `test/fixtures/crash` on the runtime that runs the test, and opens what they leave
 * behind on all three.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { binaryOf, commandOf, CURRENT, exec, ROOT, type RunResult, type Runtime, RUNTIMES } from "./runtimes.ts";

/** How a program is crashed. */
export interface CrashOptions {
  /**
   * Whether it is recorded from outside, by the preload entry.
   *
   * @default {false}
   */
  readonly register?: boolean;
  /** Variables on top of the inherited ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of the runtime. */
  readonly flags?: readonly string[];
  /** Arguments of the program. */
  readonly args?: readonly string[];
}

/** What a program left behind. */
export interface Crash extends RunResult {
  /** Paths of its dumps, oldest first. */
  readonly dumps: readonly string[];
}

/** One line that the prompt printed with `--json`. */
export interface Answer {
  readonly command: string;
  readonly ok: boolean;
  // deno-lint-ignore no-explicit-any
  readonly result?: any;
  readonly error?: string;
}

/** Milliseconds that a program may take on a busy machine. */
const TIMEOUT_MS = 60_000;
const FIXTURES = join(ROOT, "test", "fixtures", "crash");

/** The path of a program, as stacks show it. */
export function fixture(name: string): string {
  return join(FIXTURES, name);
}

let temporary: string | undefined;

/** A new folder that is gone when the process ends. */
export function temporaryFolder(): string {
  if (temporary === undefined) {
    const root = temporary = realpathSync(mkdtempSync(join(tmpdir(), "keeptrace-crash-")));
    process.on("exit", () => rmSync(root, { recursive: true, force: true }));
  }
  return mkdtempSync(join(temporary, "f"));
}

const crashes = new Map<string, Promise<Crash>>();

/** Runs a program of the fixtures until it ends, once for all tests of a file. */
export function crash(name: string, options: CrashOptions = {}): Promise<Crash> {
  const key = JSON.stringify([name, options]);
  const known = crashes.get(key) ?? runProgram(fixture(name), options);
  crashes.set(key, known);
  return known;
}

/** Runs a program until it ends. */
export async function runProgram(file: string, options: CrashOptions = {}): Promise<Crash> {
  const dir = join(temporaryFolder(), "dumps");
  const result = await exec(await programCommand(file, options), {
    timeoutMs: TIMEOUT_MS,
    env: { NO_COLOR: "1", KEEPTRACE_DIR: dir, ...options.env },
  });
  assert.equal(result.timedOut, false, `${file} did not end: ${result.stderr}`);
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(".cbor")).sort() : [];
  return { ...result, dumps: names.map((name) => join(dir, name)) };
}

/** The command line that runs a program on the current runtime: from source on Deno and Bun, compiled on Node. */
export async function programCommand(file: string, options: CrashOptions = {}): Promise<string[]> {
  const { register, flags = [], args = [] } = options;
  if (CURRENT === "node") {
    const preload = register ? ["--import", pathToFileURL(built("register.js")).href] : [];
    return [binaryOf("node"), "--enable-source-maps", ...preload, ...flags, await compile(file), ...args];
  }
  const preload = register ? [join(ROOT, "capture", "register.ts")] : [];
  return commandOf(CURRENT, [file, ...args], { preload, flags });
}

const compiled = new Map<string, Promise<string>>();

/** Compiles a program for Node 20 as a project with a build step does: one module, with a source map beside it. */
function compile(file: string): Promise<string> {
  const known = compiled.get(file) ?? compileOnce(file);
  compiled.set(file, known);
  return known;
}

async function compileOnce(file: string): Promise<string> {
  const folder = temporaryFolder();
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const outfile = join(folder, basename(file).replace(/\.ts$/, ".mjs"));
  const { build } = await import("esbuild");
  await build({ entryPoints: [file], outfile, target: "node20", format: "esm", sourcemap: true, logLevel: "error" });
  const text = readFileSync(outfile, "utf8");
  const capture = JSON.stringify(pathToFileURL(built("capture.js")).href);
  writeFileSync(outfile, text.replaceAll(`"../../../capture/mod.ts"`, capture));
  return outfile;
}

/** A module of the npm package, as the build left it. */
function built(name: string): string {
  const file = join(ROOT, "dist", name);
  assert.ok(existsSync(file), `${file} is not there: type npm run build`);
  return file;
}

/** Runs commands on a dump in one runtime's prompt, as `-c COMMAND --json`. */
export async function open(runtime: Runtime, dump: string, commands: readonly string[]): Promise<Answer[]> {
  const args = [dump, "--json", ...commands.flatMap((command) => ["-c", command])];
  const command = runtime === "node"
    ? [binaryOf("node"), built("cli.js"), ...args]
    : commandOf(runtime, [join(ROOT, "replay.ts"), ...args]);
  const { code, stdout, stderr, timedOut } = await exec(command, { timeoutMs: TIMEOUT_MS, env: { NO_COLOR: "1" } });
  assert.equal(timedOut, false, `${runtime} did not end`);
  assert.notEqual(code, 2, stderr);
  const answers = stdout.trim().split("\n").map((line): Answer => JSON.parse(line));
  assert.deepEqual(answers.map((answer) => answer.command), commands, stderr);
  return answers;
}

/** Opens a dump in all three runtimes, checks that they answer the same, and returns the answers. */
export async function openEverywhere(dump: string | undefined, commands: readonly string[]): Promise<Answer[]> {
  assert.ok(dump !== undefined, "there is no dump");
  const [first, ...others] = await Promise.all(RUNTIMES.map((runtime) => open(runtime, dump, commands)));
  others.forEach((answers, i) =>
    assert.deepEqual(answers, first, `${RUNTIMES[i + 1]} opens a dump of ${CURRENT} in another way than ${RUNTIMES[0]}`)
  );
  return first!;
}

/** The stack that `where` answered, a line a frame, as `async function file:line`. */
export function stack({ result }: Answer): string[] {
  return result.frames.map((frame: WhereFrame) => {
    const place = frame.file === null ? "" : ` ${basename(frame.file)}:${frame.line}`;
    return `${frame.async ? "async " : ""}${bareName(frame.functionName)}${place}`;
  });
}

/** Functions by their own names: V8 puts the receiver's class before, JavaScriptCore does not. */
export function bareName(name: string): string {
  const bare = name.replace(/^new /, "").replace(/ \[as .*\]$/, "").replace(/^.*\.(?=[^.]+$)/, "");
  return bare === "<anonymous>" || bare === "" || bare === "_onTimeout" ? "(anonymous)" : bare;
}

/** The variables that `locals`, `args` or `module` answered, scope types left out: name and preview. */
export function variables({ result }: Answer): Record<string, string> {
  return Object.fromEntries(
    result.scopes.flatMap(({ variables }: WhereScope) => variables.map(({ name, preview }) => [name, preview])),
  );
}

interface WhereFrame {
  readonly functionName: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly async: boolean;
}

interface WhereScope {
  readonly variables: readonly { readonly name: string; readonly preview: string }[];
}
