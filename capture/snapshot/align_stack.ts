/**
 * Brings the engine's frames and the printed stack of one pause together: the one has the variables, the other the
 * names and the original positions.
 *
 * @module
 */
import type { EngineFrame } from "../engine/engine.ts";
import { isEvaluated } from "./evaluated_code.ts";
import { type StackCall, toUrl } from "./stack_text.ts";

/** How many more printed calls than frames may stand at the outer end: built-in functions, which are no frames. */
const LOOK_AHEAD = 8;

/**
 * The printed call of each frame, in order; undefined where there is none, as for a tail call that JavaScriptCore's
 * stack leaves out.
 */
export function alignStack(
  frames: readonly EngineFrame[],
  calls: readonly StackCall[],
): (StackCall | undefined)[] {
  const run = new Set(frames.map(({ generated }) => toUrl(generated.url)));
  const gap = frames.findIndex(({ elided }) => elided !== undefined) + 1;
  if (gap === 0) return alignRun(frames, calls, run);
  // Frames were left out after `gap`: the outermost ones are found from the outer end.
  const outer = frames.length - gap;
  return [
    ...alignRun(frames.slice(0, gap), innermost(calls, gap), run),
    ...alignRun(frames.slice(gap), calls.slice(Math.max(gap, calls.length - outer - LOOK_AHEAD)), run),
  ];
}

/** The printed calls of the innermost frames; built-in functions among them do not count. */
function innermost(calls: readonly StackCall[], count: number): readonly StackCall[] {
  const end = calls.findIndex(({ position }) => position !== undefined && count-- === 0);
  return end < 0 ? calls : calls.slice(0, end);
}

/** Finds the pairs, in order, that fit best together; of equal ones those of outer frames. */
function alignRun(
  frames: readonly EngineFrame[],
  calls: readonly StackCall[],
  run: ReadonlySet<string>,
): (StackCall | undefined)[] {
  // Mostly each frame is printed: then all pairs come to more than any fewer could.
  if (frames.length === calls.length) {
    let sum = 0;
    for (let i = 0; i < frames.length; i++) sum += fit(frames[i]!, calls[i]!, run);
    if (sum > MAX_FIT * (frames.length - 1)) return [...calls];
  }
  // best[i][j]: what the frames from i outwards and the calls from j outwards come to.
  const best = Array.from({ length: frames.length + 1 }, () => new Array<number>(calls.length + 1).fill(0));
  const fits = frames.map((frame) => calls.map((call) => fit(frame, call, run)));
  for (let i = frames.length - 1; i >= 0; i--) {
    for (let j = calls.length - 1; j >= 0; j--) {
      const pair = fits[i]![j]! > 0 ? fits[i]![j]! + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(pair, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  let j = 0;
  return frames.map((_, i) => {
    if (best[i]![j] === best[i + 1]![j]) return undefined;
    while (best[i]![j] === best[i]![j + 1]) j++;
    return calls[j++];
  });
}

/** What `fit` comes to at most. */
const MAX_FIT = 5;

/** How well a frame and a printed call fit together; 0 when they cannot be the same. */
function fit(frame: EngineFrame, call: StackCall, run: ReadonlySet<string>): number {
  const { generated } = frame;
  const { functionName, position, evaluatedLine } = call;
  const named = sameName(frame.functionName, functionName);
  if (position === undefined) return generated.url === "" && named ? 4 : 0;
  if (isEvaluated(generated.url)) {
    // JavaScriptCore prints the line in what was evaluated behind the URL of the file that did it.
    return (evaluatedLine ?? position.line) !== generated.line ? 0 : named ? MAX_FIT : 2;
  }
  if (evaluatedLine !== undefined && generated.url !== "") return 0;
  if (!sameFile(toUrl(generated.url), position.url, run)) return 0;
  // A source map may rename, and an anonymous function may be printed by the property that held it. Transpiling moves
  // lines, though not far.
  const { line } = position;
  return (named ? 4 : 1) + Math.min(line, generated.line) / Math.max(line, generated.line);
}

/** `Account.withdraw`, `new Order`, `async f` and `a [as b]` name the functions withdraw, Order, f and a. */
function sameName(name: string, printed: string): boolean {
  if (name === "module code") name = "";
  const bare = printed.replace(/ \[as .*\]$/s, "").replace(/^(?:async|new) /, "");
  if (name === bare) return true;
  if (name === "") return bare === "" || bare.endsWith("<anonymous>") || bare === "eval";
  return bare.endsWith(`.${name}`) || name.endsWith(`.${bare}`) || printed.endsWith(`[as ${name}]`);
}

/** With source maps the printed file is another one, the original, which the engine itself does not run. */
function sameFile(url: string, printed: string, run: ReadonlySet<string>): boolean {
  return url === printed || (!run.has(printed) && !run.has(withoutQuery(printed)));
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}
