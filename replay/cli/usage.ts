/**
 * What `--help` says, and the same as Markdown.
 *
 * @module
 */
import { SUBCOMMANDS } from "./subcommands.ts";

const FORMS: readonly (readonly [usage: string, summary: string])[] = [
  ["FILE", "open a dump at the prompt; help there lists its commands"],
  ["FILE… -c COMMAND…", "run commands or expressions and exit"],
  ...SUBCOMMANDS.map(({ usage, summary }): [string, string] => [usage, summary]),
];

const OPTIONS: readonly (readonly [usage: string, summary: string])[] = [
  ["-c COMMAND", "may be given several times"],
  ["--json", "one line of JSON a command in place of text"],
  ["--root FOLDER", "the checkout: sources that are not in the dump, and code for --live"],
  ["--live", "run code of the checkout: functions, classes and retry are real"],
  ["--live=recorded", "run code from the dump itself: only if you trust who made it"],
  ["--accept FILE", "for --live: FILE may differ from the recorded one; also runtime, platform"],
  ["--help, --version", ""],
];

const REST =
  "A FILE is a .cbor or .cbor.gz file, or - for standard input; show, ls, peek, secrets and verify also take\n" +
  "folders. Without a terminal, commands are read from standard input, one a line.\n" +
  "Exit code: 0; 1 when a command failed; 2 when the arguments or the file are bad.";

/** Usage of the program. */
export function usage(): string {
  const rows = (list: typeof FORMS, head: string) =>
    list.map(([text, summary]) => `${head}${text.padEnd(22)}${summary}`.trimEnd());
  return [...rows(FORMS, "keeptrace-repl "), "", ...rows(OPTIONS, "  "), "", REST].join("\n");
}

/** The part of docs/commands.md on the program. */
export function usageMarkdown(): string {
  const lines = ["## Without the prompt", "", "```", usage(), "```"];
  for (const { usage, summary, help } of SUBCOMMANDS) {
    lines.push("", `### \`keeptrace-repl ${usage}\``, "", `${summary[0]!.toUpperCase()}${summary.slice(1)}. ${help}`);
  }
  return lines.join("\n") + "\n";
}
