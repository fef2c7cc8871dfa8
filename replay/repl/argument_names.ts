/**
 * Which variables of a frame are arguments, where the recorder could not tell.
 *
 * @module
 */
import { parameterNames } from "../../dump/parameter_names.ts";
import type { Frame } from "../frames/frame.ts";
import { functionAround } from "./function_range.ts";

/**
 * The names that the parameters of a frame's function bind: as they were recorded, or else as they stand in its source,
 * which is the only way for functions without a name on Bun. Undefined when neither tells.
 */
export async function argumentNames({ parameters, source, position }: Frame): Promise<readonly string[] | undefined> {
  if (parameters !== undefined || position === undefined || source?.text === undefined) return parameters;
  const whole = await functionAround(source, position);
  return whole && parameterNames(source.text, whole.start);
}
