/**
 * What ends an evaluation early.
 *
 * @module
 */

/** The part of an `AbortSignal` that is in use, so that the types of the package need no platform's. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
