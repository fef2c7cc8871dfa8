/**
 * One line of a printed stack, as V8, JavaScriptCore and SpiderMonkey write it.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";

/** A call that a line of a stack names. */
export interface LogFrame {
  /** Name as it stands there, e.g. `Account.withdraw`, `new Order`; empty when it has none. */
  readonly functionName: string;
  /** Absent for built-in functions. */
  readonly position?: Position;
  readonly async: boolean;
}

/** What a line of a stack says. */
export type StackLine =
  | { readonly kind: "frame"; readonly column: number; readonly frame: LogFrame; readonly opens: boolean }
  /** So many lines of the stack are those of the cause. */
  | { readonly kind: "as-cause"; readonly column: number; readonly count: number }
  /** The `lines` above it came so many times more. */
  | { readonly kind: "repeated"; readonly column: number; readonly lines: number; readonly times: number }
  /** So many frames were left out. */
  | { readonly kind: "elided"; readonly column: number; readonly count: number };

/** Longest line that is looked at, in UTF-16 units. */
export const LONGEST = 8192;

const V8 = /^(.*?)\bat (\S.*)$/;
const ARROW = /^(.*?)❯ (?:(\S.*) )?(\S+:\d{1,9}:\d{1,9})$/;
const AS_CAUSE = /^(.*?)\.\.\. (\d{1,6}) lines? matching cause stack trace \.\.\.$/;
const REPEATED =
  /^(.*?)\.\.\. collapsed \d{1,6} duplicate lines matching above (?:(\d{1,6}) lines? )?(\d{1,6}) times?\.\.\.$/;
const ELIDED = /^(.*?)\.\.\. (\d{1,6}) more(?: frames?)?$/;
/** Longest name of a function in SpiderMonkey's lines, in UTF-16 units. */
const LONGEST_NAME = 200;

/** Whether a line may belong to a stack: most lines of a log do not, and this is quick. */
export function mayBeStackLine(text: string): boolean {
  return text.includes("at ") || text.includes("@") || text.includes("... ") || text.includes("❯ ") ||
    text.includes("[native code]");
}

/** Reads a line; undefined when it belongs to no stack. `before` is what stands in front, prefix and indentation. */
export function readStackLine(text: string): { readonly before: string; readonly line: StackLine } | undefined {
  if (text.length > LONGEST || !mayBeStackLine(text)) return undefined;
  return readElision(text) ?? readV8(text) ?? readArrow(text) ?? readGecko(text);
}

/** `❯ render src/page.ts:5:20`, as Vitest writes it. */
function readArrow(text: string): ReturnType<typeof readStackLine> {
  const match = text.includes("❯ ") ? ARROW.exec(text) : null;
  if (match === null || !isPrefix(match[1]!)) return undefined;
  const position = positionOf(match[3]!, true);
  return position && frameLine(match[1]!, nameOf(match[2] ?? ""), position, false);
}

function readElision(text: string): ReturnType<typeof readStackLine> {
  if (!text.includes("... ")) return undefined;
  const asCause = AS_CAUSE.exec(text);
  if (asCause !== null) {
    const before = asCause[1]!;
    return { before, line: { kind: "as-cause", column: before.length, count: Number(asCause[2]) } };
  }
  const repeated = REPEATED.exec(text);
  if (repeated !== null) {
    const before = repeated[1]!;
    const [lines, times] = [Number(repeated[2] ?? 1), Number(repeated[3])];
    return { before, line: { kind: "repeated", column: before.length, lines, times } };
  }
  const elided = ELIDED.exec(text);
  if (elided === null || !/^\s+$|\s{4}$/.test(elided[1]!)) return undefined;
  return { before: elided[1]!, line: { kind: "elided", column: elided[1]!.length, count: Number(elided[2]) } };
}

function readV8(text: string): ReturnType<typeof readStackLine> {
  const match = V8.exec(text);
  if (match === null) return undefined;
  const before = match[1]!;
  if (!isPrefix(before)) return undefined;
  const body = match[2]!.trimEnd();
  const call = body.replace(/(?: \{|,|\],?)$/, "");
  const frame = readCall(call);
  return frame && { before, line: { kind: "frame", column: before.length, frame, opens: body.endsWith(" {") } };
}

