/**
 * Sorts the pauses of one value into throws: a caller that awaited is another pause on JavaScriptCore, and belongs to
 * the throw that it waited for; a rethrow is a throw of its own.
 *
 * @module
 */
import { isAwaiting, type TextOf } from "./call_text.ts";
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
export function throwSites(throws: readonly RecordedThrow[], textOf: TextOf): ThrowSite[] {
  const sites: Site[] = [];
  for (const recorded of throws) {
    const stack = readStack(recorded, textOf);
    // The runtime passes on what it was given, e.g. the rejection of a module that it loads.
    if (sites.length > 0 && stack.frames.every(({ frame }) => frame.origin === "runtime")) continue;
    const joined = sites.findLast((site) => join(site, stack, textOf));
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
function join({ stack, waiting }: Site, later: RawStack, textOf: TextOf): boolean {
  const [resumed] = later.frames;
  if (resumed === undefined) return false;
  const caller: RawFrame = { ...resumed, frame: { ...resumed.frame, async: true } };
  const i = stack.waiting.findIndex((call, i) => waiting[i] === undefined && isSameCall(call, later.top));
  if (i >= 0) {
    waiting[i] = caller;
    return true;
  }
  // JavaScriptCore's stacks do not tell of a caller that waits for Promise.all, and neither
  // of a module: that one comes last, alone, and was not on the stack before.
  const isNew = [...stack.frames, ...waiting].every((known) =>
    known?.frame.functionName !== resumed.frame.functionName ||
    known.frame.generated?.url !== resumed.frame.generated?.url
  );
  const isModule = later.frames.length === 1 && resumed.frame.functionName === "" && isNew;
  if (!isModule && !isAwaiting(resumed.frame.position, textOf)) return false;
  waiting.push(caller);
  return true;
}

function isSameCall(waiting: StackCall, top: StackCall | undefined): boolean {
  return top !== undefined && waiting.position !== undefined && top.position !== undefined &&
    waiting.functionName === top.functionName && waiting.position.url === top.position.url &&
    waiting.position.line === top.position.line && waiting.position.column === top.position.column;
}
