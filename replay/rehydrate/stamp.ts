/**
 * Marks values with their facts, invisibly: in a private field, which no property listing shows, which works on frozen
 * objects and on proxies, and which is read without running anything.
 *
 * @module
 */
import type { Facts } from "./facts.ts";

/** A constructor that returns its argument, so that a subclass puts its private fields there. */
const Bearer = function (value: object) {
  return value;
} as unknown as new (value: object) => object;

class Stamp extends Bearer {
  readonly #facts: Facts;

  constructor(value: object, facts: Facts) {
    super(value);
    this.#facts = facts;
  }

  static factsOf(value: object): Facts | undefined {
    return #facts in value ? (value as Stamp).#facts : undefined;
  }
}

/** Puts the facts on a value, once. Done before the value is frozen or otherwise closed. */
export function stamp(value: object, facts: Facts): void {
  new Stamp(value, facts);
}

/** The facts on a value; undefined when it has none. */
export function factsOf(value: unknown): Facts | undefined {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
  return Stamp.factsOf(value);
}
