/**
 * A prompt on a dump, without a terminal: runs lines, answers text or data.
 *
 * @module
 */
import type { Dump } from "../../../dump/format.ts";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { CommandError } from "../../../replay/repl/command_error.ts";
import { CommandTable } from "../../../replay/repl/command_table.ts";
import { COMMANDS } from "../../../replay/repl/commands.ts";
import type { LiveSettings } from "../../../replay/repl/live_prompt.ts";
import type { Host } from "../../../replay/repl/host.ts";
import { Runner } from "../../../replay/repl/runner.ts";
import { viewOf } from "../../../replay/text/view.ts";
import { sampleDump } from "../../helpers/build_dump.ts";

/** A machine that is the same everywhere, with files in memory. */
export class FakeHost implements Host {
  readonly runtime = { name: "node", version: "20.20.2" } as const;
  readonly platform = "linux";
  readonly arch = "x64";
  readonly files = new Map<string, string>();
  readonly hashes = new Map<string, string>();
  readonly edited: string[] = [];
  confirm?: (question: string) => Promise<boolean>;

  now(): number {
    return Date.UTC(2026, 10, 22, 20, 0, 0);
  }

  hash(path: string): Promise<string | undefined> {
    return Promise.resolve(this.hashes.get(path));
  }

  readText(path: string): string {
    const text = this.files.get(path);
    if (text === undefined) throw new CommandError(`${path}: there is no such file or folder: type another path`);
    return text;
  }

  writeText(path: string, text: string): void {
    this.files.set(path, text);
  }

  appendText(path: string, text: string): void {
    this.files.set(path, this.readText(path) + text);
  }

  edit(path: string, line: number, column: number): Promise<void> {
    this.edited.push(`${path}:${line}:${column}`);
    return Promise.resolve();
  }
}

/** Runs lines on a dump. */
export interface Prompt {
  readonly runner: Runner;
  readonly host: FakeHost;
  /** What the screen shows for a line. */
  text(line: string, columns?: number): Promise<string>;
  /** What JSON says for a line. */
  data(line: string): Promise<unknown>;
  /** The message of a line that fails. */
  error(line: string): Promise<string>;
}

/** A prompt on a dump; by default the sample of a web shop. */
export function promptOn(dump: Dump = sampleDump(), live?: LiveSettings): Prompt {
  const session = openDump(writeDump(dump));
  const selection = session.select();
  if (selection === undefined) throw new RangeError("the dump holds no exception");
  const host = new FakeHost();
  const runner = new Runner({ session, selection, host, table: new CommandTable(COMMANDS), ...live && { live } });
  return {
    runner,
    host,
    text: async (line, columns = 100) => {
      const answer = await runner.run(line);
      return answer.text(viewOf({ session: runner.session, columns, color: false, numbered: true }));
    },
    data: async (line) => JSON.parse(JSON.stringify((await runner.run(line)).data())),
    error: async (line) => {
      try {
        await runner.run(line);
      } catch (error) {
        if (error instanceof Error && error.name === "CommandError") return error.message;
        throw error;
      }
      throw new RangeError(`no error: ${line}`);
    },
  };
}
