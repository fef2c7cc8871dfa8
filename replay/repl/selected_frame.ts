/**
 * The frame that a command looks at.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import type { CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";

/** The selected frame; complains when the exception has none. */
export function selectedFrame({ selection }: CommandContext): Frame {
  if (selection.frame !== undefined) return selection.frame;
  throw new CommandError("no frames were recorded of this exception: type exception to see what there is");
}
