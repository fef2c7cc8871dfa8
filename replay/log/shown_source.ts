/**
 * The source that a log shows around an error.
 *
 * @module
 */
import type { LogException } from "./log_exception.ts";
import { originOf } from "./origin_of.ts";
import { toUrl } from "./stack_line.ts";

/** Highest line that is kept: those before it are blank. */
const MOST_LINES = 20_000;

/** Puts a frame on top where an error in the syntax is, which no frame names. */
export function addSyntaxFrame(exception: LogException): void {
  if (exception.name !== "SyntaxError") return;
  for (const { url, line, column } of exception.shown) {
    const place = url === undefined ? undefined : toUrl(url);
    if (place === undefined || line === undefined || originOf(place) === "runtime") continue;
    if (exception.frames.some(({ position }) => position?.url === place && position.line === line)) continue;
    const position = { url: place, line, column: column ?? 1 };
    exception.frames.unshift({ functionName: "", async: false, position });
  }
}

/** Lines of sources that a log shows: URL → line from 1 → text. */
export type ShownLines = Map<string, Map<number, string>>;

/** Adds the lines that a log shows at an error. */
export function addShownLines(sources: ShownLines, { frames, shown }: LogException): void {
  const own = frames.find(({ position }) => position !== undefined && originOf(position.url) === "program")?.position;
  for (const { url, lines } of shown) {
    const place = url === undefined ? own?.url : toUrl(url);
    if (place === undefined || originOf(place) === "runtime") continue;
    const known = sources.get(place) ?? new Map<number, string>();
    sources.set(place, known);
    for (const [number, text] of lines) {
      const line = number === 0 ? own?.line ?? 0 : number;
      if (line > 0 && line <= MOST_LINES) known.set(line, text);
    }
  }
}

/** A source of which only some lines are known; the others are blank. */
export function sourceText(lines: ReadonlyMap<number, string>): string {
  const last = Math.max(0, ...lines.keys());
  return Array.from({ length: last }, (_, index) => lines.get(index + 1) ?? "").join("\n");
}
