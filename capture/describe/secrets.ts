/**
 * Which values are secrets, given what their names say, and what stands in their place.
 *
 * @module
 */
import type { Wire } from "../../dump/format.ts";
import type { Secrecy } from "../redact.ts";
import { isView } from "./safe.ts";
import { sizeClass } from "./size_of.ts";
import type { Walker } from "./walker.ts";

/** Which kind of rule has taken a value out. */
export const BY_NAME = "by name";
/** As above. */
export const BY_FORM = "by form";

/** Longest text that is no secret under a name such as `token`, which parsers have too: `if`, `===`. */
const MAX_WORD = 3;

/** Whether nothing of a value may be kept. What cannot be a secret is kept under any name: flags, functions, nothing. */
export function isSecret(value: unknown, secrecy: Secrecy): boolean {
  switch (typeof value) {
    case "string":
      return secrecy === "value" ? value !== "" : value.length > MAX_WORD;
    case "object":
      if (value === null) return false;
      return secrecy === "value" || isView(value);
    case "number":
    case "bigint":
    case "symbol":
      return secrecy === "value";
    default:
      return false;
  }
}

/** The slot in the place of a secret. */
export function redactedSlot(value: unknown, rule: typeof BY_NAME | typeof BY_FORM, walker: Walker): Wire {
  return walker.omit("redacted", walker.typeName(value), sizeClass(value), rule);
}
