/**
 * Running a frame's function again: does it still throw?
 *
 * @module
 */
import { types } from "node:util";
import type { FrameRecord, ScopeRecord } from "../../dump/format.ts";
import type { DumpFile } from "../../dump/read.ts";
import type { Interrupt } from "../evaluate/interrupt.ts";
import { InterruptedError } from "../evaluate/interrupted_error.ts";
import { settle } from "../evaluate/settle.ts";
import { StubError } from "../rehydrate/stub_error.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import type { LiveActions, RetryTarget } from "../live_parts.ts";
import type { OpenOptions, Retrial } from "../session.ts";
import { isClass } from "./bindings.ts";
import type { FoundUnit } from "./found_code.ts";
import { goLive } from "./go_live.ts";
import type { LiveOptions } from "./live_options.ts";
import type { LiveRecordedSession } from "./live_recorded_session.ts";
import { moduleName } from "./match.ts";
import { plainError } from "./plain_error.ts";
import { recordedArguments, usesParameter } from "./recorded_arguments.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** Steps that a generator is advanced at most. */
const MAX_STEPS = 1000;

/**
 * Runs the function of a frame again, with the code that is on disk now and the recorded `this`, arguments and closure,
 * in a live session of its own. State is as it was when it was thrown, not as it was when the call began.
 *
 * The file of the frame may have changed: trying a change is what this is for. Any other module that differs must be
 * accepted by name, as for going live.
 *
 * @throws {LiveRefusedError} If the environment differs otherwise.
 * @throws {UnavailableError} If the call cannot be made again; the message says why.
 * @throws {InterruptedError} If Ctrl-C ended it.
 */
export async function retry(
  file: DumpFile,
  target: RetryTarget,
  live: LiveOptions,
  options: OpenOptions,
  actions: LiveActions,
): Promise<Retrial> {
  const record = frameOf(file, target);
  const position = record.position ?? record.generated;
  if (record.unavailable !== undefined) throw cannot(`the frame has no variables: ${record.unavailable}`);
  if (position === undefined) throw cannot("it is not known where its function stands");
  const own = moduleName(position.url, file.header.cwd);
  const session = await goLive(file, { ...live, accept: [...live.accept ?? [], own] }, options, actions);
  const { code, match } = session;
  const found = code.found.functionAt(position);
  if (found === undefined) throw cannot("the frame is the top of a module: start the program to run it again");
  if ("why" in found) throw cannot(found.why);
  const call = prepare(file, record, found, session);
  const { unit, module } = found;
  const about = {
    functionName: record.functionName || unit.name,
    file: module.file.path,
    line: unit.place.line,
    changed: code.found.hasChanged(module),
    accepted: match.rows.filter(({ accepted, what }) => accepted && what !== own).map(({ what }) => what),
    match,
    session,
  };
  const ended = await run(call.run, code.interrupt);
  const notes = [...call.notes, ...code.gaps.messages, ...code.linker.begunAnew()];
  if ("error" in ended) {
    const error = plainError(ended.error);
    const isGap = error instanceof UnavailableError || error instanceof StubError;
    const outcome = isGap || code.gaps.messages.length > 0 ? "unknown" : isSame(file, target, error) ? "same" : "other";
    return { outcome, error, ...about, notes: error instanceof StubError ? [...notes, error.message] : notes };
  }
  return { outcome: code.gaps.messages.length > 0 ? "unknown" : "returned", value: ended.value, ...about, notes };
}

/** A call that is ready to be made. */
interface Call {
  readonly run: () => unknown;
  readonly notes: readonly string[];
}

