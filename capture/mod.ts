/**
 * The recording side: `init()` arms it, `capture()` turns a thrown value into the bytes of a dump, `dump()` writes
 * them to a file.
 *
 * @example
 * ```ts
 * import { capture, init } from "@kt/keeptrace/capture";
 *
 * await using _recording = await init();
 * try {
 *   JSON.parse("{");
 * } catch (error) {
 *   const bytes = capture(error); // open it with: deno run -A replay.ts crash.cbor
 *   console.log(bytes.length > 0);
 * }
 * ```
 *
 * @module
 */
import process from "node:process";
import { setImmediate } from "node:timers";
import { BuiltinPaths } from "./describe/builtin_paths.ts";
import { SKIP } from "./describe/prototypes.ts";
import { selectEngine } from "./engine/select_engine.ts";
import { stackOnly } from "./engine/stack_only.ts";
import { FileHashes } from "./environment.ts";
import { type CaptureOptions, type ResolvedOptions, resolveOptions } from "./options.ts";
import { type DumpRequest, makeDump, type Recording } from "./recording.ts";
import { writeDumpFile } from "./sink.ts";
import { errorName, minimalDump } from "./minimal_dump.ts";
import { withOwnBuiltins } from "./own_builtins.ts";
import { rejectionReason } from "./rejection_reason.ts";
import { Recorder } from "./snapshot/recorder.ts";

export type { Serializer } from "./describe/serializer.ts";
export type { CaptureOptions, Limits } from "./options.ts";
export type { RedactOptions } from "./redact.ts";

/** What {@linkcode init} returns. */
export interface RecordingHandle extends AsyncDisposable {
  /** How throws are recorded: `relay` with their variables, `stack-only` without. */
  readonly engine: "relay" | "stack-only";
  /** Why there are no variables; only of `stack-only`. */
  readonly reason?: string;
  /** Whether a throw now would be recorded with its variables, and what was not recorded and why. */
  status(): { readonly recording: boolean; readonly notes: readonly string[] };
  /** Ends the recording once every handle is disposed of; idempotent. The program runs at its full speed again. */
  dispose(): Promise<void>;
}

/** The recording of this process. Several copies of this package share it, so that one may arm and another capture. */
interface Armed extends Recording {
  options: ResolvedOptions;
  handles: number;
}

const ARMED = Symbol.for("keeptrace.armed");
type Registry = { [ARMED]?: Promise<Armed> & { current?: Armed } };

/**
 * Arms recording: from here on the variables of every frame are kept when something throws. Calling it again is
 * allowed; the last options win.
 *
 * On Deno and Bun this opens the runtime's inspector on a random loopback port while armed: any local user who can
 * read that port's list of targets can run code in this process. On Node there is no port.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {RangeError} If a limit is negative.
 */
export async function init(options: CaptureOptions = {}): Promise<RecordingHandle> {
  const registry = globalThis as Registry;
  const before = await registry[ARMED];
  const resolved = resolveOptions(options, process.env, before?.options);
  if (before !== undefined && registry[ARMED] !== undefined) {
    before.options = resolved;
    before.handles++;
    return new Handle(before);
  }
  const starting: Registry[typeof ARMED] = arm(resolved);
  Object.defineProperty(globalThis, ARMED, { value: starting, configurable: true });
  const armed = await starting;
  armed.handles++;
  starting.current = armed;
  return new Handle(armed);
}

async function arm(options: ResolvedOptions): Promise<Armed> {
  const recorder = new Recorder();
  const { limits, pauseMsPerSecond } = options;
  const starting = process.env["KEEPTRACE_DISABLE"]
    ? stackOnly("KEEPTRACE_DISABLE is set")
    : selectEngine({ limits, pauseMsPerSecond }, recorder.record);
  // While the relay's thread starts.
  await new Promise((resolve) => setImmediate(resolve));
  const paths = withOwnBuiltins(() => new BuiltinPaths());
  return { engine: await starting, recorder, paths, hashes: new FileHashes(), options, handles: 0 };
}

