/**
 * A terminal that edits its lines with `node:readline`.
 *
 * @module
 */
import process from "node:process";
import { clearScreenDown, createInterface, cursorTo, type Interface, type Key, moveCursor } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";
import { ReverseSearch } from "./reverse_search.ts";
import type { Completions, Input, LineHistory, Terminal } from "./terminal.ts";

/** Stands for a line break in an entry of several lines that was brought back from the history. */
const BREAK = "⏎";

/** What a {@linkcode ReadlineTerminal} needs. */
export interface ReadlineTerminalOptions {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly color: boolean;
  readonly history: LineHistory;
  /** Answers the Tab key. */
  readonly complete: (line: string) => Promise<Completions>;
}

/** The part of a readline interface that its types leave out; there on all three runtimes. */
interface LineEditor extends Interface {
  line: string;
  cursor: number;
  readonly history?: string[];
  _ttyWrite?: (text: string, key: Key) => void;
}

/**
 * Keyboard and screen of a person.
 *
 * Only while a line is read the keyboard is in raw mode: while a command runs, Ctrl-C is a signal, which ends code that
 * does not return.
 */
export class ReadlineTerminal implements Terminal {
  readonly color: boolean;
  readonly #options: ReadlineTerminalOptions;
  readonly #waiting: Input[] = [];
  readonly #signal = () => this.#interrupted?.();
  #editor: LineEditor | undefined;
  #resolve: ((input: Input) => void) | undefined;
  #interrupted: (() => void) | undefined;

  constructor(options: ReadlineTerminalOptions) {
    this.color = options.color;
    this.#options = options;
    process.on("SIGINT", this.#signal);
  }

  get columns(): number {
    return this.#options.output.columns || 80;
  }

  get rows(): number {
    return this.#options.output.rows || 24;
  }

  write(text: string): void {
    this.#options.output.write(text);
  }

  notice(text: string): void {
    const { output } = this.#options;
    const editor = this.#resolve === undefined ? undefined : this.#editor;
    if (editor !== undefined) {
      moveCursor(output, 0, -editor.getCursorPos().rows);
      cursorTo(output, 0);
      clearScreenDown(output);
    }
    this.write(`${text}\n`);
    editor?.prompt(true);
  }

  read(prompt: string): Promise<Input> {
    const ready = this.#waiting.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#editor ??= this.#open();
      this.#options.input.setRawMode(true);
      this.#editor.setPrompt(prompt);
      this.#editor.prompt();
    });
  }

  remember(text: string): void {
    const { history } = this.#options;
    history.add(text.replaceAll("\n", BREAK));
    // The editor has kept each line by itself.
    this.#editor?.history?.splice(0, Infinity, ...history.entries);
  }

  onInterrupt(callback: () => void): () => void {
    this.#interrupted = callback;
    return () => this.#interrupted = undefined;
  }

  async lend<T>(run: () => Promise<T>): Promise<T> {
    this.#shut();
    return await run();
  }

  close(): void {
    this.#shut();
    process.off("SIGINT", this.#signal);
  }

  #shut(): void {
    const editor = this.#editor;
    this.#editor = undefined;
    editor?.close();
  }

  #open(): LineEditor {
    const { input, output, history, complete } = this.#options;
    const editor = createInterface({
      input,
      output,
      terminal: true,
      history: [...history.entries],
      historySize: history.size,
      removeHistoryDuplicates: true,
      completer: (line: string, callback: (error: null, result: [string[], string]) => void) => {
        complete(line.replaceAll(BREAK, "\n")).then(
          ({ candidates, fragment }) => callback(null, [[...candidates], fragment]),
          () => callback(null, [[], line]),
        );
      },
    }) as LineEditor;
    editor.on("line", (text) => this.#give({ kind: "line", text: text.replaceAll(BREAK, "\n") }));
    editor.on("close", () => editor !== this.#editor || this.#give({ kind: "end" }));
    editor.on("SIGINT", () => this.#clear(editor));
    addSearch(editor, history);
    return editor;
  }

  /** Ctrl-C while a line is read. */
  #clear(editor: LineEditor): void {
    const { line } = editor;
    editor.cursor = line.length;
    editor.prompt(true);
    this.write("^C\n");
    editor.line = "";
    editor.cursor = 0;
    this.#give({ kind: "interrupt", text: line });
  }

  #give(input: Input): void {
    const resolve = this.#resolve;
    this.#resolve = undefined;
    if (input.kind !== "end") this.#options.input.setRawMode(false);
    if (resolve === undefined) this.#waiting.push(input);
    else resolve(input);
  }
}

/** Lets a search through the history, which Ctrl-R begins, have the keys before the line editor. */
function addSearch(editor: LineEditor, history: LineHistory): void {
  const write = editor._ttyWrite;
  if (typeof write !== "function") return;
  const search = new ReverseSearch(() => history.entries);
  let prompt = "";
  editor._ttyWrite = (text, key) => {
    if (!search.active && !(key.ctrl && key.name === "r")) return write.call(editor, text, key);
    if (!search.active) prompt = editor.getPrompt();
    const step = search.key(text, key, editor.line);
    editor.line = step.line;
    editor.cursor = step.cursor;
    editor.setPrompt(step.prompt ?? prompt);
    editor.prompt(true);
    if (step.pass) write.call(editor, text, key);
  };
}
