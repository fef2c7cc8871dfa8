/**
 * Questions to the inspector, kept until the end of a level so that one turn answers them all.
 *
 * @module
 */
import { types } from "node:util";
import { Escape, type Wire } from "../../dump/format.ts";
import type { Inspect } from "../snapshot/site.ts";
import type { Budget } from "./budget.ts";
import { getOwnPropertyDescriptor, getPrototypeOf } from "./safe.ts";
import type { TakeInspection } from "./walker.ts";

const { isProxy } = types;

/** How many values are asked about in one dump; each costs some tens of microseconds. */
const MAX_QUESTIONS = 5000;

/** Properties that inspectors read, whatever they are, to find out what an object is. */
const READ_BY_INSPECTORS = ["length", "splice", "stack"];

/** Asks the inspector. */
export class Inspections {
  readonly #inspect: Inspect | undefined;
  readonly #budget: Budget;
  #values: object[] = [];
  #takers: TakeInspection[] = [];
  #asked = 0;

  constructor(inspect: Inspect | undefined, budget: Budget) {
    this.#inspect = inspect;
    this.#budget = budget;
  }

  /** Whether there are questions. */
  get waiting(): boolean {
    return this.#takers.length > 0;
  }

  /** Puts a question about a value. */
  ask(value: object, take: TakeInspection): void {
    this.#values[this.#values.length] = value;
    this.#takers[this.#takers.length] = take;
  }

  /** Asks what is waiting, and hands out the answers. */
  run(): void {
    const values = this.#values;
    const takers = this.#takers;
    this.#values = [];
    this.#takers = [];
    const reasons: ("no-inspector" | "accessor" | "count" | "time" | "size" | undefined)[] = [];
    const asked: object[] = [];
    for (let at = 0; at < values.length; at++) {
      const reason = this.#refusal(values[at]!);
      reasons[at] = reason;
      if (reason === undefined) asked[asked.length] = values[at]!;
    }
    const answers = asked.length === 0 ? [] : this.#inspect?.(asked);
    for (let at = 0, next = 0; at < takers.length; at++) {
      const reason = reasons[at];
      const answer = reason === undefined ? answers?.[next++] : undefined;
      takers[at]!(answer, answer === undefined ? this.#why(reason) : undefined);
    }
  }

  #refusal(value: object): "no-inspector" | "accessor" | "count" | "time" | "size" | undefined {
    if (this.#inspect === undefined) return "no-inspector";
    if (this.#budget.exhausted) return this.#budget.cut;
    if (runsCode(value)) return "accessor";
    return this.#asked++ < MAX_QUESTIONS ? undefined : "count";
  }

  #why(reason: "no-inspector" | "accessor" | "count" | "time" | "size" = "no-inspector"): Wire {
    this.#budget.count(reason);
    return [Escape.omitted, reason, "internals"];
  }
}

/** Whether looking at a value through an inspector would run code of the program. */
function runsCode(value: object): boolean {
  for (let at: object | null = value; at !== null; at = getPrototypeOf(at) as object | null) {
    // The inspector shows what a proxy is made of; as a prototype it would be asked for its keys.
    if (isProxy(at)) return at !== value;
    for (let index = 0; index < READ_BY_INSPECTORS.length; index++) {
      const key = READ_BY_INSPECTORS[index]!;
      const descriptor = getOwnPropertyDescriptor(at, key);
      if (descriptor !== undefined && descriptor.get !== undefined) return true;
    }
  }
  return false;
}
