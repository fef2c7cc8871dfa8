/**
 * Whether a value is a secret, given what its name says.
 *
 * @module
 */
import type { Secrecy } from "../redact.ts";
import { isView } from "./safe.ts";

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
