/**
 * What stands for something that is not there.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import { escapeText } from "./escape.ts";
import { type Token, token } from "./shape.ts";

/** Longest name of a type. */
const TYPE_LENGTH = 40;

/**
 * `‹depth: Order›`, `‹length: string(100000)›`, `‹redacted: string›`, `‹getter›`, `‹uninitialized›`; without a type what was left out are
 * the remaining items of something: `‹count: 950 more›`.
 */
export function omittedToken({ reason, type, size }: Omitted): Token {
  const name = escapeText((type ?? "").slice(0, TYPE_LENGTH));
  const what = name === "" ? size === undefined ? "" : `${size} more` : size === undefined ? name : `${name}(${size})`;
  // A variable in its temporal dead zone: nothing failed.
  if (reason === "failed" && type === "uninitialized") return token("omitted", "‹uninitialized›");
  const why = reason === "accessor" ? "getter" : escapeText(reason);
  return token("omitted", what === "" || reason === "accessor" ? `‹${why}›` : `‹${why}: ${what}›`);
}
