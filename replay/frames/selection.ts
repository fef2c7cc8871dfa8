/**
 * Where the reader stands: an exception, and a frame of it.
 *
 * @module
 */
import type { Exception } from "./exception.ts";
import type { Frame } from "./frame.ts";

/** An immutable cursor; every move answers a new one. */
export interface Selection {
  readonly exception: Exception;
  /** Undefined when the exception has no frames. */
  readonly frame: Frame | undefined;
  /** Toward the caller, by `count` frames, at most to the outermost. */
  up(count?: number): Selection;
  /** Toward the throw, by `count` frames, at most to the innermost. */
  down(count?: number): Selection;
  /** To the innermost frame. */
  bottom(): Selection;
  /** To the outermost frame. */
  top(): Selection;
  /** To a frame by its index from 1; throws a RangeError when there is none. */
  at(index: number): Selection;
  /** To the innermost frame of another exception, e.g. a cause. */
  on(exception: Exception): Selection;
  /** To the frames of a later throw of the same exception, by its number from 1; 0 is the first throw. */
  atThrow(number: number): Selection;
}
