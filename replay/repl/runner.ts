/**
 * Runs lines, whoever typed them.
 *
 * @module
 */
import { DumpError } from "../../dump/errors.ts";
import { Selection } from "../frames/selection.ts";
import type { Session } from "../session.ts";
import type { Answer } from "./answer.ts";
import type { Command, CommandContext, CommandLookup } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { answerExpression, onOneLine } from "./evaluation.ts";
import { SourceRanges } from "./function_range.ts";
import type { Host } from "./host.ts";
import { interpret, type Interpretation } from "./interpret.ts";
import { LivePrompt, type LiveSettings } from "./live_prompt.ts";
import { PromptState } from "./prompt_state.ts";
import { thrownText } from "./thrown_text.ts";

/** What a {@linkcode Runner} works on. */
export interface RunnerOptions {
  readonly session: Session;
  /** Where it begins. */
  readonly selection: Selection;
  readonly table: CommandLookup;
  readonly host: Host;
  /** How the session may become live; without it, only after a confirmation and with the folder that is asked for. */
  readonly live?: LiveSettings;
}

const NOTHING: Answer = { data: () => null, text: () => "" };

/** Runs lines one after another: commands and expressions. Holds where they look and what lasts between them. */
export class Runner {
  readonly table: CommandLookup;
  readonly state = new PromptState();
  readonly live: LivePrompt;
  readonly #host: Host;
  #session: Session;
  #selection: Selection;

  constructor({ session, selection, table, host, live }: RunnerOptions) {
    this.#session = session;
    this.live = new LivePrompt(session, live);
    this.table = table;
    this.#selection = selection;
    this.#host = host;
  }

  /** What the next line works on: the session that was opened, or a live one. */
  get session(): Session {
    return this.#session;
  }

  /** Where the next line looks. */
  get selection(): Selection {
    return this.#selection;
  }

  /** What a command that is run now works on. */
  get context(): CommandContext {
    return this.#contextAt(this.#selection, (selection) => this.#selection = selection);
  }

  /**
   * Runs a line. An empty one runs the last navigation again.
   *
   * @throws {CommandError} If it cannot be run.
   */
  async run(line: string): Promise<Answer> {
    this.state.ranges = new SourceRanges();
    try {
      return await this.#run(line, this.context);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      if (error instanceof DumpError) throw new CommandError(error.message);
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw new CommandError(`this is a fault of keeptrace, please report it: ${text}`);
    }
  }

  /**
   * Has what code throws later, when nobody waits for it, kept as `_error` and told on a line, rather than end this
   * process.
   *
   * @returns Ends that.
   */
  watchLateErrors(tell: (line: string) => void): () => void {
    const watch = this.#host.catchLateErrors?.(({ error, rejected }) => {
      this.state.keepError(error);
      const what = rejected ? "A promise was rejected and nobody waits for it" : "Code threw, and nobody waits for it";
      tell(`${what}: ${thrownText(error, { omitted: (text) => this.session.omitted(text) }).replace(/^thrown: /, "")}`);
    });
    return watch ?? (() => {});
  }

  /** Whether a name is a variable where the next line looks, or one of the prompt's own. */
  isVariable(name: string, { frame }: Selection = this.#selection): boolean {
    if (name === "$exception" || name === "$frame" || this.state.extras().has(name)) return true;
    if (this.state.overlay?.has(name)) return true;
    return frame !== undefined &&
      (this.session.changes(frame).has(name) || this.session.find(frame, name) !== undefined);
  }

  /** The expression in a line, which may go on in the next line; undefined for a command that takes none. */
  #expressionIn(line: string): string | undefined {
    const meaning = this.#interpret(line, this.#selection);
    if (meaning.kind === "expression") return meaning.text;
    const { args, command } = meaning.kind === "command" ? meaning : {};
    if (args === undefined || args.text === "") return undefined;
    if (command?.completes === "expression") return args.text.replace(command.name === "pp" ? /^\d+\s+/ : "", "");
    return command?.completes === "line" ? this.#expressionIn(args.text.replace(/^\d+\s+/, "")) : undefined;
  }

  /** The command that a line begins with; undefined for an expression. */
  commandIn(line: string): Command | undefined {
    const meaning = this.#interpret(line, this.#selection);
    return meaning.kind === "command" ? meaning.command : undefined;
  }

  /** Whether a line is the beginning of an expression that goes on in the next line. */
  async isIncomplete(line: string): Promise<boolean> {
    const text = this.#expressionIn(line);
    if (text === undefined) return false;
    const { isIncomplete } = await import("../evaluate/is_incomplete.ts");
    return await isIncomplete(text);
  }

  #interpret(line: string, selection: Selection): Interpretation {
    const { table, state } = this;
    return interpret(line, { table, isVariable: (name) => this.isVariable(name, selection), aliases: state.aliases });
  }

  async #run(line: string, context: CommandContext): Promise<Answer> {
    const { state } = this;
    const meaning = this.#interpret(line, context.selection);
    switch (meaning.kind) {
      case "empty":
        return state.repeat === undefined ? NOTHING : await this.#run(state.repeat, context);
      case "comment":
        return NOTHING;
      case "wrong":
        throw new CommandError(meaning.message);
      case "expression":
        return await answerExpression(context, meaning.text, onOneLine);
      case "command": {
        const { command, args } = meaning;
        const answer = await command.run(context, args);
        if (command.repeats === "same") state.repeat = `.${command.name} ${args.text}`;
        if (command.repeats === "bare") state.repeat = `.${command.name}`;
        return answer;
      }
    }
  }

  /** Goes on in another session on the same dump, at the same frame. */
  #enter(session: Session): void {
    const { exception, throwNumber, frame } = this.#selection;
    const there = session.exceptions[exception.index];
    if (there === undefined) return;
    const selection = new Selection(there, throwNumber);
    this.#session = session;
    this.#selection = frame === undefined ? selection : selection.at(frame.index);
    this.state.listing = undefined;
  }

  #contextAt(selection: Selection, select: (selection: Selection) => void): CommandContext {
    return {
      session: this.session,
      selection,
      state: this.state,
      live: this.live,
      enter: (session) => this.#enter(session),
      host: this.#host,
      table: this.table,
      select,
      runAt: (at, line) => this.#run(line, this.#contextAt(at, () => {})),
      isIncomplete: (line) => this.isIncomplete(line),
      runHere: (line) => this.#run(line, this.context),
    };
  }
}
