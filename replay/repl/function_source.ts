/**
 * The source text of functions and classes.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import type { Source } from "../frames/source.ts";
import { isProxy } from "../preview/is_proxy.ts";
import { nodeOf } from "../rehydrate/provenance.ts";

const functionToString = Function.prototype.toString;

/** The code of a function or a class. */
export interface Code {
  readonly name: string;
  /** Where it begins in its source; undefined when that is not known, and of what was made at the prompt. */
  readonly position: Position | undefined;
  /** Whether it came out of the dump, rather than from the prompt. */
  readonly isRecorded: boolean;
  /** The file that it was in when it ran, where its position in a source is not known. */
  readonly ranIn?: string | undefined;
  /** Its text as a source whose lines have the numbers that they have in the file. */
  readonly source: Source;
  /** Number of its first line, from 1. */
  readonly first: number;
}

/** The code of a function or a class, or of the class of an object; undefined when it is not known. Runs nothing. */
export function codeOf(value: unknown): Code | undefined {
  const found = functionOf(value);
  return found && (recordedCode(found) ?? ownCode(found));
}

/** Where the code of a function or a class begins, or of the class of an object; the dump may have no text of it. */
export function codePosition(value: unknown): Position | undefined {
  const found = functionOf(value);
  return found && nodeOf(found)?.function?.record?.position;
}

/** A function as it is; of another object, its class. */
function functionOf(value: unknown): object | undefined {
  if (typeof value === "function") return value;
  if (typeof value !== "object" || value === null || isProxy(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null || isProxy(prototype)) return undefined;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" ? constructor : undefined;
}

/** The code of a function that came out of the dump. */
function recordedCode(value: object): Code | undefined {
  const record = nodeOf(value)?.function?.record;
  if (record?.text === undefined) return undefined;
  const { name, text, position, generated } = record;
  return {
    name,
    position,
    isRecorded: true,
    ranIn: generated?.url,
    ...numbered(text, position?.url ?? "", position?.line ?? 1),
  };
}

/** The code of a function that was made at the prompt. */
function ownCode(value: object): Code | undefined {
  if (isProxy(value) || nodeOf(value) !== undefined) return undefined;
  const text = functionToString.call(value);
  if (text.includes("[native code]")) return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(value, "name")?.value;
  const shown = typeof name === "string" ? name : "";
  return { name: shown, position: undefined, isRecorded: false, ...numbered(text, "", 1) };
}

function numbered(text: string, url: string, first: number): Pick<Code, "source" | "first"> {
  const lines = text.split(/\r?\n/);
  const source: Source = {
    url,
    text,
    origin: "dump",
    omitted: undefined,
    lineCount: first + lines.length - 1,
    line: (number) => lines[number - first],
  };
  return { source, first };
}
