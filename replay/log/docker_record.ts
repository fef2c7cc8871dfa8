/**
 * Logs that Docker keeps.
 *
 * @module
 */
import { LONGEST_LINE } from "./log_lines.ts";

/** The line in a record of Docker, which keeps each line of a program as one: `{"log":"Error: x\\n","stream":…}`. */
export function withoutRecord(text: string): string {
  if (!text.startsWith('{"log":"') || text.length > LONGEST_LINE) return text;
  try {
    const { log } = JSON.parse(text) as { readonly log?: unknown };
    return typeof log === "string" && /^[^\n]*\r?\n?$/.test(log) ? log.replace(/\r?\n$/, "") : text;
  } catch {
    return text;
  }
}
