/**
 * Marks values with where they came from, invisibly: in a private field, which no property listing shows, which works on frozen
 * objects and on proxies, and which is read without running anything.
 *
 * @module
 */
import type { Facts } from "./facts.ts";

/** A constructor that returns its argument, so that a subclass puts its private fields there. */
const Bearer = function (value: object) {
  return value;
} as unknown as new (value: object) => object;

/** Knows the facts of values that came from nodes, so that no value must hold more than the id of its node. */
export interface Origin {
  /** The facts of a value, by its node. */
  factsOf(id: number, value: object): Facts;
}

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

class NodeStamp extends Bearer {
  readonly #origin: Origin;
  readonly #id: number;

  constructor(value: object, origin: Origin, id: number) {
    super(value);
    this.#origin = origin;
    this.#id = id;
  }

  static idOf(value: object): number | undefined {
    return #origin in value ? (value as NodeStamp).#id : undefined;
  }

  static factsOf(value: object): Facts | undefined {
    return #origin in value ? (value as NodeStamp).#origin.factsOf((value as NodeStamp).#id, value) : undefined;
  }
}

/** Puts the facts on a value without a node, once. Done before the value is frozen or otherwise closed. */
export function stamp(value: object, facts: Facts): void {
  new Stamp(value, facts);
}

/** Puts its node on a value, once, and before it is closed. */
export function stampNode(value: object, origin: Origin, id: number): void {
  new NodeStamp(value, origin, id);
}

/** The node that a value is stamped with; undefined when it has none. */
export function nodeIdOf(value: object): number | undefined {
  return NodeStamp.idOf(value);
}

/** Whether a value is stamped. */
export function isStamped(value: object): boolean {
  return NodeStamp.idOf(value) !== undefined || Stamp.factsOf(value) !== undefined;
}

/** The facts on a value; undefined when it has none. */
export function factsOf(value: unknown): Facts | undefined {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
  return NodeStamp.factsOf(value) ?? Stamp.factsOf(value);
}
