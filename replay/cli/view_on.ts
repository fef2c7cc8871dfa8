/**
 * The screen of the program.
 *
 * @module
 */
import { type View, viewOf } from "../text/view.ts";
import type { Session } from "../session.ts";
import { showsColor, type Stdio } from "./stdio.ts";

/** Columns where there is no screen. */
const COLUMNS = 120;

/** The view of a session on standard output. */
export function viewOn(stdio: Stdio, session: Session): View {
  const { stdout } = stdio;
  return viewOf({ session, columns: stdout.columns || COLUMNS, color: showsColor(stdout, stdio), numbered: false });
}
