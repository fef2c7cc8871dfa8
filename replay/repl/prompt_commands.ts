/**
 * Commands of the prompt itself.
 *
 * @module
 */
import { type Answer, remark } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { count } from "../text/count.ts";
import { helpCommand, helpOverview } from "./help.ts";
import { scriptLines } from "./script_lines.ts";

/** Help, alias, unalias, load, save, transcript, quit. */
export const PROMPT_COMMANDS: readonly Command[] = [
  {
    name: "help",
    aliases: ["h", "?"],
    group: "prompt",
    usage: "help [command]",
    summary: "list the commands, or say all about one",
    completes: "command",
    run: help,
  },
  {
    name: "alias",
    group: "prompt",
    usage: "alias [name line]",
    summary: "give a line a short name",
    help:
      "`alias ul locals user` makes `ul` short for `locals user`. %1, %2 and %* in the line stand for what follows " +
      "the name; without them it is put at the end. Aliases that should always be there belong into ~/.keeptracerc, " +
      "whose lines are run at the start of every prompt.",
    completes: "line",
    run: alias,
  },
  {
    name: "unalias",
    group: "prompt",
    usage: "unalias name",
    summary: "forget an alias",
    run: ({ state }, args) => {
      const name = args.required("a name");
      if (!state.aliases.delete(name)) throw new CommandError(`there is no alias ${name}: type alias to list them`);
      return remark(`${name} is no longer an alias`);
    },
  },
  {
    name: "load",
    group: "prompt",
    usage: "load file",
    summary: "run the lines of a file",
    completes: "file",
    run: load,
  },
  {
    name: "save",
    group: "prompt",
    usage: "save file",
    summary: "write the lines typed so far to a file",
    help: "`load` runs them again.",
    completes: "file",
    run: ({ state, host }, args) => {
      const path = args.required("a file");
      host.writeText(path, state.lines.map((line) => `${line}\n`).join(""));
      return remark(`${count(state.lines.length, "line")} saved`);
    },
  },
  {
    name: "transcript",
    group: "prompt",
    usage: "transcript file",
    summary: "write all that is typed and shown to a file",
    help: "`transcript off` ends it.",
    completes: "file",
    run: transcript,
  },
  {
    name: "quit",
    aliases: ["q", "exit"],
    group: "prompt",
    usage: "quit",
    summary: "leave",
    run: () => ({ ...remark(""), ends: true }),
  },
];

function help({ table }: CommandContext, args: Arguments): Answer {
  if (args.text === "") {
    return {
      data: () => ({ commands: table.commands.map(({ name, usage, summary }) => ({ name, usage, summary })) }),
      text: (view) => helpOverview(table.commands, view),
    };
  }
  const found = table.find(args.text);
  if (found.kind === "command") {
    const { name, usage, summary, help = "" } = found.command;
    return { data: () => ({ name, usage, summary, help }), text: (view) => helpCommand(found.command, view) };
  }
  const names = found.kind === "ambiguous" ? found.names : [];
  const nearest = names.length > 0 ? names.join(" or ") : table.nearest(args.text);
  throw new CommandError(
    `there is no command ${args.text}: type ${nearest === undefined ? "help" : `help ${nearest}`}`,
  );
}

function alias({ state, table }: CommandContext, args: Arguments): Answer {
  if (args.text === "") {
    const aliases = [...state.aliases];
    return {
      data: () => ({ aliases: Object.fromEntries(aliases) }),
      text: (view) =>
        aliases.length === 0
          ? view.style.quiet("there are no aliases")
          : aliases.map(([name, line]) => `${view.style.name(name)} ${line}`).join("\n"),
    };
  }
  const [name, line] = args.shift();
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) throw args.wrong(`"${name}" is no name`);
  if (line === "") throw args.wrong("the line is missing");
  const taken = table.find(name);
  const isTaken = taken.kind === "command" && [taken.command.name, ...taken.command.aliases ?? []].includes(name);
  if (isTaken) throw new CommandError(`${name} is a command already: choose another name`);
  state.aliases.set(name, line);
  return remark(`${name} is short for ${line}`);
}

async function load(context: CommandContext, args: Arguments): Promise<Answer> {
  const path = args.required("a file");
  if (context.state.loading >= 10) throw new CommandError(`${path} is not loaded: files load each other without end`);
  const text = context.host.readText(path);
  context.state.loading++;
  try {
    const answers: Answer[] = [];
    for await (const line of scriptLines(text.split(/\r?\n/), context.isIncomplete)) {
      try {
        answers.push(await context.runHere(line));
      } catch (error) {
        throw error instanceof CommandError ? inFile(error, path, line, answers) : error;
      }
    }
    return {
      data: () => ({ results: answers.map((answer) => answer.data()) }),
      text: (view) => answers.map((answer) => answer.text(view)).filter((shown) => shown !== "").join("\n"),
      ends: answers.some((answer) => answer.ends),
    };
  } finally {
    context.state.loading--;
  }
}

/** The complaint about a line of a file, after what the lines before it answered. */
function inFile(error: CommandError, path: string, line: string, answers: readonly Answer[]): CommandError {
  const { message, place, interrupted, trace } = error;
  const [first = ""] = line.split("\n");
  const where = error.where ?? `in ${path}, "${first}${first === line ? "" : "…"}"`;
  return new CommandError(message, { place, interrupted, trace, where, before: [...answers, ...error.before] });
}

function transcript(context: CommandContext, args: Arguments): Answer {
  const path = args.required("a file, or off,");
  const { state, host } = context;
  if (path === "off") {
    state.transcript = undefined;
    return remark("the transcript is closed");
  }
  host.writeText(path, "");
  state.transcript = (text) => host.appendText(path, text);
  return remark("everything from here on is written to the file as well; transcript off ends it");
}
