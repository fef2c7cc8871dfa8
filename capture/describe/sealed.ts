/**
 * Plain objects that are secrets: their keys are kept, and nothing that is under them.
 *
 * @module
 */
import { types } from "node:util";
import type { Identities } from "./identities.ts";
import type { Prototypes } from "./prototypes.ts";
import { getPrototypeOf, SafeSet } from "./safe.ts";

const { isProxy } = types;

/** The sealed objects of a heap. */
export class Sealed {
  readonly #prototypes: Prototypes;
  readonly #identities: Identities;
  readonly #objects = new SafeSet<object>();

  constructor(prototypes: Prototypes, identities: Identities) {
    this.#prototypes = prototypes;
    this.#identities = identities;
  }

  /** Whether an object is sealed, on whatever way it is met. */
  has(object: object): boolean {
    return this.#objects.has(object);
  }

  /**
   * Seals a value with the name of a secret. False if it is no plain object, or was described before the name was met.
   *
   * @param begun How many nodes are described, with the one that is described at the moment.
   */
  add(value: unknown, begun: number): boolean {
    if (typeof value !== "object" || value === null || isProxy(value)) return false;
    const { object, builtin } = this.#prototypes.get(getPrototypeOf(value) as object | null);
    if (object !== undefined && builtin !== "Object") return false;
    if (this.#objects.has(value)) return true;
    const slot = this.#identities.slotOf(value);
    if (typeof slot === "number" && -2 - slot < begun) return false;
    this.#objects.add(value);
    return true;
  }
}
