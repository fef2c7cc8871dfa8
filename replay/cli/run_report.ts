/**
 * Reports as subcommands of the program.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { escapeText } from "../preview/escape.ts";
import { type Input, type Report, type ReportContext, ReportError } from "../report/report.ts";
import { jsonLine } from "../text/json_line.ts";
import { screenView, viewOf } from "../text/view.ts";
import type { ProgramArguments } from "./arguments.ts";
import { dumpPaths } from "./dump_paths.ts";
import { enterSession } from "./enter_session.ts";
import { openInBatch } from "./open_in_batch.ts";
import { openSession, readPieces, withSession } from "./open_session.ts";
import { ProgramError } from "./program_error.ts";
import { sourceBelow } from "./source_below.ts";
import { showsColor, type Stdio } from "./stdio.ts";
import type { RunSubcommand } from "./subcommand.ts";

/** Columns where there is no screen. */
const COLUMNS = 120;

/** A report, run with the arguments and streams of the program. */
export function runReport(report: Report): RunSubcommand {
  return async (args, stdio) => {
    try {
      return await report(contextOf(args, stdio));
    } catch (error) {
      if (error instanceof ReportError) throw new ProgramError(error.message);
      throw error;
    }
  };
}

function contextOf(args: ProgramArguments, stdio: Stdio): ReportContext {
  const { rest, json, root } = args;
  const { stdout, stderr } = stdio;
  const screen = { columns: stdout.columns || COLUMNS, color: showsColor(stdout, stdio) };
  const inputOf = (path: string): Input => ({ path, name: path === "-" ? "standard input" : path });
  return {
    args: rest,
    json,
    root,
    now: Date.now(),
    hasCommands: args.commands.length > 0,
    inputs: (paths) => paths.map(inputOf),
    exists: (path) => existsSync(path),
    sourceOf: (url) => root === undefined ? undefined : sourceBelow(root, url),
    dumps: (paths) => dumpPaths(paths, "FILE", stdio).map(inputOf),
    read: ({ path }) => readPieces(path, stdio),
    open: ({ path }) => openSession(path, stdio, root === undefined ? {} : { root }),
    use: ({ path }, use) => withSession(path, stdio, root === undefined ? {} : { root }, use),
    enter: async (session, { path }, name, isOneOfSeveral) => {
      if (!isOneOfSeveral) return await enterSession(session, path === "-" ? path : name, args, stdio);
      return await openInBatch(session, { path: name, isOneOfSeveral }, args, stdio);
    },
    view: (session) => session === undefined ? screenView(screen) : viewOf({ session, ...screen, numbered: false }),
    print: (lines) => stdout.write(lines.map((line) => `${line}\n`).join("")),
    printJson: (data) => stdout.write(`${jsonLine(data)}\n`),
    complain: (line) => stderr.write(`keeptrace: ${escapeText(line)}\n`),
  };
}
