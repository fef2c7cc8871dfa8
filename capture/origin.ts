/**
 * Whose code and whose values something is.
 *
 * @module
 */
import { exec } from "./describe/safe.ts";

/** The program's, a package's, or the runtime's. */
export type Origin = "program" | "library" | "runtime";

const RUNTIME = /^(?:node|ext|bun|deno|internal):/;
const LIBRARY = /\/node_modules\/|\/(?:deno|Deno)\/(?:npm|remote)\/|^https?:|^(?:npm|jsr):/;

/** Whose code a URL is. */
export function originOf(url: string): Origin {
  if (url === "" || exec(RUNTIME, url) !== null) return "runtime";
  return exec(LIBRARY, url) === null ? "program" : "library";
}
