/**
 * What the program does without the prompt.
 *
 * @module
 */
import type { Report } from "../report/report.ts";
import type { RunSubcommand, Subcommand } from "./subcommand.ts";

/** All of them, in the order in which help shows them. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: "show",
    usage: "show FILE…",
    summary: "print the whole stack with the source and the values on it",
    help: "Frames of packages and of the runtime are one line each. The causes follow.",
    load: async () => (await import("./show.ts")).show,
  },
  {
    name: "ls",
    usage: "ls FOLDER|FILE…",
    summary: "list dumps, those of the same crash together",
    help: "Crashes are the same when error and functions are. The crash that was seen last comes first.",
    load: async () => (await import("./list_dumps.ts")).listDumps,
  },
  {
    name: "peek",
    usage: "peek FILE…",
    summary: "print what wrote a dump, when and where",
    help: "No value is read.",
    load: async () => (await import("./peek.ts")).peek,
  },
  {
    name: "diff",
    usage: "diff FILE FILE",
    summary: "compare two dumps: error, frames, variables, environment",
    help: "Frames are the same when function and file are. Values are compared as deep as they were recorded. Exit " +
      "code 1 when something differs.",
    load: () => loadReport(async () => (await import("../report/diff.ts")).diff),
  },
  {
    name: "parse",
    usage: "parse LOG… [n]",
    summary: "find stacks in logs, and open the n-th as a dump without variables",
    help: "Stacks of V8 and of JavaScriptCore are found behind prefixes, indented or not, with their causes, and in " +
      "strings of JSON. `-c COMMAND` runs a command on each. With `--root FOLDER` the sources are taken from there, as " +
      "they are now. Bun does not mark causes, so they are listed as errors of their own. Of a log with very " +
      "many stacks the first are read, and standard error says up to which line. Exit code 1 when there is no stack.",
    load: () => loadReport(async () => (await import("../report/parse.ts")).parse),
  },
  {
    name: "secrets",
    usage: "secrets FILE…",
    summary: "list what in a dump looks like a secret, before it is shared",
    help:
      "By name, by form, and what looks random: the net is wider than that of recording, so not all that it finds is one. " +
      "None is shown whole. Exit code 1 when something has the name or the form of a secret.",
    load: () => loadReport(async () => (await import("../report/secrets.ts")).secrets),
  },
  {
    name: "verify",
    usage: "verify FILE…",
    summary: "read all of a dump and say whether it is sound",
    help: "It is the way that every dump is read, taken to the end. Exit code 2 when a file is not sound.",
    load: async () => (await import("./verify.ts")).verify,
  },
  {
    name: "repro",
    usage: "repro FILE [frame]",
    summary: "write a test that calls the function of a frame with the recorded arguments",
    help:
      "The test, for node:test, is printed, and fails as the program did until the function is mended. Comments in it " +
      "say what could not be rebuilt. Without a number it takes the innermost frame of the program, of the cause first, " +
      "whose function can be imported.",
    load: () => loadReport(async () => (await import("../report/repro.ts")).repro),
  },
];

async function loadReport(load: () => Promise<Report>): Promise<RunSubcommand> {
  const [{ runReport }, report] = await Promise.all([import("./run_report.ts"), load()]);
  return runReport(report);
}
