/**
 * Finds frames that are long over. JavaScriptCore lists calls that ended in a tail call, which the printed stack has
 * not; after an `await` it may list such calls of earlier microtasks as well.
 *
 * @module
 */
import type { EngineFrame } from "../engine/engine.ts";
import { ownAddresses } from "../home.ts";
import { calledName, type TextOf } from "./call_text.ts";
import { type StackCall, toUrl } from "./stack_text.ts";

/**
 * Indexes of frames that cannot have been on the stack: those that are not printed and are ours, or stand between a
 * frame and the one that, as its source says, called that frame itself.
 *
 * @param printed The printed call of each frame.
 */
export function staleFrames(
  frames: readonly EngineFrame[],
  printed: readonly (StackCall | undefined)[],
  textOf: TextOf,
): ReadonlySet<number> {
  const stale = new Set<number>();
  // Calls of our own that ended, as of a dump that the program made before.
  const own = printed.includes(undefined) ? ownAddresses() : [];
  for (let i = 0; i < frames.length; i++) {
    const { url } = frames[i]!.generated;
    if (printed[i] === undefined && own.some((address) => toUrl(url).startsWith(address))) stale.add(i);
  }
  let inner = 0;
  for (let outer = 1; outer < frames.length; outer++) {
    const call = printed[outer];
    if (call === undefined) continue;
    if (outer - inner > 1 && printed[inner] !== undefined) {
      const called = calledName(call.position, textOf);
      const isCalled = (i: number) => called !== undefined && frames[i]!.functionName === called;
      if (isCalled(inner) && !isCalled(outer - 1)) { for (let i = inner + 1; i < outer; i++) stale.add(i); }
    }
    inner = outer;
  }
  return stale;
}
