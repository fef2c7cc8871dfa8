/**
 * `peek`: what wrote a dump, when and where.
 *
 * @module
 */
import { metaAnswer } from "../repl/dump_commands.ts";
import { headline } from "../text/exception_text.ts";
import { escapeText } from "../preview/escape.ts";
import { jsonLine } from "../text/json_line.ts";
import { dumpPaths } from "./dump_paths.ts";
import { withSession } from "./open_session.ts";
import type { RunSubcommand } from "./subcommand.ts";
import { viewOn } from "./view_on.ts";

/** Prints the error and the circumstances of each dump. */
export const peek: RunSubcommand = async ({ rest, json }, stdio) => {
  const paths = dumpPaths(rest, "peek FILE", stdio);
  for (const [index, path] of paths.entries()) {
    await withSession(path, stdio, {}, (session) => {
      const [exception] = session.exceptions;
      const answer = metaAnswer(session, Date.now());
      if (json) {
        const thrown = exception === undefined ? null : { name: exception.name, message: exception.message };
        stdio.stdout.write(`${jsonLine({ file: path, exception: thrown, ...answer.data() as object })}\n`);
        return;
      }
      const view = viewOn(stdio, session);
      const title = paths.length > 1 ? [...(index > 0 ? [""] : []), view.style.strong(escapeText(path))] : [];
      const head = exception === undefined ? [] : headline(exception, view);
      stdio.stdout.write(`${[...title, ...head, answer.text(view)].join("\n")}\n`);
    });
  }
  return 0;
};
