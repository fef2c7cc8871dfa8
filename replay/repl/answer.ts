/**
 * What a command says.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import type { View } from "../text/view.ts";

/** What a command says, once for programs and once for people. Only what is asked for is made. */
export interface Answer {
  /** Plain data for JSON; text from the file stands in it as it is. */
  data(): unknown;
  /** What the screen shows, without a line break at its end; empty for nothing. Text from the file is escaped in it. */
  text(view: View): string;
  /** Whether it is bad news, which a script learns from the exit code. */
  readonly failed?: boolean;
  /** Whether the session ends after it. */
  readonly ends?: boolean;
}

/** An answer of one remark, e.g. "alias removed"; an empty one shows nothing. */
export function remark(message: string): Answer {
  return { data: () => ({ message }), text: (view) => message === "" ? "" : view.style.quiet(escapeText(message)) };
}
