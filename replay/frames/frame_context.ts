/**
 * What the views of frames share.
 *
 * @module
 */
import type { DumpFile } from "../../dump/read.ts";
import type { Heap } from "../rehydrate/heap.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Source } from "./source.ts";

/** What the views of one session share. */
export interface FrameContext {
  readonly file: DumpFile;
  readonly heap: Heap;
  /** As `tables.sources`. */
  readonly sources: readonly Source[];
  /** Evaluates in a frame, which `frames/` itself knows nothing of. */
  evaluate(frame: object, text: string, extras?: ReadonlyMap<string, unknown>): Promise<Evaluation>;
}
