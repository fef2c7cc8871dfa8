/**
 * A dump whose functions and classes run.
 *
 * @module
 */
import type { DumpFile } from "../../dump/read.ts";
import type { LiveActions } from "../live_parts.ts";
import { RecordedSession } from "../recorded_session.ts";
import type { LiveSession, OpenOptions } from "../session.ts";
import { LiveCode, type LiveCodeParts } from "./live_code.ts";
import type { LiveMode, LiveOptions } from "./live_options.ts";
import type { EnvironmentMatch } from "./match.ts";
import { plainError } from "./plain_error.ts";
import { programTrace } from "./program_trace.ts";

/** Milliseconds that an `await` at the prompt may take where timers and sockets are real. */
const SETTLE_TIMEOUT_MS = 30_000;

/** What a live session is made with. */
export interface LiveSessionParts extends Omit<LiveCodeParts, "header"> {
  readonly mode: LiveMode;
  readonly match: EnvironmentMatch;
  /** What it was asked for with. */
  readonly asked: LiveOptions;
  readonly options: OpenOptions;
  readonly actions: LiveActions;
}

/** A session whose functions and classes are real. */
export class LiveRecordedSession extends RecordedSession implements LiveSession {
  declare readonly mode: LiveMode;
  /** How this machine compares with the recorded one. */
  readonly match: EnvironmentMatch;
  /** Its code. */
  readonly code: LiveCode;
  readonly #anew: () => Promise<LiveSession>;

  constructor(file: DumpFile, { mode, match, asked, options, actions, ...parts }: LiveSessionParts) {
    let code: LiveCode | undefined;
    super(file, options, actions, {
      mode,
      codeFor: (heap) => code = new LiveCode(heap, { ...parts, header: file.header }),
      variable: (scope, name) => code!.variable(scope, name),
      moduleVariable: ({ position }, name) => code!.moduleVariable(position?.url, name),
      importModule: (frame, specifier) => code!.importModule(frame, specifier),
      receiver: (frame) => code!.receiverOf(frame),
      privateField: (object, name) => code!.privateField(object, name),
      interrupt: parts.interrupt,
      trace: (error) => programTrace(error, code!.linker.urls()),
      plainError,
      settleTimeoutMs: SETTLE_TIMEOUT_MS,
    });
    this.match = match;
    this.code = code!;
    this.#anew = () => actions.goLive(file, asked, options);
  }

  override anew(): Promise<LiveSession> {
    return this.#anew();
  }

  get begunAnew(): readonly string[] {
    return this.code.linker.begunAnew();
  }
}
