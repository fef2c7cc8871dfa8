/**
 * Plans that both threads keep: most throws come from few places, and a plan that the program already has need not be
 * made, sent and read again while it stands still.
 *
 * @module
 */
import type { Plan } from "./plan.ts";

const { parse } = JSON;

/** Plans that are kept; one more takes the place of the oldest. */
const SLOTS = 128;

/** The relay's side: which plans the program has. */
export class SentPlans {
  readonly #slots = new Map<string, number>();
  readonly #keys: string[] = [];
  #next = 0;

  /** The slot of a plan, and its text if that has to be sent; the empty text stands for "you have it". */
  send(key: string, plan: () => Plan): readonly [slot: number, text: string] {
    const known = this.#slots.get(key);
    if (known !== undefined) return [known, ""];
    const slot = this.#next;
    this.#next = (slot + 1) % SLOTS;
    const old = this.#keys[slot];
    if (old !== undefined) this.#slots.delete(old);
    this.#keys[slot] = key;
    this.#slots.set(key, slot);
    return [slot, JSON.stringify(plan())];
  }

  /** Takes nothing for sent any more: a hand-over may not have arrived. */
  forget(): void {
    this.#slots.clear();
    this.#keys.length = 0;
    this.#next = 0;
  }
}

/** The program's side: the plans that came. */
export class KeptPlans {
  readonly #plans: Plan[] = [];

  /** The plan of a slot; what `SentPlans.send` returned says which. */
  receive(slot: number, text: string): Plan {
    return text === "" ? this.#plans[slot]! : (this.#plans[slot] = parse(text) as Plan);
  }
}
