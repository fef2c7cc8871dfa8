/**
 * Moving: what every command that selects another frame says.
 *
 * @module
 */
import type { Selection } from "../frames/selection.ts";
import type { Answer } from "./answer.ts";
import type { CommandContext } from "./command.ts";
import { displayLines } from "./display.ts";
import { frameData, frameExcerpt, frameLine } from "../text/frame_text.ts";
import { selectedFrame } from "./selected_frame.ts";

/** Selects a frame and shows it, with the expressions that are on display. */
export async function moveTo(context: CommandContext, selection: Selection): Promise<Answer> {
  context.select(selection);
  context.state.listing = undefined;
  const moved = { ...context, selection };
  const frame = selectedFrame(moved);
  const lines = await frameExcerpt(context.session, frame, { before: 2, after: 2 });
  const displays = await displayLines(moved);
  return {
    data: () => ({ frame: frameData(frame) }),
    text: (view) => [frameLine(frame, view), ...lines(view), ...displays(view)].join("\n"),
  };
}
