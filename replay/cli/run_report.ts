/**
 * Reports as subcommands of the program.
 *
 * @module
 */
import { DumpError } from "../../dump/errors.ts";
import { openDump } from "../open_dump.ts";
import { escapeText } from "../preview/escape.ts";
import { type Input, type Report, type ReportContext, ReportError } from "../report/report.ts";
import { jsonLine } from "../text/json_line.ts";
import { screenView, viewOf } from "../text/view.ts";
import type { ProgramArguments } from "./arguments.ts";
import { dumpPaths } from "./dump_paths.ts";
import { readBytes } from "./open_session.ts";
import { ProgramError } from "./program_error.ts";
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

function contextOf({ rest, json, root }: ProgramArguments, stdio: Stdio): ReportContext {
  const { stdout, stderr } = stdio;
  const screen = { columns: stdout.columns || COLUMNS, color: showsColor(stdout, stdio) };
  const inputOf = (path: string): Input => ({ path, name: path === "-" ? "standard input" : path });
  return {
    args: rest,
    json,
    root,
    now: Date.now(),
    dumps: (paths) => dumpPaths(paths, "FILE").map(inputOf),
    read: ({ path }) => readBytes(path, stdio),
    open: ({ name }, bytes) => {
      try {
        return openDump(bytes, root === undefined ? {} : { root });
      } catch (error) {
        if (!(error instanceof DumpError)) throw error;
        throw new ProgramError(`${name}: ${error.message.replace(/^Cannot read the dump: /, "")}`);
      }
    },
    view: (session) => session === undefined ? screenView(screen) : viewOf({ session, ...screen, numbered: false }),
    print: (lines) => stdout.write(lines.map((line) => `${line}\n`).join("")),
    printJson: (data) => stdout.write(`${jsonLine(data)}\n`),
    complain: (line) => stderr.write(`keeptrace: ${escapeText(line)}\n`),
  };
}
