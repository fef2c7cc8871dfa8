/**
 * An exception as a readonly view.
 *
 * @module
 */
import type { Frame } from "./frame.ts";

/** A thrown value, and where it was thrown. */
export interface Exception {
  /** Place in the dump, from 0; 0 is what was captured. */
  readonly index: number;
  /** Name of its class, or the type of a primitive: `TypeError`, `string`. */
  readonly name: string;
  readonly message: string;
  /** The text of its `stack`, as the runtime made it. */
  readonly stack?: string;
  /** The thrown value, made when it is first read. */
  readonly value: unknown;
  readonly thread: Thread;
  /** Frames at the first throw, innermost first. */
  readonly frames: readonly Frame[];
  /** Why its frames have no variables at all; absent when they have. */
  readonly unavailable?: string;
  /** Later throws of the same value, oldest first. */
  readonly throws: readonly Throw[];
  readonly cause?: Exception;
  /** Members of an AggregateError. */
  readonly errors: readonly Exception[];
}

/** A later throw of a value that had been thrown before. */
export interface Throw {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  /** Innermost first. */
  readonly frames: readonly Frame[];
}

/** A thread of the program. */
export interface Thread {
  readonly id: number;
  readonly name: string;
  /** What was thrown on it. */
  readonly exceptions: readonly Exception[];
}
