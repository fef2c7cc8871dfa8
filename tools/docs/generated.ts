import { readFileSync } from "node:fs";
import { usageMarkdown } from "../../replay/cli/usage.ts";
import { SUBCOMMANDS } from "../../replay/cli/subcommands.ts";
import { COMMANDS } from "../../replay/repl/commands.ts";
import { commandsMarkdown, commandTableMarkdown } from "../../replay/repl/help.ts";
import { optionsTable } from "./options_table.ts";
import { replaceSection } from "./replace_section.ts";
import { subcommandTable } from "./subcommand_table.ts";

const OPTIONS = new URL("../../capture/options.ts", import.meta.url);

/** A document of which the code is the source, wholly or in part. */
export interface Generated {
  /** Path from the project's folder. */
  readonly path: string;
  /** The text as it must be; `before` is what the file has, empty if there is none. */
  render(before: string): string;
}

/** All of them. */
export const GENERATED: readonly Generated[] = [
  {
    path: "README.md",
    render(before) {
      const commands = replaceSection(before, "commands", commandTableMarkdown(COMMANDS));
      const subcommands = replaceSection(commands, "subcommands", subcommandTable(SUBCOMMANDS));
      const options = optionsTable(readFileSync(OPTIONS, "utf8"), ["CaptureOptions", "Limits"]);
      return replaceSection(subcommands, "options", options);
    },
  },
  { path: "docs/commands.md", render: () => `${commandsMarkdown(COMMANDS)}\n${usageMarkdown()}` },
];
