/**
 * What follows a command's name on the line.
 *
 * @module
 */
import { CommandError } from "./command_error.ts";

/** The text after a command's name, and ways to take it apart that know how to complain. */
export class Arguments {
  /** The name as it was typed, in full, without a leading dot. */
  readonly name: string;
  /** Usage of the command, for complaints. */
  readonly usage: string;
  /** All that follows the name, trimmed. */
  readonly text: string;

  constructor(name: string, text: string, usage: string) {
    this.name = name;
    this.text = text.trim();
    this.usage = usage;
  }

  /** The text split at white space. */
  get words(): string[] {
    return this.text === "" ? [] : this.text.split(/\s+/);
  }

  /** A complaint that ends with what to type. */
  wrong(what: string): CommandError {
    return new CommandError(`${this.name}: ${what}: type ${this.usage}`);
  }

  /**
   * Takes one whole number.
   *
   * @param fallback What no argument means; without it an argument must be there.
   */
  number(least: number, fallback?: number): number {
    const { words } = this;
    const [word] = words;
    if (word === undefined && fallback !== undefined) return fallback;
    if (word === undefined) throw this.wrong("a number is missing");
    if (words.length > 1) throw this.wrong(`one number is enough, found "${this.text}"`);
    return this.toNumber(word, least);
  }

  /** Reads one word as a whole number. */
  toNumber(word: string, least: number): number {
    const number = Number(word);
    if (!/^[+-]?\d+$/.test(word) || !Number.isSafeInteger(number)) throw this.wrong(`"${word}" is no whole number`);
    if (number < least) throw this.wrong(`${word} is below ${least}`);
    return number;
  }

  /** Splits off the first word: it, and the text that follows. */
  shift(): [word: string, rest: string] {
    const end = this.text.search(/\s/);
    return end < 0 ? [this.text, ""] : [this.text.slice(0, end), this.text.slice(end).trim()];
  }

  /** Complains about any argument. */
  none(): void {
    if (this.text !== "") throw this.wrong(`takes nothing, found "${this.text}"`);
  }

  /** The text; complains when there is none. */
  required(what: string): string {
    if (this.text === "") throw this.wrong(`${what} is missing`);
    return this.text;
  }

  /** Takes `/regex/flags`, or plain text to be found as it stands; undefined when there is nothing. */
  pattern(): RegExp | undefined {
    if (this.text === "") return undefined;
    const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(this.text) ?? [];
    if (source === undefined) return new RegExp(this.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "i");
    try {
      return new RegExp(source, flags?.replace(/[gy]/g, ""));
    } catch {
      throw this.wrong(`${this.text} is no regular expression`);
    }
  }
}
