/**
 * The program, with streams that remember.
 *
 * @module
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dump } from "../../dump/format.ts";
import { writeDump } from "../../dump/write.ts";
import { main } from "../../replay/cli.ts";

/** Settings of {@linkcode program}. */
export interface ProgramOptions {
  /**
   * Columns of the screen.
   *
   * @default {80}
   */
  readonly columns?: number;
  /** What stands on standard input. */
  readonly input?: string | Uint8Array;
  /** Whether the screen shows colours. */
  readonly color?: boolean;
}

/** A new folder for files of a test. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "keeptrace-report-"));
}

/** Writes a dump into a folder and returns its path. */
export function dumpFile(folder: string, name: string, dump: Dump): string {
  const path = join(folder, name);
  writeFileSync(path, writeDump(dump));
  return path;
}

/** Runs the program and returns what it wrote and its exit code. */
export async function program(argv: readonly string[], options: ProgramOptions = {}) {
  const { columns = 80, input = "", color = false } = options;
  let stdout = "";
  let stderr = "";
  async function* stdin() {
    await Promise.resolve();
    yield typeof input === "string" ? new TextEncoder().encode(input) : input;
  }
  const code = await main(argv, {
    stdin: stdin(),
    stdout: { write: (text) => stdout += text, columns, isTTY: color },
    stderr: { write: (text) => stderr += text },
    env: {},
    home: () => tmpdir(),
  });
  return { code, stdout, stderr };
}
