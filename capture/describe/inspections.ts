/**
 * Questions to the inspector, kept until the end of a level so that it answers many at once.
 *
 * @module
 */
import { Escape, type OmittedReason, type Wire } from "../../dump/format.ts";
import type { Inspect, Inspection } from "../snapshot/site.ts";
import { type Budget, milliseconds } from "./budget.ts";
import { runsCode } from "./runs_code.ts";
import { SafeMap } from "./safe.ts";
import type { TakeInspection } from "./walker.ts";

/** How many values are asked about in one dump. */
const MAX_QUESTIONS = 2000;

/** How many values are asked about at once; each takes some tenths of a millisecond, and there is a deadline. */
const MAX_AT_ONCE = 128;

/** Parts of the whole time after which the inspector is asked no more: about what is not the program's, about all. */
const SHARE_OF_TIME = 0.25;
const OWN_SHARE_OF_TIME = 0.5;

/** Asks the inspector. */
export class Inspections {
  readonly #budget: Budget;
  readonly #maxTimeMs: number;
  /** Undefined once it has not answered. */
  #inspect: Inspect | undefined;
  #values: object[] = [];
  #takers: TakeInspection[] = [];
  #owns: boolean[] = [];
  /** What was said of the values so far: the program stands still meanwhile, and a turn takes long. */
  readonly #answers = new SafeMap<object, Inspection | undefined>();
  #asked = 0;
  #takenMs = 0;

  constructor(inspect: Inspect | undefined, budget: Budget, maxTimeMs: number) {
    this.#inspect = inspect;
    this.#budget = budget;
    this.#maxTimeMs = maxTimeMs;
  }

  /** Whether there are questions. */
  get waiting(): boolean {
    return this.#takers.length > 0;
  }

  /** Puts a question about a value; `own` says whether it is the program's. */
  ask(value: object, take: TakeInspection, own: boolean): void {
    this.#owns[this.#takers.length] = own;
    this.#values[this.#values.length] = value;
    this.#takers[this.#takers.length] = take;
  }

  /** Asks what is waiting, and hands out the answers. */
  run(): void {
    const values = this.#values;
    const takers = this.#takers;
    const owns = this.#owns;
    this.#values = [];
    this.#takers = [];
    this.#owns = [];
    for (let start = 0; start < takers.length; start += MAX_AT_ONCE) {
      const end = start + MAX_AT_ONCE < takers.length ? start + MAX_AT_ONCE : takers.length;
      this.#runSome(values, takers, owns, start, end);
    }
  }

  #runSome(
    values: readonly object[],
    takers: readonly TakeInspection[],
    owns: readonly boolean[],
    start: number,
    end: number,
  ): void {
    const refusals = new SafeMap<object, OmittedReason>();
    const asked: object[] = [];
    for (let at = start; at < end; at++) {
      const value = values[at]!;
      if (this.#answers.has(value) || refusals.has(value)) continue;
      const refusal = this.#refusal(value, owns[at]!);
      if (refusal !== undefined) refusals.set(value, refusal);
      else {
        asked[asked.length] = value;
        this.#answers.set(value, undefined);
      }
    }
    const answers = this.#answer(asked);
    for (let at = 0; at < asked.length; at++) {
      if (answers !== undefined) this.#answers.set(asked[at]!, answers[at]);
      else {
        this.#answers.delete(asked[at]!);
        refusals.set(asked[at]!, "no-inspector");
      }
    }
    for (let at = start; at < end; at++) {
      const answer = this.#answers.get(values[at]!);
      const why = refusals.get(values[at]!) ?? "unsupported";
      try {
        takers[at]!(answer, answer === undefined ? this.#why(why) : undefined);
      } catch {
        // The one value stays incomplete, which a reader says of it.
      }
    }
  }

  #answer(values: readonly object[]): readonly (Inspection | undefined)[] | undefined {
    if (values.length === 0) return [];
    const start = milliseconds();
    try {
      const answers = this.#inspect?.(values);
      if (answers !== undefined) return answers;
    } catch {
      // As if it had not answered.
    } finally {
      this.#takenMs += milliseconds() - start;
    }
    this.#inspect = undefined;
    return undefined;
  }

  #refusal(value: object, own: boolean): OmittedReason | undefined {
    if (this.#inspect === undefined) return "no-inspector";
    if (this.#budget.exhausted) return this.#budget.cut;
    if (this.#takenMs > this.#maxTimeMs * (own ? OWN_SHARE_OF_TIME : SHARE_OF_TIME)) return "time";
    if (runsCode(value)) return "accessor";
    return this.#asked++ < MAX_QUESTIONS ? undefined : "count";
  }

  #why(reason: OmittedReason): Wire {
    this.#budget.count(reason);
    return [Escape.omitted, reason, "internals"];
  }
}
