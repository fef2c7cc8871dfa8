/**
 * A keyboard with prepared input, and a screen that remembers what it showed.
 *
 * @module
 */
import type { Input, Terminal } from "../../../replay/repl/terminal.ts";

/** Plays inputs one after another; text is a line. */
export class FakeTerminal implements Terminal {
  readonly columns: number;
  readonly rows = 30;
  readonly color = false;
  closed = false;
  /** What would be brought back, oldest first. */
  readonly remembered: string[] = [];
  #screen = "";
  #interrupt: (() => void) | undefined;
  readonly #inputs: (string | Input)[];

  constructor(inputs: readonly (string | Input)[], columns = 100) {
    this.#inputs = [...inputs];
    this.columns = columns;
  }

  /** All that was shown, with prompts and what was typed. */
  get screen(): string {
    return this.#screen;
  }

  write(text: string): void {
    this.#screen += text;
  }

  notice(text: string): void {
    this.#screen += `${text}\n`;
  }

  read(prompt: string): Promise<Input> {
    const next = this.#inputs.shift() ?? { kind: "end" };
    const input: Input = typeof next === "string" ? { kind: "line", text: next } : next;
    this.#screen += prompt + (input.kind === "line" ? `${input.text}\n` : input.kind === "interrupt" ? "^C\n" : "");
    return Promise.resolve(input);
  }

  remember(text: string): void {
    this.remembered.push(text);
  }

  onInterrupt(callback: () => void): () => void {
    this.#interrupt = callback;
    return () => this.#interrupt = undefined;
  }

  /** Presses Ctrl-C while a command runs. */
  interrupt(): void {
    this.#interrupt?.();
  }

  async lend<T>(run: () => Promise<T>): Promise<T> {
    return await run();
  }

  close(): void {
    this.closed = true;
  }
}
