/**
 * What a value is, in one word.
 *
 * @module
 */
import { isArgumentsObject, isModuleNamespaceObject } from "node:util/types";
import { NodeKind } from "../../dump/format.ts";
import { omittedOf } from "../rehydrate/omitted.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import { className } from "./class_name.ts";
import { escapeText } from "./escape.ts";
import { isClass } from "./functions.ts";
import { isProxy } from "./is_proxy.ts";
import { isObject } from "./own_data.ts";

/**
 * "string", "number", …, "null", "function", "class", "omitted"; for objects the name of their class, e.g. "Map" or
 * "Order", and "Object" when they have none. Safe to show; runs nothing of the value.
 */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (!isObject(value)) return typeof value;
  if (omittedOf(value) !== undefined) return "omitted";
  if (isProxy(value)) return "Proxy";
  if (typeof value === "function") return isClass(value) ? "class" : "function";
  if (isArgumentsObject(value)) return "Arguments";
  if (isModuleNamespaceObject(value) || nodeOf(value)?.kind === NodeKind.module) return "Module";
  return escapeText(className(value)) || "Object";
}
