/**
 * What a command of the prompt is: one row of the table that lookup, help, completion and docs/commands.md come from.
 *
 * @module
 */
import type { Selection } from "../frames/selection.ts";
import type { Session } from "../session.ts";
import type { Answer } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Host } from "./host.ts";
import type { LivePrompt } from "./live_prompt.ts";
import type { PromptState } from "./prompt_state.ts";

/** What a command is about, in the order of {@linkcode GROUPS}. */
export type Group = "stack" | "source" | "values" | "exception" | "live" | "dump" | "prompt" | "gone";

/** Titles of the groups, in the order in which help shows them. */
export const GROUPS: Readonly<Record<Group, string>> = {
  stack: "Stack",
  source: "Source",
  values: "Values",
  exception: "Exception",
  live: "Live code",
  dump: "Dump",
  prompt: "Prompt",
  gone: "Not on a dump",
};

/** What the words after a command's name are, for completion. */
export type Completable = "expression" | "command" | "line" | "file" | "none";

/** One command. */
export interface Command {
  readonly name: string;
  /** Shorter or other names. */
  readonly aliases?: readonly string[];
  /** Further names in their own right: help lists them, and they count for unique prefixes. */
  readonly also?: readonly string[];
  readonly group: Group;
  /** What to type, e.g. `up [n]`. */
  readonly usage: string;
  /** What it does, on one line, without a full stop. */
  readonly summary: string;
  /** More, and examples: paragraphs. */
  readonly help?: string;
  /** Whether an empty line runs it again: with the same arguments, or without any. */
  readonly repeats?: "same" | "bare";
  /**
   * What its arguments are.
   *
   * @default {"none"}
   */
  readonly completes?: Completable;
  /** Does it. Throws a `CommandError` when it cannot. */
  run(context: CommandContext, args: Arguments): Answer | Promise<Answer>;
}

/** What a word means: a command, several that begin with it, or none. */
export type Lookup =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "ambiguous"; readonly names: readonly string[] }
  | { readonly kind: "unknown" };

/** The table, as commands see it. */
export interface CommandLookup {
  /** In the order in which help shows them. */
  readonly commands: readonly Command[];
  /** Finds what a word means: a name or an alias, else the only name that begins with it. */
  find(word: string): Lookup;
  /** The name that differs least from a mistyped word; undefined when none is near. */
  nearest(word: string): string | undefined;
}

/** What a command works on. */
export interface CommandContext {
  readonly session: Session;
  /** The exception and the frame that it looks at. */
  readonly selection: Selection;
  /** What lasts from line to line. */
  readonly state: PromptState;
  /** Whether code may run, and from where. */
  readonly live: LivePrompt;
  /** Goes on in another session on the same dump, at the same frame. */
  readonly enter: (session: Session) => void;
  /** This machine, as far as a command may use it. */
  readonly host: Host;
  readonly table: CommandLookup;
  /** Moves: the next lines look there. */
  readonly select: (selection: Selection) => void;
  /** Runs a line elsewhere; moves in it are forgotten. Rejects with a `CommandError` when it cannot be run. */
  readonly runAt: (selection: Selection, line: string) => Promise<Answer>;
  /** Whether a line is the beginning of an expression that goes on in the next line. */
  readonly isIncomplete: (line: string) => Promise<boolean>;
  /** Runs a line here. */
  readonly runHere: (line: string) => Promise<Answer>;
}
