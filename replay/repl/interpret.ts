/**
 * What a typed line means: a command or an expression.
 *
 * @module
 */
import { Arguments } from "./arguments.ts";
import type { Command, CommandLookup } from "./command.ts";

/** What a line means. */
export type Interpretation =
  | { readonly kind: "empty" }
  | { readonly kind: "comment" }
  | { readonly kind: "command"; readonly command: Command; readonly args: Arguments }
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "wrong"; readonly message: string };

/** What decides between a command and an expression. */
export interface InterpretOptions {
  readonly table: CommandLookup;
  /** Whether a name is a variable where the line would be evaluated. */
  readonly isVariable: (name: string) => boolean;
  /** Names that a person gave to command lines. */
  readonly aliases: ReadonlyMap<string, string>;
}

const WORD = /^(?:\?|[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)/u;
/** What goes on an expression after a variable. */
const OPERATOR = /^(?:[-+*/%&|^<>=!?.:,;([{`]|in\b|instanceof\b|as\b|satisfies\b)/;
/** What makes an assignment or an arrow function of any name. */
const ASSIGNMENT = /^(?:=(?!=)|(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)=)/;
/** What goes on an expression after a word that is only the beginning of a command's name. */
const NOT_AN_ARGUMENT = /^(?:[+*%&|^<>:,;=]|-(?![\w])|\?(?!\w)|in\b|instanceof\b|as\b|satisfies\b)/;
const KEYWORDS = new Set(
  ("await async break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if import in instanceof interface let new null of return static super switch this throw true try type " +
    "typeof undefined var void while with yield NaN Infinity").split(" "),
);

/**
 * Decides what a line means.
 *
 * - `.word` is always a command.
 * - A word that is a variable is that variable, unless what follows it cannot belong to an expression, or is a path or a
 *   pattern for the command of that name.
 * - Else a word that is a command, an alias, or the beginning of one command only, is that command.
 * - Everything else is TypeScript.
 */
export function interpret(line: string, options: InterpretOptions): Interpretation {
  const text = line.trim();
  if (text === "") return { kind: "empty" };
  if (/^(?:\/\/[^\n]*|#(?:\s[^\n]*)?)$/.test(text)) return { kind: "comment" };
  if (/^\.[A-Za-z?]/.test(text)) return forced(text.slice(1), options);
  const word = WORD.exec(text)?.[0];
  if (word === undefined) return { kind: "expression", text };
  const rest = text.slice(word.length);
  const follows = rest.trimStart();
  const spaced = rest !== follows || rest === "";
  if (word === "this" || options.isVariable(word)) {
    const exact = spaced && /^\/\S/.test(follows) ? command(word, follows, options) : undefined;
    if (exact?.kind === "command" && takesSlash(exact.command)) return exact;
    const expression = follows === "" || !spaced || OPERATOR.test(follows);
    return expression ? { kind: "expression", text } : command(word, follows, options) ?? { kind: "expression", text };
  }
  if (ASSIGNMENT.test(follows)) return { kind: "expression", text };
  const global = word in globalThis;
  if (!spaced && (global || !/^[(/]/.test(rest))) return { kind: "expression", text };
  if (global && follows !== "" && OPERATOR.test(follows)) return { kind: "expression", text };
  const exact = command(word, follows, options);
  if (exact !== undefined && !isOperation(exact, follows)) return exact;
  if (!spaced || global || KEYWORDS.has(word) || NOT_AN_ARGUMENT.test(follows)) return { kind: "expression", text };
  const found = options.table.find(word);
  if (found.kind === "command") return toCommand(found.command, word, follows);
  if (found.kind === "ambiguous" && follows === "") {
    return { kind: "wrong", message: `${word} begins several commands: type ${list(found.names)}` };
  }
  return { kind: "expression", text };
}

/** Whether a command takes a path or a pattern: `load /tmp/a`, `find /x/`. A division has a space on both sides, or none. */
function takesSlash({ completes, usage }: Command): boolean {
  return completes === "file" || usage.includes("/pattern/");
}

/** Whether what follows a command's name is the rest of a calculation: `a + b`, where `a` is short for `args`. */
function isOperation(found: Interpretation, follows: string): boolean {
  const takesText = found.kind !== "command" || found.command.completes !== undefined;
  return !takesText && !/^in/.test(follows) && NOT_AN_ARGUMENT.test(follows);
}

/** The command or alias of exactly this name. */
function command(word: string, rest: string, options: InterpretOptions): Interpretation | undefined {
  const alias = options.aliases.get(word);
  if (alias !== undefined) return expand(alias, rest, options);
  const found = options.table.find(word);
  if (found.kind !== "command" || !isNamed(found.command, word)) return undefined;
  return toCommand(found.command, word, rest);
}

/** A line that began with a dot. */
function forced(text: string, options: InterpretOptions): Interpretation {
  const [, word = "", rest = ""] = /^([\w?]+)(.*)$/s.exec(text) ?? [];
  const alias = options.aliases.get(word);
  if (alias !== undefined) return expand(alias, rest.trim(), options);
  const found = options.table.find(word);
  if (found.kind === "command") return toCommand(found.command, word, rest);
  if (found.kind === "ambiguous") {
    return { kind: "wrong", message: `.${word} begins several commands: type .${list(found.names)}` };
  }
  const nearest = options.table.nearest(word);
  return { kind: "wrong", message: `there is no command .${word}: type ${nearest ? `.${nearest}, or ` : ""}help` };
}

/** An alias with its arguments put in: `%1`, `%2`… and `%*`; without any they follow. Other aliases in it stay as they are. */
function expand(alias: string, rest: string, options: InterpretOptions): Interpretation {
  const words = rest === "" ? [] : rest.split(/\s+/);
  const filled = /%[*\d]/.test(alias)
    ? alias.replace(/%(\*|\d)/g, (_, which: string) => which === "*" ? rest : words[Number(which) - 1] ?? "")
    : `${alias} ${rest}`;
  return interpret(filled, { ...options, aliases: new Map() });
}

function toCommand(command: Command, word: string, rest: string): Interpretation {
  const name = isNamed(command, word) ? word : command.name;
  return { kind: "command", command, args: new Arguments(name, rest, command.usage) };
}

function isNamed(command: Command, word: string): boolean {
  return command.name === word || command.aliases?.includes(word) === true || command.also?.includes(word) === true;
}

/** "a, b or c". */
function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
