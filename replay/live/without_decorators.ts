/**
 * Code with decorators → code without them, for a parser that does not know them.
 *
 * @module
 */
import type { tokenizer } from "acorn";

/** What was parsed. */
export interface WithoutDecorators<Parsed> {
  readonly parsed: Parsed;
  /** The code, with spaces in the place of decorators. */
  readonly code: string;
  /** Where decorators stood: offsets of their `@` and of what follows. */
  readonly decorators: readonly (readonly [start: number, end: number])[];
}

/** Most decorators in one module. */
const MAX_DECORATORS = 10_000;

/**
 * Parses code; each decorator that the parser stumbles over is taken out.
 *
 * @throws {SyntaxError} If there is anything else that it does not know.
 */
export function parseWithoutDecorators<Parsed>(
  text: string,
  parse: (code: string) => Parsed,
  tokens: typeof tokenizer,
): WithoutDecorators<Parsed> {
  const decorators: [number, number][] = [];
  let code = text;
  for (;;) {
    try {
      return { parsed: parse(code), code, decorators };
    } catch (error) {
      if (!isAtDecorator(code, error) || decorators.length >= MAX_DECORATORS) throw error;
      const start = error.pos;
      const end = endOf(code, start, tokens);
      decorators.push([start, end]);
      code = code.slice(0, start) + code.slice(start, end).replace(/[^\r\n\u2028\u2029]/g, " ") + code.slice(end);
    }
  }
}

/** Whether it is a decorator that a parser stumbled over. */
export function isAtDecorator(code: string, error: unknown): error is { readonly pos: number } {
  return error instanceof SyntaxError && "pos" in error && code[error.pos as number] === "@";
}

/** The end of a decorator: `@name`, `@name.name(…)`, `@(…)`. */
function endOf(code: string, start: number, tokens: typeof tokenizer): number {
  const name = /@\s*(?:[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\s*\.\s*#?[\p{ID_Start}$_][\p{ID_Continue}$]*)*)?/uy;
  name.lastIndex = start;
  const end = start + (name.exec(code)?.[0].length ?? 1);
  const open = /\s*\(/y;
  open.lastIndex = end;
  const group = open.exec(code);
  if (group === null) return end;
  const first = open.lastIndex - 1;
  let depth = 0;
  for (const token of tokens(code.slice(first), { ecmaVersion: "latest" })) {
    if ("([{".includes(token.type.label) || token.type.label === "${") depth++;
    else if (")]}".includes(token.type.label) && --depth === 0) return first + token.end;
  }
  return end;
}