function readGecko(text: string): ReturnType<typeof readStackLine> {
  if (!text.includes("@")) {
    const native = /^(\s*)\[native code\]$/.exec(text);
    return native === null ? undefined : frameLine(native[1]!, "", undefined, false);
  }
  const sign = text.indexOf("@");
  const head = text.slice(0, sign);
  const name = geckoName(head.slice(-LONGEST_NAME));
  const before = head.slice(0, head.length - name.length);
  if (!isPrefix(before) || !/^(?:[\p{L}_$*[(<]|$)/u.test(name)) return undefined;
  const place = text.slice(sign + 1).replace(/ line (\d+) > (?:eval|Function)(?=:|$).*$/, ":$1:1");
  const async = name.startsWith("async*");
  const functionName = nameOf(withoutMarks(name.replace(/^async\*/, "")));
  if (place === "[native code]") return frameLine(before, functionName, undefined, async);
  // `user@example.com:22:33` is none.
  const position = /\/|\.[a-z]+\b(?<!\.(?:com|org|net|local)):\d+/.test(place) ? positionOf(place, true) : undefined;
  return position && frameLine(before, functionName, position, async);
}

/** What a function is called at the end of a text: one word, or two for code outside of functions. */
function geckoName(text: string): string {
  const code = /(?:global|module|eval) code$/.exec(text);
  if (code !== null) return code[0];
  let at = text.length;
  while (at > 0 && text[at - 1]!.trim() !== "") at--;
  return text.slice(at);
}

/** A name without what SpiderMonkey puts behind the names of functions inside: `outer/inner<`. */
function withoutMarks(name: string): string {
  let end = name.length;
  while (name[end - 1] === "/" || name[end - 1] === "<") end--;
  return name.slice(0, end);
}

/** Whether a text may stand before a frame: indentation, or what a logger writes, but no prose (`expected at …`). */
function isPrefix(text: string): boolean {
  return text.trim() === "" || /[^\p{L}\p{N}\s]\s*$|\s{2}$/u.test(text);
}

function frameLine(before: string, functionName: string, position: Position | undefined, async: boolean) {
  const frame = { functionName, async, ...(position === undefined ? {} : { position }) };
  return { before, line: { kind: "frame", column: before.length, frame, opens: false } } as const;
}

/** Reads a call without its leading `at `. */
function readCall(call: string): LogFrame | undefined {
  const async = call.startsWith("async ");
  const rest = async ? call.slice("async ".length) : call;
  if (rest === "<anonymous>" || rest === "native" || rest === "unknown") return { functionName: "", async };
  const open = rest.endsWith(")") ? openingParenthesis(rest) : -1;
  if (open > 0 && rest[open - 1] === " ") {
    const functionName = nameOf(rest.slice(0, open - 1));
    const place = rest.slice(open + 1, -1);
    if (NOWHERE.test(place)) return { functionName, async };
    const position = positionOf(place, false);
    return position && { functionName, async, position };
  }
  const position = open === -1 || open === 0 ? positionOf(open === 0 ? rest.slice(1, -1) : rest, true) : undefined;
  return position && { functionName: "", async, position };
}

const NOWHERE =
  /^(?:<anonymous>|native(?: code)?|\[native code\]|unknown(?: location)?|index \d+|(?:native:)?\d+:\d+)$/;
const PLACE = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/s;
/** What a place without a name in front of it has to begin with, or be: prose may end in a time. */
const PATH = /^(?:\/|[A-Za-z]:[\\/]|\\\\|[a-z][\w+.-]*:|\[|<|\.{1,2}[\\/])|^(?=\S*[./])\S*$/;

/** Reads `file:line:column`; a bare place must look like one. */
function positionOf(place: string, bare: boolean): Position | undefined {
  // `eval at f (file:1:2), <anonymous>:3:4`: the place in the evaluated text is of no use to anybody.
  const evaluated = /^eval at .*\(([^()]*:\d+:\d+)\)/s.exec(place);
  const hermes = /^address at (.+)$/.exec(place);
  // `template.js, <anonymous>:3:4`: text that was evaluated and has a sourceURL, as newer versions of V8 write it.
  const match = PLACE.exec((evaluated?.[1] ?? hermes?.[1] ?? place).replace(/, <anonymous>(?=:\d+:\d+$)/, ""));
  if (match === null) return undefined;
  const [, path = "", line, column = "1"] = match;
  if (bare && (!PATH.test(path) || (match[3] === undefined && /^\d+$/.test(path)))) return undefined;
  return { url: toUrl(path), line: Number(line), column: Number(column) };
}

/** Paths become file URLs, so that a place has one name on every runtime. */
export function toUrl(path: string): string {
  if (/^\//.test(path)) return `file://${encodePath(path)}`;
  return /^[A-Za-z]:[\\/]/.test(path) ? `file:///${encodePath(path.replaceAll("\\", "/"))}` : path;
}

function encodePath(path: string): string {
  // A lone surrogate cannot be encoded.
  return encodeURI(path.replace(/\p{Surrogate}/gu, "\ufffd")).replaceAll("?", "%3F").replaceAll("#", "%23");
}

function nameOf(name: string): string {
  return /^(?:<anonymous>|(?:module|global|eval) code)$/.test(name) ? "" : name;
}

/** Index of the parenthesis that the last one closes. */
function openingParenthesis(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ")") depth++;
    else if (text[at] === "(" && --depth === 0) return at;
  }
  return -1;
}
