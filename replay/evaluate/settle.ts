/**
 * Waits for an expression with `await` in it.
 *
 * @module
 */
import type { EvaluateOptions } from "./environment.ts";
import { InterruptedError } from "./interrupted_error.ts";

/**
 * What a promise settles to, unless it is given up before. It keeps the process up for that time.
 *
 * @throws {InterruptedError} If the signal was given.
 * @throws {Error} If it takes too long.
 */
export async function settle<T>(promise: Promise<T>, options: EvaluateOptions): Promise<T> {
  const { signal, settleTimeoutMs = 2000 } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let interrupt = () => {};
  const givenUp = new Promise<never>((_resolve, reject) => {
    interrupt = () => reject(new InterruptedError());
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt);
    const why = options.isLive === true ? "" : ", and nothing in a dead process can settle it";
    const after = `Cannot await: still pending after ${settleTimeoutMs} ms${why}`;
    timer = setTimeout(() => reject(new Error(after)), Math.min(settleTimeoutMs, 2 ** 31 - 1));
  });
  try {
    return await Promise.race([promise, givenUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupt);
  }
}