function prepare(file: DumpFile, record: FrameRecord, found: FoundUnit, { code, heap }: LiveRecordedSession): Call {
  const { unit } = found;
  const { scopes } = file.tables;
  const all = record.scopes.flatMap((index) => scopes[index] ?? []);
  const own = ownScopes(all);
  const around = all.slice(own.length);
  const hasReceiver = Object.hasOwn(record, "this");
  const receiver = hasReceiver ? heap.value(file.heap.slot(record.this)) : undefined;
  if (isClass(unit.node)) {
    throw cannot("it ran in the initializer of a field: retry the frame that constructs the object");
  }
  const callee = code.functionOfFrame(found, {
    variable: (name) => code.scopes.find(around, name),
  });
  const before = code.found.before(found) ?? { unit, outline: found.module.outline };
  const { values, notes } = recordedArguments(before.unit, (name) => {
    const variable = code.scopes.find(own, name);
    if (variable === undefined && usesParameter(before.unit, before.outline.tree, name)) {
      throw cannot(`its parameter ${name} is not among the recorded variables${isRenamed(record, own)}`);
    }
    return variable?.get();
  });
  const { definition } = unit;
  const constructs = definition.type === "MethodDefinition" && definition.kind === "constructor";
  return {
    run: constructs
      ? () => Reflect.construct(callee, values, classOf(receiver) ?? callee)
      : () => Reflect.apply(callee, receiver, values),
    notes: hasReceiver || constructs || unit.kind === "arrow" ? notes : [...notes, "`this` is not in the dump"],
  };
}

/** Why a parameter may be missing, where the names that the frame has can tell: what ran was not the source. */
function isRenamed({ generated }: FrameRecord, own: readonly ScopeRecord[]): string {
  const names = own.flatMap(({ names }) => names);
  return generated === undefined || names.length === 0 || names.some((name) => name.length > 2)
    ? ""
    : `, which are ${names.slice(0, 8).join(", ")}: what ran was minified`;
}

/** Makes a call and waits for what it gives. */
async function run(
  call: () => unknown,
  interrupt: Interrupt,
): Promise<{ readonly value: unknown } | { readonly error: unknown }> {
  try {
    const { value } = await interrupt.run(() => {
      const given = call();
      // It is waited for in a moment, and must not count as forgotten until then.
      if (types.isPromise(given)) given.then(undefined, () => {});
      return given;
    }, { repeats: true, awaits: false });
    if (types.isPromise(value)) return { value: await settle(value, { settleTimeoutMs: 30_000, isLive: true }) };
    if (types.isGeneratorObject(value)) return { value: await advance(value as Generator) };
    return { value };
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return { error };
  }
}

/** Runs a generator to its end, or for long enough. */
async function advance(generator: Generator | AsyncGenerator): Promise<unknown> {
  for (let step = 0; step < MAX_STEPS; step++) {
    const { done, value } = await generator.next();
    if (done === true) return value;
  }
  return undefined;
}

/** The scopes that the call itself made: up to the first local one, or of a runtime without local ones the first closure. */
function ownScopes(scopes: readonly ScopeRecord[]): readonly ScopeRecord[] {
  const local = scopes.findIndex(({ type }) => type === "local");
  return scopes.slice(0, (local >= 0 ? local : scopes.findIndex(({ type }) => type === "closure")) + 1);
}

function classOf(receiver: unknown): AnyFunction | undefined {
  const owner: unknown = receiver === undefined || receiver === null ? undefined : (receiver as object).constructor;
  return typeof owner === "function" ? owner as AnyFunction : undefined;
}

function isSame(file: DumpFile, { exception }: RetryTarget, error: unknown): boolean {
  const record = file.tables.exceptions[exception];
  if (record === undefined) return false;
  if (!types.isNativeError(error)) return record.name === typeof error && record.message === String(error);
  const names = [error.name, error.constructor?.name];
  return names.includes(record.name) && error.message === record.message;
}

function frameOf({ tables }: DumpFile, { exception, throwNumber, frame }: RetryTarget): FrameRecord {
  const thrown = tables.exceptions[exception];
  const frames = throwNumber === 0 ? thrown?.frames : thrown?.throws[throwNumber - 1]?.frames;
  const record = tables.frames[frames?.[frame - 1] ?? -1];
  if (record === undefined) throw new RangeError(`Cannot retry frame ${frame}: there is none`);
  return record;
}

function cannot(why: string): UnavailableError {
  return new UnavailableError(`Cannot retry: ${why}`);
}
