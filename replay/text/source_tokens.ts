/**
 * Source text as tokens, line by line: for its colours, and for finding the variables on a line.
 *
 * @module
 */
import jsTokens from "js-tokens";
import type { Source } from "../frames/source.ts";

/** What a token is. */
export type TokenKind =
  | "keyword"
  | "contextual" // a word that is a keyword in some places and a name in others
  | "string"
  | "number"
  | "regexp"
  | "comment"
  | "variable" // a name that may be a variable
  | "property" // a name after a dot, or a key
  | "other";

/** A piece of a line. */
export interface SourceToken {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Beyond this many UTF-16 units before a line, tokens are not read from the beginning of the source. */
const WHOLE = 200_000;
/** Lines before a line that are read then, at most. */
const BEFORE = 200;
/** UTF-16 units of these lines, at most. */
const NEAR = 50_000;
/** Lines with more UTF-16 units are shown without colours: bundles. */
const LONG = 20_000;

const KEYWORDS = new Set(
  ("break case catch class const continue debugger default delete do else enum export extends false finally for function " +
    "if implements import in instanceof interface let new null package private protected public return static super " +
    "switch this throw true try typeof undefined var void while with yield").split(" "),
);

const CONTEXTUAL = new Set(
  "abstract as asserts async await declare from infer is keyof of readonly satisfies unique using".split(" "),
);

/**
 * The tokens of some lines of a source.
 *
 * @param from The first line, from 1.
 * @param to The last line.
 */
export function sourceTokens(source: Source, from: number, to: number): SourceToken[][] {
  const last = Math.min(to, source.lineCount);
  const start = firstLine(source, from, last);
  const lines: string[] = [];
  for (let number = start; number <= last; number++) lines.push(source.line(number) ?? "");
  if (lines.slice(from - start).some((line) => line.length > LONG)) return lines.slice(from - start).map(plain);
  const found: SourceToken[][] = [[]];
  const tokens = jsTokens(lines.join("\n"), { jsx: /\.[jt]sx$/.test(source.url) });
  let before = "";
  for (const token of tokens) {
    const parts = token.value.split("\n");
    const kind = classify(token.type, token.value, before);
    for (const [index, text] of parts.entries()) {
      if (index > 0) found.push([]);
      if (text !== "") found.at(-1)!.push({ kind, text });
    }
    if (token.type !== "WhiteSpace" && !token.type.endsWith("Comment") && token.type !== "LineTerminatorSequence") {
      before = token.value;
    }
  }
  return found.slice(from - start).map(withoutKeys);
}

/** The line from which tokens are read: the first, unless that is too far away. */
function firstLine(source: Source, from: number, last: number): number {
  let size = 0;
  let number = 1;
  while (number <= last && size <= WHOLE) size += 1 + (source.line(number++)?.length ?? 0);
  if (size <= WHOLE) return 1;
  let start = from;
  for (let near = 0; start > 1 && from - start < BEFORE; start--) {
    near += 1 + (source.line(start - 1)?.length ?? 0);
    if (near > NEAR) break;
  }
  return start;
}

function plain(line: string): SourceToken[] {
  return [{ kind: "other", text: line }];
}

function classify(type: string, text: string, before: string): TokenKind {
  switch (type) {
    case "StringLiteral":
    case "NoSubstitutionTemplate":
    case "TemplateHead":
    case "TemplateMiddle":
    case "TemplateTail":
    case "JSXString":
    case "JSXText":
      return "string";
    case "NumericLiteral":
      return "number";
    case "RegularExpressionLiteral":
      return "regexp";
    case "SingleLineComment":
    case "MultiLineComment":
    case "HashbangComment":
      return "comment";
    case "PrivateIdentifier":
      return "property";
    case "IdentifierName":
      if (before === "." || before === "?.") return "property";
      if (CONTEXTUAL.has(text)) return "contextual";
      return KEYWORDS.has(text) ? "keyword" : "variable";
    default:
      return "other";
  }
}

/** Tells keys of object literals, `{key: …` and `, key: …`, from variables. */
function withoutKeys(line: SourceToken[]): SourceToken[] {
  const solid = line.filter((token) => token.text.trim() !== "");
  let next = 0;
  return line.map((token) => {
    if (token !== solid[next]) return token;
    const before = solid[next - 1]?.text ?? ",";
    const after = solid[++next]?.text;
    if (token.kind !== "variable") return token;
    return after === ":" && (before === "{" || before === ",") ? { ...token, kind: "property" } : token;
  });
}
