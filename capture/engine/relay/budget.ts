/**
 * How long the program may stand still for us: a bucket of milliseconds that fills with time.
 *
 * @module
 */

/** Seconds' worth of allowance that the bucket holds when full. */
const CAPACITY_SECONDS = 20;
/** Seconds' worth of allowance that there has to be for recording to go on. */
const REFILL_SECONDS = 0.1;

/** A bucket of pause time. */
export class PauseBudget {
  readonly #msPerSecond: number;
  readonly #capacityMs: number;
  #leftMs: number;
  #lastMs: number;

  /**
   * @param msPerSecond Milliseconds of pause a second, in the long run; `Infinity` for no limit.
   * @param nowMs The time now.
   */
  constructor(msPerSecond: number, nowMs: number) {
    this.#msPerSecond = msPerSecond;
    this.#capacityMs = msPerSecond * CAPACITY_SECONDS;
    this.#leftMs = this.#capacityMs;
    this.#lastMs = nowMs;
  }

  /** Takes `ms` out and returns what is left, which is negative once too much was spent. */
  spend(ms: number, nowMs: number): number {
    if (this.#msPerSecond === Infinity) return Infinity;
    const filled = this.#leftMs + (nowMs - this.#lastMs) * this.#msPerSecond / 1000;
    this.#lastMs = nowMs;
    this.#leftMs = Math.min(filled, this.#capacityMs) - ms;
    return this.#leftMs;
  }

  /**
   * Milliseconds of waiting until a tenth of a second's worth is there again. Waiting for more would save nothing: a
   * program that goes on throwing spends what there is, and one that has stopped would go on without being recorded.
   */
  get refillMs(): number {
    return Math.max(0, (this.#msPerSecond * REFILL_SECONDS - this.#leftMs) * 1000 / this.#msPerSecond);
  }

  /** Whether even the pauses that could not be avoided cost too much. */
  get overdrawn(): boolean {
    return this.#leftMs < -this.#capacityMs / 4;
  }
}

/** Milliseconds that the engine takes for the pause before the relay hears of it, about: it is not to be seen from outside. */
export function estimateHiddenMs(frames: number, bigScriptLength: number): number {
  return 0.2 + frames * 0.05 + bigScriptLength * 0.00007;
}
