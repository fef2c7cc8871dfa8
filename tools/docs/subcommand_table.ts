import type { Subcommand } from "../../replay/cli/subcommand.ts";

/** A Markdown table of what the program does without the prompt. */
export function subcommandTable(subcommands: readonly Subcommand[]): string {
  const rows = subcommands.map(({ usage, summary }) => `| \`${usage.replaceAll("|", "\\|")}\` | ${summary} |`);
  return ["| without the prompt | what it does |", "|---|---|", ...rows].join("\n") + "\n";
}
