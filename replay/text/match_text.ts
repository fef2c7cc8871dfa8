/**
 * The environment of a program against this machine, on the screen and in JSON.
 *
 * @module
 */
import type { EnvironmentMatch, MatchRow } from "../live/match.ts";
import { escapeText } from "../preview/escape.ts";
import { count } from "./count.ts";
import { fit, pad } from "./fit.ts";
import type { View } from "./view.ts";

/** Modules that are listed. */
const MOST = 20;

/** Digits of a hash that are shown: enough to tell two apart. */
const DIGITS = 8;

/** Above the columns. */
const HEAD = ["", "recorded", "here"] as const;

/** What JSON says of the comparison: what differs, row by row, and how many modules are the same. */
export function matchData({ rows, allowed }: EnvironmentMatch): Record<string, unknown> {
  return {
    allowed,
    match: rows.filter(isShown).map(({ what, recorded, here, state, accepted }) => ({
      what,
      recorded,
      here,
      state,
      accepted,
    })),
    modules: { same: numberOf(rows, "same"), outside: numberOf(rows, "outside") },
  };
}

/** A table of what was compared: one line each, the modules that are the same in one. */
export function matchLines({ rows }: EnvironmentMatch, view: View): string[] {
  const { style, columns } = view;
  const shown = rows.filter(isShown);
  const cells = shown.slice(0, MOST + 2).map((row) => [row.what, short(row, row.recorded), hereText(row)] as const);
  const widths = [0, 1].map((at) => Math.max(HEAD[at]!.length, ...cells.map((cell) => cell[at]!.length)) + 2);
  const lines = cells.map(([what, recorded, here], at) => {
    const { state, accepted } = shown[at]!;
    const text = escapeText(`${pad(what, widths[0]!)}${pad(recorded, widths[1]!)}${here}`);
    return fit(`  ${state === "same" || accepted ? text : style.changed(text)}`, columns);
  });
  const more = shown.length - cells.length;
  const [same, outside] = [numberOf(rows, "same"), numberOf(rows, "outside")];
  const rest = [
    ...same > 0 ? [`${count(same, "module")} as recorded`] : [],
    ...outside > 0 ? [`${count(outside, "module")} outside of the root, which stay mocks`] : [],
  ].join(", ");
  const [, recorded, here] = HEAD;
  return [
    ...lines.length === 0
      ? []
      : [fit(style.quiet(`  ${" ".repeat(widths[0]!)}${pad(recorded, widths[1]!)}${here}`), columns)],
    ...lines,
    ...more > 0 ? [style.quiet(`  … ${count(more, "more module")}`)] : [],
    ...rest === "" ? [] : [fit(style.quiet(`  ${rest}`), columns)],
  ];
}

function isShown({ kind, state }: MatchRow): boolean {
  return kind !== "module" || (state !== "same" && state !== "outside");
}

function numberOf(rows: readonly MatchRow[], state: MatchRow["state"]): number {
  return rows.filter((row) => row.kind === "module" && row.state === state).length;
}

function short({ kind }: MatchRow, text: string): string {
  return kind === "module" && /^[0-9a-f]{64}$/i.test(text) ? text.slice(0, DIGITS) : text;
}

function hereText(row: MatchRow): string {
  const text = row.state === "same" ? "same" : row.state === "missing" ? "not here" : short(row, row.here);
  return row.accepted ? `${text}, accepted` : text;
}
