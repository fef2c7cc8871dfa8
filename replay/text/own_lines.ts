/**
 * Which lines around the line of a frame are of its function, told by their indentation: parsing takes longer than the
 * rest of what is shown first.
 *
 * @module
 */
import type { Source } from "../frames/source.ts";

/** First and last line, from 1. */
interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Lines that the variables of a frame may stand on. */
export interface OwnLines {
  /** Those of its function, as far as that can be told. */
  readonly inner: Lines;
  /** Those of the function, the class or the statement at the top of the module that it is in. */
  readonly outer: Lines;
}

/** Lines that are looked at, up and down. */
const MOST = 2000;
/** UTF-16 units of a line that are looked at. */
const UNITS = 300;
/** Columns that a tab takes. */
const TAB = 4;

const CLOSER = /^[)\]}]/;
const COMMENT = /^(?:\/[/*]|\*)/;
const OPENS = /[{([]$/;
const FUNCTION = /\bfunction\b|=>\s*[{(]?$/;
const STATEMENT = /^(?:if|for|while|switch|catch|with|return|else|do)\b/;
const METHOD = /^(?:[\w$*#]+\s+)*\*?(?:[\w$#]+|\[[^\]]*\]|"[^"]*")\s*(?:<[^()]*>)?\(.*\{$/;

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Finds the lines of the function that a line is in. */
export function ownLines(source: Source, line: number): OwnLines {
  const mark = lineAt(source, line);
  const all = { from: 1, to: Infinity };
  if (mark === undefined) return { inner: all, outer: all };
  let { indent } = mark;
  let top = { number: line, indent };
  let head: typeof top | undefined;
  for (let number = line - 1; number > 0 && line - number < MOST && indent > 0; number--) {
    const above = lineAt(source, number);
    if (above === undefined || above.indent >= indent || CLOSER.test(above.text) || COMMENT.test(above.text)) continue;
    indent = above.indent;
    top = { number, indent };
    if (head === undefined && isFunction(above.text)) head = top;
  }
  const outer = { from: top.number, to: endOf(source, line, top.indent) };
  return { outer, inner: head === undefined ? outer : { from: head.number, to: endOf(source, line, head.indent) } };
}

/** The last line of what begins at that indentation and has a line in it. */
function endOf(source: Source, line: number, indent: number): number {
  for (let number = line + 1; number < line + MOST; number++) {
    if (number > source.lineCount) return source.lineCount;
    const below = lineAt(source, number);
    if (below === undefined || below.indent > indent) continue;
    if (!CLOSER.test(below.text)) return number - 1;
    if (!OPENS.test(below.text)) return number;
  }
  return line + MOST;
}

function isFunction(text: string): boolean {
  return FUNCTION.test(text) || METHOD.test(text) && !STATEMENT.test(text);
}

/** A line without its indentation; undefined when it is blank. */
function lineAt(source: Source, number: number): Line | undefined {
  const text = source.line(number)?.slice(0, UNITS).trimEnd() ?? "";
  const trimmed = text.trimStart();
  if (trimmed === "") return undefined;
  const before = text.slice(0, text.length - trimmed.length);
  return { indent: before.replaceAll("\t", " ".repeat(TAB)).length, text: trimmed };
}
