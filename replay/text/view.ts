/**
 * The screen that answers are laid out for.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import { COLORED as VALUES } from "../preview/paint.ts";
import type { Painter } from "../preview/painter.ts";
import type { Session } from "../session.ts";
import { COLORED, PLAIN, type Style } from "./style.ts";

/** The screen that answers are laid out for. */
export interface View {
  /** Columns; no line is longer. */
  readonly columns: number;
  readonly style: Style;
  /** Colours of values; undefined for none. */
  readonly painter: Painter | undefined;
  /** Folder that the program ran in; paths below it are shown without it. */
  readonly cwd: string;
  /** Whether values are shown with their numbers, `$1 = `. */
  readonly numbered: boolean;
  /** What was cut from a string of the dump, by the string. */
  readonly omitted: (text: string) => Omitted | undefined;
}

/** What a view is made for. */
export interface ViewOptions {
  readonly session: Session;
  readonly columns: number;
  /** Whether it shows colours. */
  readonly color: boolean;
  /** Whether a person may refer to values that were shown before. */
  readonly numbered: boolean;
}

/** A screen without a session: paths are shown whole, and no string counts as cut. */
export function screenView({ columns, color }: Pick<ViewOptions, "columns" | "color">): View {
  const looks = color ? { style: COLORED, painter: VALUES } : { style: PLAIN, painter: undefined };
  return { columns, ...looks, cwd: "", numbered: false, omitted: () => undefined };
}

/** The view of a session on a screen. */
export function viewOf({ session, numbered, ...screen }: ViewOptions): View {
  return {
    ...screenView(screen),
    cwd: session.header.cwd,
    numbered,
    omitted: (text) => session.omitted(text),
  };
}
