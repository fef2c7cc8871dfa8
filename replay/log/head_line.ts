/**
 * The line of a log that names an error.
 *
 * @module
 */

/** What a line says of an error. */
export interface HeadLine {
  /** Name of its class, e.g. `TypeError`. */
  readonly name: string;
  /** The first line of its message. */
  readonly message: string;
  /** The code in brackets behind the name, e.g. `ERR_ASSERTION`. */
  readonly code?: string;
  /** Where the error begins in the line. */
  readonly column: number;
  /** Whether it is said to be the cause of the error before it. */
  readonly cause: boolean;
  /**
   * How sure it is:
   * - "definite": said to be one: `Uncaught …`, `error: …`, `[cause]: …`.
   * - "named": begins with the name of an error: `TypeError: …`.
   * - "inside": has one after other text, as logs do: `request failed: TypeError: …`.
   * - "weak": begins with any name: `Timeout: …`.
   */
  readonly certainty: "definite" | "named" | "inside" | "weak";
  /** Whether it stands in brackets, as an error without a stack does: `[AggregateError: …] {`. */
  readonly bracketed: boolean;
}

/** What runtimes write in front of an error. */
const INTRODUCTION = new RegExp(
  [
    /error: (?=Uncaught|\S*Error\b)/,
    /Uncaught(?: \((?:in promise(?:, [^)]*)?|in worker "[^"]*"|[^()]* in worker[^()]*)\))?:?\s/,
    /\(in promise\) /,
    /\(node:\d+\) (?:UnhandledPromiseRejectionWarning: )?(?=\p{Lu})/u,
    /(?:Possibly )?[Uu]nhandled (?:promise )?rejection:? (?=\p{Lu})/u,
    /(?:Thrown|Exception):\s+(?=\p{Lu})/u,
  ].map(({ source }) => source).join("|"),
  "uy",
);
const CAUSE = /(?:\[cause\]|[Cc]aused by|cause): /y;
const NAMED = /^([\p{L}_$][\p{L}\p{N}_$.]*)(?: \[([\w. -]+)\])?(?:: ?|(?=\s*\{?$))(.*)$/su;
const INSIDE = /(?<![\p{L}\p{N}_$./'"`-])(\p{Lu}[\p{L}\p{N}_$]*(?:Error|Exception))(?: \[(\w+)\])?(?:: (.+)|:?)$/su;
const ERROR_NAME = /(?:Error|Exception|Rejection|Failure|Fault|Warning)\d*$|^Trace$/;
const STANDARD = /^(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/;
/** What test runners write in front of the values that they compared. */
const COMPARED = /^(?:Expected|Received)$/;
/** A message of the operating system that stands where a name would. */
const SYSTEM_CODE = /^E[A-Z0-9_]{2,}$/;

/** Longest line that is looked at, in UTF-16 units. */
const LONGEST = 8192;

/** Reads a line without its prefix; undefined when it cannot be the head of an error. */
export function readHeadLine(line: string): HeadLine | undefined {
  const text = line.slice(0, LONGEST).trimEnd();
  let column = text.length - text.trimStart().length;
  if (column === text.length) return undefined;
  const found = matchAt(CAUSE, text, column);
  const cause = found > 0;
  column += found;
  const introduced = matchAt(INTRODUCTION, text, column);
  let at = column + introduced;
  at += matchAt(INTRODUCTION, text, at);
  let rest = text.slice(at);
  let bracketed = false;
  const brackets = /^\[(.*)\](?: \{)?,?$/s.exec(rest);
  if (brackets !== null && NAMED.test(brackets[1]!)) {
    rest = brackets[1]!;
    bracketed = true;
  }
  const definite = cause || at > column;
  const named = NAMED.exec(rest);
  const name = named?.[1] ?? "";
  if (named !== null && (ERROR_NAME.test(name) || (named[2] !== undefined && /^\p{Lu}/u.test(name)))) {
    const certainty = definite ? "definite" : "named";
    return head(name, named[3]!, named[2], column, cause, certainty, bracketed);
  }
  // Bun writes "error: message" where the name is Error.
  const bun = /^error: (.+)$/s.exec(rest);
  if (bun !== null && !definite) return head("Error", bun[1]!, undefined, column, cause, "definite", false);
  if (definite) {
    if (name !== "" && named![3] !== "" && /^\p{Lu}/u.test(name) && !SYSTEM_CODE.test(name)) {
      return head(name, named![3]!, named![2], column, cause, "definite", bracketed);
    }
    return head("Error", rest, undefined, column, cause, "definite", bracketed);
  }
  const inside = INSIDE.exec(text);
  if (inside !== null) return head(inside[1]!, inside[3] ?? "", inside[2], inside.index, false, "inside", false);
  if (named === null || COMPARED.test(name) || !/^\p{Lu}/u.test(name) || (named[3] === "" && !/^[^:]+:?$/.test(rest))) {
    return undefined;
  }
  if (SYSTEM_CODE.test(name)) return head("Error", rest, undefined, column, false, "weak", false);
  return head(name, named[3]!, named[2], column, false, "weak", bracketed);
}

function head(
  name: string,
  message: string,
  code: string | undefined,
  column: number,
  cause: boolean,
  certainty: HeadLine["certainty"],
  bracketed: boolean,
): HeadLine {
  // `DOMException [AbortError]: …` has the name in brackets, `NotFound [Error]: …` the one of the class that it extends.
  const isName = code !== undefined && ERROR_NAME.test(code);
  return {
    name: isName && !STANDARD.test(code) ? code : name,
    message: message.replace(/^\{$/, ""),
    ...(code === undefined || isName ? {} : { code }),
    column,
    cause,
    certainty,
    bracketed,
  };
}

/** How many UTF-16 units a sticky expression matches there. */
function matchAt(expression: RegExp, text: string, at: number): number {
  const sticky = new RegExp(expression);
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}
