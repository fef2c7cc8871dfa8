/**
 * Help, on the screen and as Markdown, from the table of commands.
 *
 * @module
 */
import { type Command, type Group, GROUPS } from "./command.ts";
import { fit, pad, wrap } from "../text/fit.ts";
import type { View } from "../text/view.ts";

const RULES = [
  "Anything that is no command is evaluated in the selected frame: TypeScript, await, declarations and assignments (they " +
  "stay in a scratch copy, the file never changes; reset drops them).",
  "A word that is a variable there is that variable; with a dot before it (.list) it is always the command. The " +
  "beginning of a name is enough when no other command begins so. An empty line repeats the last up, down or list.",
  "_ is the last value, $1, $2, … all values so far, _error the last error, $exception what was thrown, $frame the " +
  "selected frame; console.log prints, keys(x) and values(x) list. Tab completes, Ctrl-R searches what was typed before, Ctrl-C clears the line, " +
  "Ctrl-D leaves.",
];

/** Columns of running text at most. */
const PROSE = 100;

/** All commands, one line each. */
export function helpOverview(commands: readonly Command[], view: View): string {
  const { style, columns } = view;
  const width = Math.max(...commands.map(({ usage }) => usage.length)) + 2;
  const rows = grouped(commands).flatMap(([group, members]) => [
    "",
    style.strong(GROUPS[group]),
    ...members.map(({ usage, summary, aliases = [], group }) => {
      const names = aliases.length === 0 || group === "gone" ? "" : style.quiet(` (${aliases.join(", ")})`);
      return fit(`  ${pad(style.name(usage), width)}${summary}${names}`, columns);
    }),
  ]);
  const rules = RULES.flatMap((rule) => ["", ...wrap(rule, Math.min(columns, PROSE))]);
  return [...rows.slice(1), ...rules, "", style.quiet("help COMMAND says more of one.")].join("\n");
}

/** Everything about one command. */
export function helpCommand(command: Command, view: View): string {
  const { style } = view;
  const width = Math.min(view.columns, PROSE);
  const lines = [style.name(command.usage), ...wrap(sentence(command.summary), width)];
  const others = [...command.also ?? [], ...command.aliases ?? []];
  if (others.length > 0) lines.push(style.quiet(fit(`Also ${others.join(", ")}.`, width)));
  for (const paragraph of command.help?.split("\n\n") ?? []) lines.push("", ...wrap(paragraph, width));
  return lines.join("\n");
}

/** `docs/commands.md`. */
export function commandsMarkdown(commands: readonly Command[]): string {
  const lines = [
    "# Commands of the prompt",
    "",
    "Made from the table of commands by `npm run docs`; `help` at the prompt says the same.",
    ...RULES.flatMap((rule) => ["", rule]),
  ];
  for (const [group, members] of grouped(commands)) {
    lines.push("", `## ${GROUPS[group]}`);
    for (const command of members) {
      lines.push("", `### \`${command.usage}\``, "", sentence(command.summary));
      const others = [...command.also ?? [], ...command.aliases ?? []];
      if (others.length > 0) lines.push("", `Also ${others.map((name) => `\`${name}\``).join(", ")}.`);
      if (command.help !== undefined) lines.push("", command.help);
    }
  }
  return lines.join("\n") + "\n";
}

/** The table of commands for the README. */
export function commandTableMarkdown(commands: readonly Command[]): string {
  const rows = grouped(commands).flatMap(([group, members]) =>
    members.map((command, index) => {
      const title = index === 0 ? GROUPS[group] : "";
      const names = command.aliases === undefined
        ? ""
        : ` (${command.aliases.map((name) => `\`${name}\``).join(", ")})`;
      return `| ${title} | \`${command.usage.replaceAll("|", "\\|")}\` | ${command.summary}${names} |`;
    })
  );
  return ["| | command | what it does |", "|---|---|---|", ...rows].join("\n") + "\n";
}

function grouped(commands: readonly Command[]): [Group, Command[]][] {
  return (Object.keys(GROUPS) as Group[])
    .map((group): [Group, Command[]] => [group, commands.filter((command) => command.group === group)])
    .filter(([, members]) => members.length > 0);
}

function sentence(summary: string): string {
  return `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
}
