/**
 * Crashes a program of `test/fixtures/live` on the runtime that runs the test, in a folder of its own that can be
 * changed afterwards.
 *
 * @module
 */
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type LiveOptions, type LiveSession, openDump, type Session } from "../../../replay/mod.ts";
import type { Frame } from "../../../replay/frames/frame.ts";
import { temporaryFolder } from "../../helpers/crash.ts";
import { binaryOf, commandOf, CURRENT, exec, ROOT } from "../../helpers/runtimes.ts";

/** A program that crashed. */
export interface CapturedProgram {
  /** Where its checkout is. */
  readonly folder: string;
  readonly session: Session;
  /** Path of its dump. */
  readonly dump: string;
}

const dumps = new Map<string, Promise<CapturedProgram>>();

/** Crashes a program, once for all tests of a file. They must not change its folder; {@linkcode moved} gives another. */
export function captured(name: string): Promise<CapturedProgram> {
  const known = dumps.get(name) ?? capture(name);
  dumps.set(name, known);
  return known;
}

async function capture(name: string): Promise<CapturedProgram> {
  const folder = join(temporaryFolder(), name);
  cpSync(join(ROOT, "test", "fixtures", "live", name), folder, { recursive: true });
  return await captureIn(folder, "main.ts");
}

/** Crashes a program where it is; more arguments come after the path of the dump. */
export async function captureIn(folder: string, main: string, more: readonly string[] = []): Promise<CapturedProgram> {
  const dump = join(temporaryFolder(), "crash.cbor");
  const args = [join(folder, main), dump, ...more];
  const KEEPTRACE = CURRENT === "node" ? built("capture.js") : pathToFileURL(join(ROOT, "capture", "mod.ts")).href;
  const flags = CURRENT === "deno" ? ["--config", join(ROOT, "deno.json")] : [];
  const result = await exec(commandOf(CURRENT, args, { flags }), {
    cwd: folder,
    env: { KEEPTRACE },
    timeoutMs: 60_000,
  });
  assert.ok(existsSync(dump), `no dump: ${result.stderr}`);
  return { folder, dump, session: openDump(readFileSync(dump)) };
}

/** A module of the npm package, as the build left it. */
function built(name: string): string {
  const file = join(ROOT, "dist", name);
  assert.ok(existsSync(file), `${file} is not there: type npm run build`);
  return pathToFileURL(file).href;
}

/** Changes of a checkout: by file, what is replaced by what. */
export type Changes = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** A copy of a checkout, with changes. */
export function moved(folder: string, changes: Changes = {}): string {
  const copy = join(temporaryFolder(), "moved");
  cpSync(folder, copy, { recursive: true });
  for (const [name, pairs] of Object.entries(changes)) {
    let text = readFileSync(join(copy, name), "utf8");
    for (const [from, to] of pairs) {
      assert.ok(text.includes(from), `${name} has no ${from}`);
      text = text.replace(from, to);
    }
    writeFileSync(join(copy, name), text);
  }
  return copy;
}

/** The session of a program, live. */
export async function live(program: CapturedProgram, options: Partial<LiveOptions> = {}): Promise<LiveSession> {
  return await program.session.live({ root: program.folder, ...options });
}

/** A frame by the name of its function, without that of a class. */
export function frameOf({ frames }: Session, name: string): Frame {
  const frame = frames.find(({ functionName, locals }) => locals === "available" && bare(functionName) === name);
  assert.ok(frame, `there is no frame of ${name}`);
  return frame;
}

function bare(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** The value of an expression, or `Name: message` of what it throws. */
export async function evaluate(frame: Frame, text: string): Promise<unknown> {
  const result = await frame.evaluate(text);
  return result.ok ? result.value : String(result.error);
}

/** The runtime's command line on the program of keeptrace. */
export function replayCommand(args: readonly string[]): string[] {
  return CURRENT === "node"
    ? [binaryOf("node"), join(ROOT, "dist", "cli.js"), ...args]
    : commandOf(CURRENT, [join(ROOT, "replay.ts"), ...args]);
}
