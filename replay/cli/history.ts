/**
 * The lines that were typed, across sessions.
 *
 * @module
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { LineHistory } from "../repl/terminal.ts";
import { dirname, join } from "node:path";

/** Entries that are kept. */
const SIZE = 1000;

/** The lines that were typed, newest first. */
export class History implements LineHistory {
  readonly #path: string | undefined;
  #entries: string[];

  /**
   * Reads the file; one that cannot be read counts as empty.
   *
   * @param path Where it is kept; without it nothing is.
   */
  constructor(path?: string) {
    this.#path = path;
    this.#entries = path === undefined ? [] : load(path);
  }

  /** How many entries are kept. */
  get size(): number {
    return SIZE;
  }

  /** The entries, newest first. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  /** Keeps a line, here and in the file, unless it is blank or the one before. A file that cannot be written is no reason to stop. */
  add(line: string): void {
    if (line.trim() === "" || line === this.#entries[0]) return;
    this.#entries = [line, ...this.#entries.filter((entry) => entry !== line)].slice(0, SIZE);
    if (this.#path === undefined) return;
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      appendFileSync(this.#path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A read-only home: the history ends with the session.
    }
  }
}

/** Where the history is kept: under the state directory of the XDG rules, on Windows under the local application data. */
export function historyPath(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const state = env["XDG_STATE_HOME"] || env["LOCALAPPDATA"] || join(home, ".local", "state");
  return join(state, "keeptrace", "history");
}

/** Reads a history file, oldest first in the file; writes it anew when it has grown to twice its size. */
function load(path: string): string[] {
  let lines: string[];
  try {
    lines = readFileSync(path, "utf8").split("\n").filter((line) => line !== "");
  } catch {
    return [];
  }
  const entries = [...new Set(lines.reverse())].slice(0, SIZE);
  if (lines.length > 2 * SIZE) {
    try {
      const temporary = `${path}.${process.pid}`;
      writeFileSync(temporary, entries.map((entry) => `${entry}\n`).reverse().join(""), { mode: 0o600 });
      renameSync(temporary, path);
    } catch {
      // It stays long.
    }
  }
  return entries;
}
