/**
 * What an expression threw, on one line.
 *
 * @module
 */
import { isNativeError, isProxy } from "node:util/types";
import { escapeText } from "../preview/escape.ts";
import { preview } from "../preview/preview.ts";
import type { ShapeOptions } from "../preview/shape.ts";

/**
 * `TypeError: x is not a function` for errors, `thrown: …` for other values. One line, safe to show; runs nothing of
 * the value. What was cut of a text says so.
 */
export function thrownText(value: unknown, { omitted }: ShapeOptions): string {
  if (!isNativeError(value) || isProxy(value)) return `thrown: ${preview(value, { budget: 200, omitted })}`;
  const name = inherited(value, "name") ?? "Error";
  const message = inherited(value, "message") ?? "";
  const text = name === "StubError" || name === "" ? message : message === "" ? name : `${name}: ${message}`;
  return escapeText(text) + (omitted?.(message) === undefined ? "" : "…");
}

/** A text property, own or inherited, that is no accessor. */
function inherited(value: object, key: string): string | undefined {
  for (let object: object | null = value; object !== null && !isProxy(object); object = Object.getPrototypeOf(object)) {
    const property = Object.getOwnPropertyDescriptor(object, key);
    if (property !== undefined) return typeof property.value === "string" ? property.value : undefined;
  }
  return undefined;
}
