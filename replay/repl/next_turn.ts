/**
 * Letting the runtime tell of promises that were rejected.
 *
 * @module
 */

/** Resolves in another turn of the event loop: by then, the runtime has told what promises nobody waits for. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
