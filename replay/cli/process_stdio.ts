/**
 * The streams of this process. Each is made when it is first asked for, and what is no terminal is written to without
 * one: on Bun, a stream takes as long to load as all the rest of the program.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { fstatSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import process from "node:process";
import type { Output, Stdio } from "./stdio.ts";

/** What this process was started with. */
export class ProcessStdio implements Stdio {
  readonly env: Stdio["env"] = process.env;
  readonly #fail: (error: NodeJS.ErrnoException) => void;
  #stdout: Output | undefined;
  #stderr: Output | undefined;

  /** @param fail Is told that standard output cannot be written, e.g. because `head` has stopped reading it. */
  constructor(fail: (error: NodeJS.ErrnoException) => void) {
    this.#fail = fail;
  }

  get stdin(): Stdio["stdin"] {
    return process.stdin;
  }

  get stdout(): Output {
    return this.#stdout ??= isDevice(1) ? this.#stream() : new DirectOutput(1, this.#fail);
  }

  get stderr(): Output {
    return this.#stderr ??= isDevice(2) ? process.stderr : new DirectOutput(2, () => {});
  }

  home(): string {
    return homedir();
  }

  /** Resolves when what was printed has been handed over. */
  async flush(): Promise<void> {
    if (this.#stdout instanceof DirectOutput || this.#stdout === undefined) return;
    await new Promise<unknown>((resolve) => process.stdout.write("", resolve));
  }

  #stream(): Output {
    process.stdout.on("error", this.#fail);
    return process.stdout;
  }
}

/** A file or a pipe. */
class DirectOutput implements Output {
  readonly #file: 1 | 2;
  readonly #fail: (error: NodeJS.ErrnoException) => void;

  constructor(file: 1 | 2, fail: (error: NodeJS.ErrnoException) => void) {
    this.#file = file;
    this.#fail = fail;
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) {
      try {
        at += writeSync(this.#file, bytes, at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== "EAGAIN") return this.#fail(error as NodeJS.ErrnoException);
        // Whoever started this process does not wait for a full pipe, and neither may the rest be lost.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      }
    }
  }
}

/** Whether standard output or error is a terminal, or something like it. */
function isDevice(file: 1 | 2): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return true; // The stream says why.
  }
}
