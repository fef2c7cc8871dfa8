/**
 * What the views of frames share.
 *
 * @module
 */
import type { ScopeRecord } from "../../dump/format.ts";
import type { DumpFile } from "../../dump/read.ts";
import type { Heap } from "../rehydrate/heap.ts";
import type { Evaluation, EvaluationOptions } from "./evaluation.ts";
import type { ScopeNames } from "./scope_names.ts";
import type { Source } from "./source.ts";
import type { LiveVariable } from "./variable.ts";

/** What the views of one session share. */
export interface FrameContext {
  readonly file: DumpFile;
  readonly heap: Heap;
  readonly names: ScopeNames;
  /** As `tables.sources`. */
  readonly sources: readonly Source[];
  /** A variable as live code has it now; undefined in an inert session. */
  readonly variable?: ((scope: ScopeRecord, name: string) => LiveVariable | undefined) | undefined;
  /** Evaluates in a frame, which `frames/` itself knows nothing of. */
  evaluate(frame: object, text: string, options: EvaluationOptions): Promise<Evaluation>;
}
