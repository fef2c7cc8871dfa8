/**
 * Primitives, dates, regular expressions and boxed primitives as text.
 *
 * @module
 */
import { cutTo } from "./cells.ts";
import { escapeText } from "./escape.ts";
import { quote, quoteWithin } from "./quote.ts";
import { type ShapeOptions, type Token, token } from "./shape.ts";

const { apply } = Reflect;

/** Longest text that is quoted as a whole, in UTF-16 units; no line has room for more. */
const WHOLE = 10_000;

/** A getter of a built-in prototype, which reads an internal slot and runs nothing. */
function getterOf(prototype: object, key: PropertyKey): () => unknown {
  return Object.getOwnPropertyDescriptor(prototype, key)?.get ?? (() => undefined);
}

const describeSymbol = getterOf(Symbol.prototype, "description");
const sourceOf = getterOf(RegExp.prototype, "source");
const { getTime, toISOString } = Date.prototype;

const FLAGS: readonly (readonly [letter: string, getter: () => unknown])[] = [
  ["d", "hasIndices"],
  ["g", "global"],
  ["i", "ignoreCase"],
  ["m", "multiline"],
  ["s", "dotAll"],
  ["u", "unicode"],
  ["v", "unicodeSets"],
  ["y", "sticky"],
].map(([letter, name]) => [letter!, getterOf(RegExp.prototype, name!)] as const);

const BOXES: readonly (readonly [name: string, valueOf: () => unknown])[] = [
  ["Number", Number.prototype.valueOf],
  ["String", String.prototype.valueOf],
  ["Boolean", Boolean.prototype.valueOf],
  ["Symbol", Symbol.prototype.valueOf],
  ["BigInt", BigInt.prototype.valueOf],
];

/** A primitive. */
export function primitiveToken(value: unknown, options: ShapeOptions): Token {
  switch (typeof value) {
    case "string":
      return stringToken(value, options);
    case "number":
      return token("number", Object.is(value, -0) ? "-0" : String(value));
    case "bigint":
      return bigintToken(value);
    case "symbol":
      return symbolToken(value);
    case "undefined":
      return token("faint", "undefined");
    default:
      return token("keyword", String(value));
  }
}

function stringToken(text: string, { omitted }: ShapeOptions): Token {
  const cut = omitted?.(text);
  const length = cut?.size ?? text.length;
  const shorten = (room: number) => quoteWithin(text, room, length);
  if (cut !== undefined) return { kind: "string", text: quoteWithin(text, WHOLE, length), shorten };
  return { kind: "string", text: text.length > WHOLE ? shorten(WHOLE) : quote(text), shorten };
}

/** Decimal digits take time that grows with their square, so huge numbers are shown in hexadecimal. */
function bigintToken(value: bigint): Token {
  const digits = value.toString(16);
  return token("number", digits.length > 2000 ? `${digits.replace(/^-?/, "$&0x")}n` : `${value}n`);
}

/** The description of a symbol; empty when it has none. */
export function descriptionOf(value: symbol): string {
  return (apply(describeSymbol, value, []) as string | undefined ?? "").slice(0, WHOLE);
}

/** A symbol: `Symbol(name)`. */
export function symbolToken(value: symbol): Token {
  return token("symbol", `Symbol(${escapeText(descriptionOf(value))})`);
}

/** A Date: ISO 8601, UTC. */
export function dateToken(value: object): Token {
  const valid = !Number.isNaN(apply(getTime, value, []));
  return token("date", valid ? apply(toISOString, value, []) : "Invalid Date");
}

/** A RegExp: `/source/flags`. */
export function regexpToken(value: object): Token {
  const source = String(apply(sourceOf, value, []));
  const flags = FLAGS.filter(([, getter]) => apply(getter, value, []) === true).map(([letter]) => letter).join("");
  const shorten = (room: number) => cutTo(`/${escapeText(source.slice(0, 2 * room))}`, room);
  return { kind: "regexp", text: `/${escapeText(source.slice(0, WHOLE))}/${flags}`, shorten };
}

/** A boxed primitive: `[Number: 42]`; undefined for anything else. */
export function boxedTokens(value: object, options: ShapeOptions): Token[] | undefined {
  for (const [name, valueOf] of BOXES) {
    try {
      const inner = primitiveToken(apply(valueOf, value, []), options);
      return [token("class", `[${name}: `), inner, token("class", "]")];
    } catch {
      // Not of this kind.
    }
  }
  return undefined;
}
