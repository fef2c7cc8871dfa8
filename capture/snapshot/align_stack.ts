/**
 * Brings the engine's frames and the printed stack of one pause together: the one has the variables, the other the
 * names and the original positions.
 *
 * @module
 */
import type { EngineFrame } from "../engine/engine.ts";
import type { StackCall } from "./stack_text.ts";

/** How many printed calls may stand between two that match: built-in functions, which the engine does not list. */
const LOOK_AHEAD = 8;

/**
 * The printed call of each frame, in order; undefined where there is none, as for a tail call that JavaScriptCore's
 * stack leaves out.
 */
export function alignStack(
  frames: readonly EngineFrame[],
  calls: readonly StackCall[],
): (StackCall | undefined)[] {
  const gap = frames.findIndex(({ elided }) => elided !== undefined) + 1;
  if (gap === 0) return alignRun(frames, calls);
  // Frames were left out after `gap`: the outermost ones are found from the outer end.
  const outer = frames.length - gap;
  return [
    ...alignRun(frames.slice(0, gap), calls),
    ...alignRun(frames.slice(gap), calls.slice(Math.max(gap, calls.length - outer - LOOK_AHEAD))),
  ];
}

function alignRun(frames: readonly EngineFrame[], calls: readonly StackCall[]): (StackCall | undefined)[] {
  let next = 0;
  return frames.map((frame) => {
    let found = calls.findIndex((call, i) => i >= next && i <= next + LOOK_AHEAD && matches(frame, call));
    // An anonymous function may be printed by the property that held it: `Timeout._onTimeout`.
    if (found < 0 && frame.functionName === "" && isIn(frame, calls[next])) found = next;
    if (found < 0) return undefined;
    next = found + 1;
    return calls[found];
  });
}

function matches(frame: EngineFrame, call: StackCall): boolean {
  if (call.position === undefined) return frame.generated.url === "" && sameName(frame.functionName, call.functionName);
  return sameName(frame.functionName, call.functionName) && isIn(frame, call);
}

function isIn(frame: EngineFrame, call: StackCall | undefined): boolean {
  return call?.position !== undefined && sameFile(frame.generated.url, call.position.url);
}

/** `Account.withdraw`, `new Order`, `async f` and `a [as b]` name the functions withdraw, Order, f and a. */
function sameName(name: string, printed: string): boolean {
  if (name === "module code") name = "";
  const bare = printed.replace(/ \[as .*\]$/s, "").replace(/^(?:async|new) /, "");
  if (name === bare) return true;
  if (name === "") return bare === "" || bare.endsWith("<anonymous>") || bare === "eval";
  return bare.endsWith(`.${name}`) || name.endsWith(`.${bare}`) || printed.endsWith(`[as ${name}]`);
}

function sameFile(url: string, printed: string): boolean {
  if (url === "" || url === printed) return true;
  const name = (text: string) => text.slice(text.lastIndexOf("/") + 1).replace(/[?#].*$/, "");
  // With source maps the printed file is the original one.
  return name(url) === name(printed) || !/\.[cm]?js$/.test(name(printed)) || /\.[cm]?js$/.test(name(url));
}
