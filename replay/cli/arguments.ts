/**
 * The arguments of the program.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import type { LiveMode } from "../live/live_options.ts";
import { ProgramError } from "./program_error.ts";

/** What the program was asked for. */
export interface ProgramArguments {
  readonly help: boolean;
  readonly version: boolean;
  /** Commands of `-c`, in order. */
  readonly commands: readonly string[];
  readonly json: boolean;
  /** Folder below which sources may be read from disk when their hash is the recorded one, and code may be live. */
  readonly root: string | undefined;
  /** Whether code may run, and from where. */
  readonly live: LiveMode | undefined;
  /** What may differ from the recorded environment for code to be live, by name. */
  readonly accept: readonly string[];
  /** Everything else: files, and before them perhaps a subcommand. */
  readonly rest: readonly string[];
}

/**
 * Reads the arguments.
 *
 * @throws {ProgramError} If one is not known, or has no value.
 */
export function readArguments(argv: readonly string[]): ProgramArguments {
  const last = argv.at(-1);
  if (["-c", "--command", "--root", "--accept"].includes(last ?? "") && !argv.includes("--")) {
    throw new ProgramError(`${last} is the last argument: type what follows it, e.g. -c where`);
  }
  const args = parseArgs(plain(argv), {
    string: ["c", "root", "live", "accept", "_"],
    boolean: ["json", "help", "version"],
    collect: ["c", "accept"],
    alias: { c: "command", h: "help", v: "version" },
    unknown: (arg) => {
      if (!arg.startsWith("-") || arg === "-") return true;
      throw new ProgramError(`there is no option ${arg.replace(/=.*$/s, "")}: type keeptrace-repl --help`);
    },
  });
  return {
    help: args.help,
    version: args.version,
    commands: args.c,
    json: args.json,
    root: args.root,
    live: modeOf(args.live),
    accept: args.accept,
    rest: args._.map(String),
  };
}

function modeOf(mode: string | undefined): LiveMode | undefined {
  if (mode === undefined || mode === "local" || mode === "recorded") return mode;
  throw new ProgramError(`there is no --live=${mode}: type --live, or --live=recorded`);
}

/** The arguments without those that a parser would mistake. */
function plain(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const args: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const [arg = "", next = ""] = argv.slice(at, at + 2);
    const isOption = end < 0 || at < end;
    // Alone it takes no value, least of all the file that follows.
    if (isOption && arg === "--live") args.push("--live=local");
    // An expression may begin with a minus.
    else if (isOption && (arg === "-c" || arg === "--command") && /^-(?!-|[chv](?:=|$))/.test(next)) {
      args.push(`--command=${next}`);
      at++;
    } else args.push(arg);
  }
  return args;
}
