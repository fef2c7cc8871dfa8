/**
 * Where the reader stands: an exception, and a frame of it.
 *
 * @module
 */
import type { Exception } from "./exception.ts";
import type { Frame } from "./frame.ts";

/**
 * An immutable cursor; every move answers a new one. Up is toward the caller.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeDump } from "../../dump/write.ts";
 * import { sampleDump } from "../../test/helpers/build_dump.ts";
 * import { openDump } from "../mod.ts";
 *
 * const thrown = openDump(writeDump(sampleDump())).select()!;
 * assert.equal(thrown.frame?.functionName, "Order.checkout");
 * assert.equal(thrown.up().frame?.functionName, "handle");
 * assert.equal(thrown.top().down().frame?.index, 4);
 * ```
 */
export class Selection {
  readonly exception: Exception;
  /** Number of the throw whose frames these are: 0 the first, from 1 the later ones. */
  readonly throwNumber: number;
  /** The frames to move over, innermost first. */
  readonly frames: readonly Frame[];
  /** Undefined when there are no frames. */
  readonly frame: Frame | undefined;

  /**
   * @param throwNumber Number of the throw: 0 the first, from 1 the later ones.
   * @throws {RangeError} If there is no such throw.
   */
  constructor(exception: Exception, throwNumber = 0, frame?: Frame) {
    const frames = throwNumber === 0 ? exception.frames : exception.throws[throwNumber - 1]?.frames;
    if (frames === undefined) {
      throw new RangeError(`Cannot select throw ${throwNumber}: ${known(exception.throws.length, "later throw")}`);
    }
    this.exception = exception;
    this.throwNumber = throwNumber;
    this.frames = frames;
    this.frame = frame ?? frames[0];
  }

  /** Toward the caller, by `count` frames, at most to the outermost. */
  up(count = 1): Selection {
    return this.#move(count);
  }

  /** Toward the throw, by `count` frames, at most to the innermost. */
  down(count = 1): Selection {
    return this.#move(-count);
  }

  /** To the innermost frame. */
  bottom(): Selection {
    return this.#move(-Infinity);
  }

  /** To the outermost frame. */
  top(): Selection {
    return this.#move(Infinity);
  }

  /**
   * To a frame by its index from 1.
   *
   * @throws {RangeError} If there is none.
   */
  at(index: number): Selection {
    const frame = this.frames[index - 1];
    if (frame === undefined) {
      throw new RangeError(`Cannot select frame ${index}: ${known(this.frames.length, "frame")}`);
    }
    return new Selection(this.exception, this.throwNumber, frame);
  }

  /** To the innermost frame of another exception, e.g. a cause. */
  on(exception: Exception): Selection {
    return new Selection(exception);
  }

  /**
   * To the innermost frame of a throw of the same exception.
   *
   * @param number 0 for the first throw, from 1 for the later ones.
   * @throws {RangeError} If there is no such throw.
   */
  atThrow(number: number): Selection {
    return new Selection(this.exception, number);
  }

  #move(by: number): Selection {
    if (this.frame === undefined) return this;
    const index = Math.min(Math.max(this.frame.index + by, 1), this.frames.length);
    return index === this.frame.index ? this : this.at(index);
  }
}

function known(count: number, what: string): string {
  return count === 0
    ? `there is no ${what}`
    : `there ${count === 1 ? "is" : "are"} ${count} ${what}${count === 1 ? "" : "s"}`;
}
