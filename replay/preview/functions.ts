/**
 * Functions and classes.
 *
 * @module
 */
import { isAsyncFunction, isGeneratorFunction } from "node:util/types";
import { nodeOf } from "../rehydrate/provenance.ts";
import { escapeText } from "./escape.ts";
import { ownProperty } from "./own_data.ts";
import { propertyEntries } from "./properties.ts";
import { type Shape, token } from "./shape.ts";

/** Longest name. */
const LENGTH = 100;

const { toString } = Function.prototype;

/** Whether a function is a class. */
export function isClass(callable: object): boolean {
  const code = nodeOf(callable)?.function;
  if (code !== undefined) return code.record.kind === "class";
  try {
    return /^class\b/.test(Reflect.apply(toString, callable, []));
  } catch {
    return false;
  }
}

/** `[Function: pay]`, `[AsyncFunction: load]`, `class Order extends Base`. */
export function functionShape(callable: object): Shape {
  const text = isClass(callable) ? classText(callable) : functionText(callable);
  const entries = () => propertyEntries(callable);
  return { head: [token("function", text)], body: { brackets: "{}", entries, optional: true } };
}

function classText(callable: object): string {
  const parent: unknown = Object.getPrototypeOf(callable);
  const base = typeof parent === "function" ? nameOf(parent) : "";
  return `class ${nameOf(callable) || "(anonymous)"}${base === "" ? "" : ` extends ${base}`}`;
}

function functionText(callable: object): string {
  const record = nodeOf(callable)?.function?.record;
  const isAsync = record?.async ?? isAsyncFunction(callable);
  const isGenerator = record?.generator ?? isGeneratorFunction(callable);
  const name = nameOf(callable);
  const kind = `${isAsync ? "Async" : ""}${isGenerator ? "Generator" : ""}Function`;
  return name === "" ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
}

/** Own name of a function, if it is a text. */
function nameOf(callable: object): string {
  const name: unknown = ownProperty(callable, "name")?.value;
  return typeof name === "string" ? escapeText(name.slice(0, LENGTH)) : "";
}
