/**
 * Keeps pauses within their share of the program's time: counts what each cost, and pauses less once that is spent.
 *
 * @module
 */
import { estimateHiddenMs, PauseBudget } from "./budget.ts";
import type { PausedParams } from "./protocol.ts";
import { RelayState, Word } from "./status.ts";
import type { Transport } from "./transport.ts";

/** A script of more UTF-16 units makes a pause in its top level expensive. */
const BIG_SCRIPT_LENGTH = 100_000;

/** The pace of one relay. */
export class Pace {
  readonly #budget: PauseBudget;
  readonly #status: Int32Array;
  #transport: Transport | undefined;

  /**
   * @param msPerSecond Milliseconds of pause a second, in the long run; `Infinity` for no limit.
   * @param status The words that are shared with the program.
   */
  constructor(msPerSecond: number, status: Int32Array) {
    this.#budget = new PauseBudget(msPerSecond, performance.now());
    this.#status = status;
  }

  /** Says which session pauses, and `undefined` when it has ended. */
  attach(transport: Transport | undefined): void {
    this.#transport = transport;
  }

  /**
   * Counts one pause.
   *
   * @param measuredMs What the relay saw of it.
   * @param lengthOf UTF-16 units of a script, 0 when not known.
   */
  charge(transport: Transport, measuredMs: number, paused: PausedParams, lengthOf: (scriptId: string) => number): void {
    let bigLength = 0;
    for (const scriptId of new Set(paused.callFrames.map(({ location }) => location.scriptId))) {
      const length = lengthOf(scriptId);
      if (length > BIG_SCRIPT_LENGTH && hasTopLevel(paused, scriptId)) bigLength += length;
    }
    const costMs = measuredMs + estimateHiddenMs(paused.callFrames.length, bigLength);
    const leftMs = this.#budget.spend(costMs, performance.now());
    const state = Atomics.load(this.#status, Word.state);
    if (leftMs >= 0 || state === RelayState.off || transport !== this.#transport) return;
    if (state === RelayState.armed) {
      this.#limit(transport, RelayState.limited, "uncaught");
      Atomics.add(this.#status, Word.limited, 1);
      setTimeout(() => this.#refill(transport), this.#budget.refillMs);
    } else if (this.#budget.overdrawn) {
      this.#limit(transport, RelayState.off, "none");
    }
  }

  #limit(transport: Transport, state: number, pauseOn: "all" | "uncaught" | "none"): void {
    Atomics.store(this.#status, Word.state, state);
    transport.send([["Debugger.setPauseOnExceptions", { state: pauseOn }]])[0]!.catch(() => {});
  }

  #refill(transport: Transport): void {
    if (transport !== this.#transport) return;
    this.#budget.spend(0, performance.now());
    const waitMs = this.#budget.refillMs;
    if (waitMs > 0) setTimeout(() => this.#refill(transport), waitMs);
    else this.#limit(transport, RelayState.armed, "all");
  }
}

/** Whether a pause has the top level of a script on its stack; V8 parses all of it again for its scopes. */
function hasTopLevel(paused: PausedParams, scriptId: string): boolean {
  return paused.callFrames.some(({ location, functionLocation }) =>
    location.scriptId === scriptId && functionLocation?.lineNumber === 0 && functionLocation.columnNumber === 0
  );
}
