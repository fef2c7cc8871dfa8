/**
 * Where the function around a line begins and ends.
 *
 * @module
 */
import jsTokens from "js-tokens";
import type { Source } from "../frames/source.ts";

/** Lines before and after that are shown when there is no function around. */
const AROUND = 10;
/** Words before parentheses whose braces are no function. */
const STATEMENTS = new Set(["if", "for", "while", "switch", "catch", "with"]);

/** First and last line, from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

interface Open {
  /** First line of the function whose body it opens; undefined when it is no such brace. */
  readonly head: number | undefined;
  /** What is read after it closes as if it had not been: the parameters before a return type in braces. */
  readonly resume: Parameters | undefined;
  /** Whether it may hold parameters. */
  readonly parameters: Parameters | undefined;
}

/** A closed list of parameters, or the arrow after one. */
interface Parameters {
  readonly line: number;
}

/**
 * Lines of the innermost function around a line; the lines around it when it stands in none. Only brackets are read,
 * so TypeScript and text that does not parse are fine.
 *
 * @param line From 1.
 */
export function functionRange(source: Source, line: number): LineRange {
  const open: Open[] = [];
  let best: LineRange | undefined;
  let parameters: Parameters | undefined;
  let last = "";
  let lastLine = 1;
  let end = 1;
  for (const { type, value } of jsTokens(source.text ?? "")) {
    const start = end;
    end += value.split("\n").length - 1;
    if (type === "WhiteSpace" || type === "LineTerminatorSequence" || type.endsWith("Comment")) continue;
    if (type !== "Punctuator") {
      // A name, a type or a literal: parameters before it may still have their body.
    } else if (value === "{" && last === ":" && parameters !== undefined) {
      open.push({ head: undefined, resume: parameters, parameters: undefined });
    } else if (value === "{") {
      const head = parameters?.line ?? (last === "=>" ? lastLine : undefined);
      open.push({ head, resume: undefined, parameters: undefined });
      parameters = undefined;
    } else if (value === "(" || value === "[") {
      const held = value === "(" && !STATEMENTS.has(last) ? { line: start } : undefined;
      open.push({ head: undefined, resume: value === "[" ? parameters : undefined, parameters: held });
      parameters = undefined;
    } else if (value === "}" || value === ")" || value === "]") {
      const opened = open.pop();
      parameters = opened?.resume ?? opened?.parameters;
      const { head } = opened ?? {};
      const inside = head !== undefined && head <= line && line <= end;
      if (inside && (best === undefined || end - head < best.to - best.from)) best = { from: head, to: end };
    } else if (value === ";" || value === "," || value === "=") {
      parameters = undefined;
    }
    last = value;
    lastLine = start;
    if (start > line && open.length === 0 && best !== undefined) break;
  }
  return best ?? { from: Math.max(1, line - AROUND), to: Math.min(source.lineCount, line + AROUND) };
}
