/**
 * Names of classes.
 *
 * @module
 */
import { nodeOf } from "../rehydrate/provenance.ts";
import { escapeText } from "./escape.ts";
import { isProxy } from "./is_proxy.ts";
import { chainOf, ownProperty, textProperty } from "./own_data.ts";

/** Longest name that is shown. */
const LENGTH = 100;

/** Name of an object's class, as recorded or as its prototype says; empty when it has none. Runs nothing of it. */
export function className(object: object): string {
  const recorded = nodeOf(object)?.className;
  if (recorded !== undefined) return recorded.slice(0, LENGTH);
  if (isProxy(object)) return "Proxy";
  for (const owner of chainOf(object)) {
    if (owner === object) continue;
    const constructor: unknown = ownProperty(owner, "constructor")?.value;
    const name = typeof constructor === "function" ? ownProperty(constructor, "name")?.value : undefined;
    if (typeof name === "string" && name !== "") return named(name, object).slice(0, LENGTH);
  }
  return named("", object).slice(0, LENGTH);
}

/** The same as it is shown, with words for those that have none; `kind` is what the object is all the same. */
export function shownClass(object: object, kind = ""): string {
  const name = className(object);
  if (name !== "") return escapeText(name);
  if (hasClass(object)) return "(anonymous class)";
  return kind === "" ? "[null prototype]" : `[null prototype] ${kind}`;
}

/** Whether there is a class on the prototype chain of an object that is not a proxy. */
function hasClass(object: object): boolean {
  for (const owner of chainOf(object)) {
    if (owner !== object && typeof ownProperty(owner, "constructor")?.value === "function") return true;
  }
  return false;
}

/** Generators, namespaces such as `Math` and the like have no class but a tag. */
function named(name: string, object: object): string {
  return name === "Object" || name === "" ? textProperty(object, Symbol.toStringTag) ?? name : name;
}