class Handle implements RecordingHandle {
  /** A variable of the program that leads to the whole of the recorder, which is of no use in a dump. */
  static readonly [SKIP] = true;
  readonly engine: "relay" | "stack-only";
  readonly reason?: string;
  readonly #armed: Armed;
  #disposed = false;

  constructor(armed: Armed) {
    const { kind, reason } = armed.engine;
    this.#armed = armed;
    this.engine = kind;
    if (reason !== undefined) this.reason = reason;
  }

  status(): { readonly recording: boolean; readonly notes: readonly string[] } {
    return this.#armed.engine.status();
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    if (--this.#armed.handles > 0) return;
    delete (globalThis as Registry)[ARMED];
    await this.#armed.engine.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

/**
 * Returns the bytes of a dump: of a thrown value, with the frames and variables of its throw; or, without arguments,
 * of the place that it is called from. Variables are as of the throw, contents of objects as of now.
 *
 * It never throws, whatever the value. Without {@linkcode init}, or for a value that was thrown before, the dump has
 * the stack without variables and says why.
 */
export function capture(error?: unknown, options: CaptureOptions = {}): Uint8Array {
  const thrown = arguments.length === 0 ? undefined : { error };
  return withOwnBuiltins(() => captureAs("capture", thrown, options, capture)).bytes;
}

/**
 * Writes a dump into the folder `dir` and returns its absolute path. It never throws: when the file cannot be written,
 * one line on stderr says why, and undefined is returned.
 */
export function dump(error?: unknown, options: CaptureOptions = {}): string | undefined {
  const thrown = arguments.length === 0 ? undefined : { error };
  // No tail call, which would take this function off JavaScriptCore's stack, where the place of the call is looked for.
  return withOwnBuiltins(() => dumpAs("capture", thrown, options, dump)) ?? undefined;
}

/** As {@linkcode dump}, for what was thrown without being caught. */
export function dumpUncaught(
  error: unknown,
  trigger: "uncaughtException" | "unhandledRejection",
): string | undefined {
  const recorder = (globalThis as Registry)[ARMED]?.current?.recorder;
  return withOwnBuiltins(() => dumpAs(trigger, { error: rejectionReason(error, recorder) }, {}, dumpUncaught));
}

type Callee = (...args: never[]) => unknown;

function captureAs(
  trigger: DumpRequest["trigger"],
  thrown: { readonly error: unknown } | undefined,
  options: CaptureOptions,
  callee: Callee,
): { bytes: Uint8Array; options: ResolvedOptions; name: string } {
  const armed = (globalThis as Registry)[ARMED]?.current;
  let resolved: ResolvedOptions;
  try {
    resolved = resolveOptions(options, process.env, armed?.options);
  } catch {
    resolved = armed?.options ?? resolveOptions({}, {});
  }
  const value = thrown === undefined ? markHere(armed, callee) : thrown.error;
  const name = errorName(value);
  try {
    return { bytes: makeDump({ value, trigger, options: resolved }, armed), options: resolved, name };
  } catch (failure) {
    return { bytes: minimalDump(value, trigger, failure), options: resolved, name };
  }
}

/** An error that stands for the place that `callee` was called from. */
function markHere(armed: Armed | undefined, callee: Callee): Error {
  const marker = new Error("captured without an error");
  marker.name = "Capture";
  Error.captureStackTrace(marker, callee);
  armed?.engine.mark(marker, callee);
  return marker;
}

function dumpAs(
  trigger: DumpRequest["trigger"],
  thrown: { readonly error: unknown } | undefined,
  options: CaptureOptions,
  callee: Callee,
): string | undefined {
  const { bytes, options: { dir, maxDumps, compress }, name } = captureAs(trigger, thrown, options, callee);
  try {
    return writeDumpFile(bytes, { dir, errorName: name, compressed: compress, maxDumps });
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    process.stderr.write(`keeptrace: cannot write a dump into ${dir}: ${reason}\n`);
    return undefined;
  }
}
