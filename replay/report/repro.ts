/**
 * `repro`: a test that calls the function of a frame with the recorded arguments.
 *
 * @module
 */
import { basename } from "node:path";
import type { Frame } from "../frames/frame.ts";
import { ModuleExports } from "./exported_names.ts";
import { related } from "../text/exception_text.ts";
import type { Session } from "../session.ts";
import { type Report, type ReportContext, ReportError } from "./report.ts";
import { canBeCalled, reproText } from "./repro_text.ts";

/** Frames that are looked at for one whose function can be called. */
const MOST = 200;

/** Writes a test on standard output. */
export const repro: Report = async (context) => {
  const [path, number, ...more] = context.args;
  if (path === undefined || more.length > 0 || (number !== undefined && !/^[1-9]\d{0,5}$/.test(number))) {
    throw new ReportError(
      "repro takes one dump: type keeptrace-repl repro FILE, and a frame's number for another frame",
    );
  }
  const [input] = context.inputs([path]);
  const session = await context.open(input!);
  const exports = new ModuleExports();
  const frame = chosenFrame(session, number === undefined ? undefined : Number(number), exports, context);
  const { text, problems, call } = await reproText(session, frame, basename(input!.name), exports);
  if (context.json) context.printJson({ file: path, frame: frame.index, call, problems, text });
  else context.print([text.trimEnd()]);
  return 0;
};

/** The frame that was asked for, or the innermost one of the error and its causes whose function can be called. */
function chosenFrame(
  session: Session,
  number: number | undefined,
  exports: ModuleExports,
  { args: [path] }: ReportContext,
): Frame {
  if (number !== undefined) {
    const frame = session.frames[number - 1];
    if (frame === undefined) {
      throw new ReportError(`there is no frame ${number}: type keeptrace-repl ${path} -c where to list them`);
    }
    return frame;
  }
  const [top] = session.exceptions;
  const own = (frames: readonly Frame[]) =>
    frames.filter(({ origin, locals }) => origin === "program" && locals === "available");
  // It began where the innermost cause was thrown.
  const causes = top === undefined ? [] : related(top).filter(({ relation }) => relation === "cause").reverse();
  const innermost = [...causes.map(({ exception }) => exception), ...top === undefined ? [] : [top]]
    .flatMap(({ frames }) => own(frames.slice(0, MOST))).slice(0, MOST);
  const frame = innermost.find((one) => canBeCalled(session, one, exports)) ?? innermost[0];
  if (frame === undefined) {
    throw new ReportError("no frame of the program has variables, so there are no arguments to call it with");
  }
  return frame;
}
