/**
 * Primitives and keys as they stand in code.
 *
 * @module
 */
import type { Slot, SymbolSlot } from "../../dump/slot.ts";
import { member } from "../frames/heap_edges.ts";
import { jsonLine } from "../text/json_line.ts";

/** A primitive as a literal. */
export function primitiveText(value: Slot): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "bigint") return `${value}n`;
  return Object.is(value, -0) ? "-0" : String(value);
}

const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** Parts of paths to what runs code that it is given, or starts programs. */
const RUNS_CODE =
  /^(?:eval|constructor|(?:Async)?(?:Generator)?Function|set(?:Timeout|Interval|Immediate)|(?:Shared)?Worker|importScripts|require|module|process|Deno|Bun|WebAssembly|ShadowRealm|globalThis|global|self|window)$/;

/**
 * A value that every realm has, by its path; undefined for what is no path, and for what could run a text of the dump as
 * code: the function that is called may call it.
 */
export function builtinText(path: string): string | undefined {
  return PATH.test(path) && !path.split(".").some((part) => RUNS_CODE.test(part)) ? path : undefined;
}

/** A symbol that every realm has. */
export function symbolText({ registered, wellKnown = "" }: SymbolSlot): string {
  return registered === undefined ? `Symbol${member(wellKnown)}` : `Symbol.for(${quote(registered)})`;
}

/** A string literal that shows every character which could be overlooked as an escape. */
export function quote(text: string): string {
  return jsonLine(text);
}

/** A key of an object literal; `__proto__` would set the prototype. */
export function keyText(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : quote(key);
}
