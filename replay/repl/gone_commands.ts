/**
 * Commands of a debugger that need a living process: they say so, and what can be done instead.
 *
 * @module
 */
import type { Command } from "./command.ts";
import { CommandError } from "./command_error.ts";

/** Continue and its kin. */
export const GONE_COMMANDS: readonly Command[] = [
  {
    name: "continue",
    also: ["step", "next", "finish", "until", "run", "break"],
    aliases: [
      "c",
      "cont",
      "s",
      "n",
      "stepi",
      "nexti",
      "stepin",
      "stepout",
      "out",
      "return",
      "jump",
      "restart",
      "b",
      "tbreak",
      "clear",
      "delete",
      "condition",
      "kill",
      "sb",
      "cb",
    ],
    group: "gone",
    usage: "continue, step, next…",
    summary: "not possible on a dump: says what is",
    run: (_, args) => {
      throw new CommandError(
        `${args.name}: the process is gone, nothing runs on: type up or down to move, an expression to evaluate, ` +
          "an assignment to try another value",
      );
    },
  },
];
