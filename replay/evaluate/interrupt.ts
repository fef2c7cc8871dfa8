/**
 * Lets Ctrl-C end code that does not return.
 *
 * @module
 */
import { types } from "node:util";
import vm from "node:vm";
import type { Worker } from "node:worker_threads";
import { detectRuntime } from "../../dump/runtime.ts";
import { InterruptedError } from "./interrupted_error.ts";

/** Where the code to run is put for the time that a script needs to pick it up. */
const ENTRY = Symbol.for("keeptrace.evaluate");

/** Raises the flag at Ctrl-C, off the busy main thread; listens only while it is told to. */
const WATCHER = `import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
const flag = new Int32Array(workerData);
const raise = () => Atomics.store(flag, 0, 1);
parentPort.on("message", (listens) => {
  if (listens) process.on("SIGINT", raise);
  else process.off("SIGINT", raise);
  parentPort.postMessage("done");
});`;

/** What is known of code before it runs. */
export interface RunOptions {
  /** Whether it may run for long; if not, nothing is set up where that takes time. */
  readonly repeats: boolean;
  /** Whether it goes on after the call has returned. */
  readonly awaits: boolean;
}

/** How an interrupt works. */
export interface InterruptOptions {
  /**
   * Whether the code is that of a live session, which may go on for as long as it likes after its call, as long as it
   * leaves the thread free now and then.
   *
   * @default {false}
   */
  readonly isLive?: boolean;
  /**
   * Milliseconds that a call may take where no signal reaches the runtime's own functions, such as a regular expression
   * that never comes to its end.
   *
   * @default {60_000}
   */
  readonly longestCallMs?: number;
}

/** How many checks there are for one look at the clock. */
const CHECKS = 64;

/** Milliseconds that code after an `await` may take, where a signal does not reach it. */
const LONGEST = 10_000;

/**
 * Runs code so that SIGINT ends it. Node and Bun stop it anywhere. Deno cannot; there a worker listens, and loops and
 * functions typed at the prompt look at its flag ({@linkcode Interrupt.check}), and what does not look, such as a built-in
 * function that never returns, ends after a minute. After an `await` no runtime can; loops and functions that go on there end by themselves
 * after ten seconds, those of live code when the thread has not been free for that long. A terminal in raw mode makes no SIGINT of Ctrl-C: leave that mode while code runs.
 */
export class Interrupt {
  readonly #isLive: boolean;
  readonly #longestCallMs: number;
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #checked = detectRuntime().name === "deno";
  #watcher: Worker | undefined;
  /** When code that runs now is to end, in milliseconds since 1970. */
  #deadline = Infinity;
  #running = 0;
  #checks = 0;
  /** When this thread was last seen to be free, in milliseconds since 1970; undefined while nobody looks. */
  #free: number | undefined;

  constructor({ isLive = false, longestCallMs = 60_000 }: InterruptOptions = {}) {
    this.#isLive = isLive;
    this.#longestCallMs = longestCallMs;
  }

  /**
   * Calls a function; SIGINT makes it throw.
   *
   * @throws {InterruptedError} If it was ended.
   */
  async run<T>(call: () => T, { repeats, awaits }: RunOptions): Promise<{ readonly value: T }> {
    // The deadline counts from the end of the call on, before what it left to do goes on.
    const begin = () => {
      this.#running++;
      try {
        const value = call();
        if (awaits && !this.#isLive) this.#deadline = Date.now() + LONGEST;
        return { value };
      } finally {
        this.#running--;
        this.#free = undefined;
      }
    };
    if (!this.#checked) return stoppable(begin, { breakOnSigint: true });
    const limits = { timeout: this.#longestCallMs };
    if (!repeats && !this.#isLive) return stoppable(begin, limits);
    Atomics.store(this.#flag, 0, 0);
    this.#watcher ??= await startWatcher(this.#flag.buffer as SharedArrayBuffer);
    await tell(this.#watcher, true);
    try {
      return stoppable(begin, limits);
    } finally {
      await tell(this.#watcher, false);
      Atomics.store(this.#flag, 0, 0);
    }
  }

  /** Says that what a call left to do is done, or that nobody waits for it any more. */
  done(): void {
    this.#deadline = Infinity;
  }

  /** @throws {InterruptedError} If there was a SIGINT while the code ran, or it took too long. */
  check(): true {
    if (Atomics.load(this.#flag, 0) !== 0) throw new InterruptedError();
    if (this.#isLive ? this.#isStuck() : this.#deadline !== Infinity && Date.now() > this.#deadline) {
      throw new InterruptedError(`it ran for ${LONGEST / 1000} s after an await, where Ctrl-C cannot reach it`);
    }
    return true;
  }

  /** Whether code that goes on after its call has not left this thread free for too long. */
  #isStuck(): boolean {
    // Ctrl-C reaches what runs; and looking at the clock takes time.
    if (this.#running > 0 || ++this.#checks % CHECKS !== 0) return false;
    const now = Date.now();
    if (this.#free === undefined) {
      this.#free = now;
      setTimeout(() => this.#free = undefined, 0).unref();
    }
    return now - this.#free > LONGEST;
  }
}

/** A script can be stopped; so the call is made from one, which finds it in a global that is gone before the call. */
function stoppable<T>(call: () => T, limits: { breakOnSigint?: true; timeout?: number }): T {
  const entry = () => {
    Reflect.deleteProperty(globalThis, ENTRY);
    return call();
  };
  Reflect.defineProperty(globalThis, ENTRY, { value: entry, configurable: true });
  try {
    return vm.runInThisContext(`globalThis[Symbol.for("keeptrace.evaluate")]()`, {
      filename: "prompt",
      ...limits,
      displayErrors: false, // Which would change the stack of what is thrown.
    }) as T;
  } catch (error) {
    throw interruptionOf(error, limits.timeout) ?? error;
  }
}

/** What an evaluation ends with if the runtime has ended it. */
function interruptionOf(error: unknown, timeoutMs = 0): InterruptedError | undefined {
  if (!types.isNativeError(error)) return undefined;
  switch (Object.getOwnPropertyDescriptor(error, "message")?.value) {
    case "Script execution was interrupted by `SIGINT`":
      return new InterruptedError();
    case `Script execution timed out after ${timeoutMs}ms`:
      return new InterruptedError(`it ran for ${timeoutMs / 1000} s, where Ctrl-C does not reach it`);
  }
  return undefined;
}

/** The worker that listens; it does not keep the process up. */
async function startWatcher(flag: SharedArrayBuffer): Promise<Worker> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(WATCHER)}`), { workerData: flag });
  worker.unref();
  return worker;
}

/** Has the worker listen or not, and waits until it does; if it cannot, code goes on without it. */
async function tell(watcher: Worker, listens: boolean): Promise<void> {
  watcher.ref();
  await new Promise<void>((resolve) => {
    const settle = () => {
      watcher.off("message", settle).off("error", settle);
      resolve();
    };
    watcher.on("message", settle).on("error", settle);
    watcher.postMessage(listens);
  });
  watcher.unref();
}
