/**
 * Errors.
 *
 * @module
 */
import { cutTo } from "./cells.ts";
import { className } from "./class_name.ts";
import { escapeText } from "./escape.ts";
import { chainOf, ownProperty, textProperty } from "./own_data.ts";
import { propertyEntries } from "./properties.ts";
import { type Entry, type Shape, type ShapeOptions, type Token, token } from "./shape.ts";

/** Longest message, in UTF-16 units. */
const LENGTH = 10_000;

/** Where JavaScriptCore says that an error was made; its stack says it too. */
const PLACE = ["line", "column", "sourceURL", "originalLine", "originalColumn"];

/** `TypeError: message`, then what else it carries. */
export function errorShape(error: object, options: ShapeOptions): Shape {
  const title = titleOf(error);
  const text = escapeText(title.slice(0, LENGTH));
  const isCut = title.length > LENGTH || options.omitted?.(textOf(error, "message")) !== undefined;
  const shorten = (room: number) => shortTitle(title, room);
  return {
    head: [{ kind: "error", text: isCut ? `${text}…` : text, shorten }],
    body: { brackets: "{}", entries: () => errorEntries(error), optional: true },
  };
}

function shortTitle(title: string, room: number): string {
  return cutTo(escapeText(title.slice(0, 2 * Math.max(room, 0) + 1)), room);
}

/** Whether it is one of the platform's errors, which keep their text where no property is. */
export function isPlatformError(object: object): boolean {
  const { DOMException } = globalThis;
  if (DOMException === undefined) return false;
  for (const owner of chainOf(object)) if (owner === DOMException.prototype) return true;
  return false;
}

/** Name and message; the name is that of the class where the error has but the general one. */
function titleOf(error: object): string {
  const name = textOf(error, "name");
  const title = name === "" || name === "Error" ? className(error) || "Error" : name;
  const message = textOf(error, "message");
  return message === "" ? title : `${title}: ${message}`;
}

/** A text property; of a platform's error what its getter reads from an internal slot. */
function textOf(error: object, key: "name" | "message"): string {
  const text = textProperty(error, key);
  if (text !== undefined || !isPlatformError(error)) return text ?? "";
  try {
    const getter = Object.getOwnPropertyDescriptor(DOMException.prototype, key)?.get;
    return getter === undefined ? "" : String(Reflect.apply(getter, error, []));
  } catch {
    return ""; // Made by Object.create().
  }
}

function* errorEntries(error: object): Generator<Entry> {
  // Under symbols, some runtimes keep what is inside of theirs.
  const exceptSymbols = isPlatformError(error) ? /^/ : undefined;
  yield* propertyEntries(error, { except: ["name", "message", "stack", "cause", "errors", ...PLACE], exceptSymbols });
  for (const name of ["cause", "errors"]) {
    const property = ownProperty(error, name);
    if (property !== undefined && "value" in property) {
      const key: Token = token("key", property.enumerable ? name : `[${name}]`);
      yield { key, separator: ": ", part: { value: property.value } };
    }
  }
}
