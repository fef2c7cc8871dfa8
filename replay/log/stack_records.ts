/**
 * Stacks in a line of a log whose line breaks are escaped.
 *
 * @module
 */
import { LONGEST_LINE } from "./log_lines.ts";
import type { LogRoom } from "./log_room.ts";
import { readStackLine } from "./stack_line.ts";

/** Texts with a stack in a line: in strings of JSON, or as they are. */
export function stackRecords(line: string, room: LogRoom): string[] {
  if (!line.includes("\\n") || line.length > LONGEST_LINE || !/\\n\s*(?:at |[\w$]*@)/.test(line)) return [];
  room.takeText(line);
  const start = line.search(/[{[]/);
  try {
    if (start >= 0) return stringsOf(JSON.parse(line.slice(start)), room).filter(holdsStack);
  } catch {
    // No JSON, or not to the end of the line.
  }
  const quoted = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => unescaped(text)).filter(holdsStack);
  return quoted.length > 0 ? quoted : [unescaped(line)].filter(holdsStack);
}

function unescaped(text: string): string {
  return text.replaceAll(/(?:\\r)?\\n/g, "\n").replaceAll('\\"', '"').replaceAll("\\t", "\t");
}

function holdsStack(text: string): boolean {
  return text.split("\n").some((line) => readStackLine(line) !== undefined);
}

/** Strings of a JSON value with a stack in them; each stack once. */
function stringsOf(value: unknown, room: LogRoom): string[] {
  const found = new Set<string>();
  const queue = [value];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (typeof item === "string") {
      if (item.includes("\n") && /\n\s*(?:at |[\w$]*@)/.test(item)) found.add(item);
      continue;
    }
    room.takeObject();
    const inner = Object.values(item as object);
    // The last is taken first.
    for (let at = inner.length - 1; at >= 0; at--) {
      if (typeof inner[at] === "string" || (typeof inner[at] === "object" && inner[at] !== null)) queue.push(inner[at]);
    }
  }
  return [...found];
}
