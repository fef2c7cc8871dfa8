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

/** The view of a session on standard output, or on another stream. */
export function viewOn(stdio: Stdio, session: Session, output = stdio.stdout): View {
  return viewOf({ session, columns: output.columns || COLUMNS, color: showsColor(output, stdio), numbered: false });
}
