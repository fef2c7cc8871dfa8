/**
 * What came of running a frame's function again, on the screen and in JSON.
 *
 * @module
 */
import type { Exception } from "../frames/exception.ts";
import { escapeText } from "../preview/escape.ts";
import type { Retrial } from "../session.ts";
import { displayCall, displayPath } from "./display_path.ts";
import { cells, fit, wrap } from "./fit.ts";
import { previewIn, valueData } from "./value_text.ts";
import type { View } from "./view.ts";

/** Calls of its stack that are shown. */
const CALLS = 10;

/** What JSON says of it. `thrown` is what was thrown, on one line. */
export function retrialData(retrial: Retrial, thrown: string): Record<string, unknown> {
  const { outcome, value, functionName, file, line, changed, accepted, notes, session, error } = retrial;
  return {
    outcome,
    function: functionName,
    file,
    line,
    changed,
    accepted,
    notes,
    ..."value" in retrial ? { value: valueData(value, session) } : { error: thrown, trace: session.trace(error) },
  };
}

/** The verdict, what was run, and what makes it less than certain. `thrown` is what was thrown, on one line. */
export function retrialLines(retrial: Retrial, exception: Exception, thrown: string, view: View): string[] {
  const { file, line, changed, notes, session, error, accepted } = retrial;
  const { style, columns } = view;
  const version = changed ? "changed since the dump" : "as it was recorded";
  const trace = session.trace(error).slice(0, CALLS);
  const path = escapeText(displayPath(file, view.cwd));
  return [
    ...verdict(retrial, exception, thrown, view),
    ...trace.map((call) => fit(style.quiet(`    ${escapeText(displayCall(call, view.cwd))}`), columns)),
    fit(`${style.quiet("ran")} ${style.place(`${path}:${line}`)}${style.quiet(`, ${version}`)}`, columns),
    ...[...accepted.map((what) => `${what} differs, which was accepted`), ...notes.filter((note) => note !== thrown)]
      .flatMap((note) => wrap(escapeText(`note: ${note}`), columns).map(style.quiet)),
  ];
}

function verdict(retrial: Retrial, exception: Exception, thrown: string, view: View): string[] {
  const { outcome, value, functionName, changed, accepted } = retrial;
  const { style, columns } = view;
  const name = functionName === "" ? "the function" : functionName;
  const bad = (text: string) => wrap(escapeText(text), columns).map(style.error);
  switch (outcome) {
    case "returned": {
      const head = `${style.strong("passes:")} ${escapeText(name)} returned `;
      const lines = [head + previewIn(value, Math.max(8, columns - cells(head)), view)];
      if (!changed && accepted.length === 0) {
        lines.push(
          ...wrap(
            "the code has not changed, so it is the state that has: it is that of the throw, not of the call",
            columns,
          ),
        );
      }
      return lines;
    }
    case "same":
      return bad(`still throws ${thrown}`);
    case "other":
      return bad(`throws ${thrown}, where it threw ${exception.name}: ${exception.message}`);
    case "unknown":
      return bad(`cannot tell: ${"value" in retrial ? "it returned, but needed what is not there" : thrown}`);
  }
}
