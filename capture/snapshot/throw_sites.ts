/**
 * Sorts the pauses of one value into throws: a caller that awaited is another pause on JavaScriptCore, and belongs to
 * the throw that it waited for; a rethrow is a throw of its own.
 *
 * @module
 */
import { printedFrame, type RawFrame, type RawStack, readStack } from "./live_frames.ts";
import type { RecordedThrow } from "./recorder.ts";
import type { StackCall } from "./stack_text.ts";

/** One throw with all its frames, innermost first. */
export interface ThrowSite {
  readonly time: number;
  readonly frames: readonly RawFrame[];
}

/** Why the frame of a waiting caller has no variables. */
const WAITING = "it was waiting in an await; this runtime keeps no variables of waiting callers";

/** Sites of the recorded throws of one value, oldest first. */
export function throwSites(throws: readonly RecordedThrow[]): ThrowSite[] {
  const sites: Site[] = [];
  for (const recorded of throws) {
    const stack = readStack(recorded);
    const joined = sites.findLast((site) => join(site, stack));
    if (joined === undefined) sites.push({ time: recorded.time, stack, waiting: stack.waiting.map(() => undefined) });
  }
  return sites.map(({ time, stack, waiting }) => ({
    time,
    frames: [
      ...stack.frames,
      ...waiting.map((frame, i) => frame ?? { frame: printedFrame(stack.waiting[i]!, WAITING) }),
    ],
  }));
}

/** A throw while its pauses are sorted. */
interface Site {
  readonly time: number;
  readonly stack: RawStack;
  /** The frame of each waiting caller that paused, and of callers that no stack tells of, behind. */
  readonly waiting: (RawFrame | undefined)[];
}

/** Adds a pause to the throw that its caller waited for; says whether it did. */
function join({ stack, waiting }: Site, later: RawStack): boolean {
  const [resumed] = later.frames;
  if (resumed === undefined) return false;
  const caller: RawFrame = { ...resumed, frame: { ...resumed.frame, async: true } };
  const i = stack.waiting.findIndex((call, i) => waiting[i] === undefined && isSameCall(call, later.top));
  if (i >= 0) {
    waiting[i] = caller;
    return true;
  }
  // JavaScriptCore's stacks do not tell of a module that waits; it comes last, alone, and was not on the stack before.
  const isNew = [...stack.frames, ...waiting].every((known) =>
    known?.frame.functionName !== resumed.frame.functionName ||
    known.frame.generated?.url !== resumed.frame.generated?.url
  );
  if (later.frames.length !== 1 || resumed.frame.functionName !== "" || !isNew) return false;
  waiting.push(caller);
  return true;
}

function isSameCall(waiting: StackCall, top: StackCall | undefined): boolean {
  return top !== undefined && waiting.position !== undefined && top.position !== undefined &&
    waiting.functionName === top.functionName && waiting.position.url === top.position.url &&
    waiting.position.line === top.position.line && waiting.position.column === top.position.column;
}
