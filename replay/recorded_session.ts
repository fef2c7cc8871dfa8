/**
 * A session on a dump file: joins values, frames and evaluation.
 *
 * @module
 */
import type { Omitted } from "../dump/format.ts";
import type { DumpFile } from "../dump/read.ts";
import type { Overlay } from "./evaluate/overlay.ts";
import { type FindOuter, outerVariables, receiverFrame } from "./frames/enclosing.ts";
import type { Evaluation, EvaluationOptions } from "./frames/evaluation.ts";
import { type Exception, recordedExceptions, type Thread } from "./frames/exception.ts";
import { findVariable, type FoundVariable } from "./frames/find_variable.ts";
import type { Frame, StackContext } from "./frames/frame.ts";
import { type LexicalRange, lexicalRanges } from "./frames/lexical_ranges.ts";
import { RecordedScope, type Scope } from "./frames/scope.ts";
import { ScopeNames } from "./frames/scope_names.ts";
import { Selection } from "./frames/selection.ts";
import { RecordedSource, type Source } from "./frames/source.ts";
import type { Variable } from "./frames/variable.ts";
import { Heap } from "./rehydrate/heap.ts";
import { omittedOf } from "./rehydrate/omitted.ts";
import { nodeOf } from "./rehydrate/provenance.ts";
import type { LiveActions, LiveParts } from "./live_parts.ts";
import type { LiveOptions } from "./live/live_options.ts";
import type { EnvironmentMatch } from "./live/match.ts";
import type { LiveSession, OpenOptions, Retrial, Session } from "./session.ts";

/** A word of the language, or a name. */
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** A session on a dump file. */
export class RecordedSession implements Session {
  readonly mode: Session["mode"];
  readonly file: DumpFile;
  readonly heap: Heap;
  readonly exceptions: readonly Exception[];
  readonly threads: readonly Thread[];
  readonly sources: readonly Source[];
  readonly #context: StackContext;
  readonly #overlays = new Map<Frame, Overlay>();
  readonly #ranges = new Map<Source, Promise<readonly LexicalRange[]>>();

  readonly #options: OpenOptions;
  readonly #actions: LiveActions;
  readonly #live: LiveParts | undefined;

  /** @param live Makes it live; without it nothing of the dump is run. */
  constructor(file: DumpFile, options: OpenOptions, actions: LiveActions, live?: LiveParts) {
    const { root, revivers } = options;
    this.mode = live?.mode ?? "inert";
    this.file = file;
    this.#options = options;
    this.#actions = actions;
    this.#live = live;
    this.heap = new Heap(file, revivers, live?.codeFor);
    const readSource = root === undefined ? undefined : actions.readBelow?.({ root, cwd: file.header.cwd });
    this.sources = file.tables.sources.map((record) => new RecordedSource(record, readSource));
    this.#context = {
      file,
      heap: this.heap,
      names: new ScopeNames(),
      scopesOf: new Map(),
      sources: this.sources,
      variable: live && ((scope, name) => live.variable(scope, name)),
      evaluate: (frame, text, options) => this.#evaluate(frame as Frame, text, options),
    };
    const { exceptions, threads } = recordedExceptions(this.#context);
    this.exceptions = exceptions;
    this.threads = threads;
  }

  get version(): Session["version"] {
    return this.file.version;
  }

  get header(): Session["header"] {
    return this.file.header;
  }

  get frames(): readonly Frame[] {
    return this.exceptions[0]?.frames ?? [];
  }

  get modules(): Session["modules"] {
    return this.file.tables.modules;
  }

  get notes(): readonly string[] {
    return [...this.file.notes, ...this.header.notes];
  }

  select(): Selection | undefined {
    const [first] = this.exceptions;
    return first && new Selection(first);
  }

  omitted(value: unknown): Omitted | undefined {
    return typeof value === "string" ? this.heap.cut(value) : omittedOf(value) ?? nodeOf(value)?.rest;
  }

  closure(value: unknown): readonly Scope[] | Omitted | undefined {
    const scopes = nodeOf(value)?.function?.scopes;
    return isList(scopes) ? scopes.map((record) => new RecordedScope(record, this.#context)) : scopes;
  }

  find(frame: Frame, name: string): FoundVariable | undefined {
    return findVariable(frame, name);
  }

  async findOuter(frame: Frame, name: string): Promise<FoundVariable | undefined> {
    return (await this.#outer(frame))(name);
  }

  async findThis(frame: Frame): Promise<{ readonly value: unknown } | undefined> {
    const holder = isReceiverTold(frame) ? frame : await this.#receiverFrame(frame);
    return holder && (this.#live === undefined ? holder.receiver : this.#live.receiver(holder));
  }

  changes(frame: Frame): ReadonlyMap<string, unknown> {
    const live = this.#live === undefined ? [] : assignedIn(frame);
    const assigned = live.map(({ name, value }) => [name, value] as const);
    return new Map([...assigned, ...this.#overlays.get(frame)?.entries() ?? []]);
  }

  reset(frame?: Frame): void {
    for (const [of, overlay] of this.#overlays) {
      if (frame === undefined || of === frame) overlay.reset();
    }
    if (this.#live === undefined) return;
    const frames = frame === undefined
      ? this.exceptions.flatMap((exception) => [...stacksOf(exception)]).flat()
      : [frame];
    for (const variable of frames.flatMap(assignedIn)) variable.live?.reset();
  }

  anew(): Promise<Session> {
    return Promise.resolve(new RecordedSession(this.file, this.#options, this.#actions));
  }

  trace(error: unknown): readonly string[] {
    return this.#live?.trace(error) ?? [];
  }

  compare(live: LiveOptions): Promise<EnvironmentMatch> {
    return this.#actions.compare(this.file, live);
  }

  live(live: LiveOptions): Promise<LiveSession> {
    return this.#actions.goLive(this.file, live, this.#options);
  }

  async retry(frame: Frame, live: LiveOptions): Promise<Retrial> {
    const exception = this.#exceptionOf(frame);
    if (exception === undefined) throw new RangeError("Cannot retry the frame: it belongs to another session");
    const throwNumber = [...stacksOf(exception)].findIndex((stack) => isIn(stack, frame));
    const target = { exception: exception.index, throwNumber, frame: frame.index };
    return await this.#actions.retry(this.file, target, live, this.#options);
  }

  async #evaluate(frame: Frame, text: string, { extras = [], signal }: EvaluationOptions): Promise<Evaluation> {
    const { evaluate } = await import("./evaluate/evaluate.ts");
    const outer = this.#mayBeOuter(frame, text) ? await this.#outer(frame) : undefined;
    const live = this.#live;
    const find = (name: string) => (findVariable(frame, name) ?? outer?.(name))?.variable;
    const lookup = (name: string) => {
      const variable = find(name);
      const more = variable === undefined ? live?.moduleVariable(frame, name) : undefined;
      return variable ?? (more && { value: more.current });
    };
    const assign = (name: string, value: unknown): boolean => {
      const variable = find(name)?.live ?? live?.moduleVariable(frame, name);
      variable?.set(value);
      return variable !== undefined;
    };
    const result = await evaluate(text, {
      lookup,
      ...live && { assign, importModule: (specifier: string) => live.importModule(frame, specifier) },
      names: () => frame.scopes.flatMap((scope) => scope.names),
      missing: (name) => this.#whyMissing(frame, name),
      receiver: /\bthis\b/.test(text) ? await this.findThis(frame) : undefined,
      overlay: await this.#overlay(frame),
      extras: new Map([["$exception", this.#exceptionOf(frame)?.value], ["$frame", frame], ...extras]),
      readPrivate: (object, name) =>
        live?.privateField(object, name) ?? nodeOf(object)?.privates.findLast((field) => field.name === name),
    }, { signal, ...live && { settleTimeoutMs: live.settleTimeoutMs, isLive: true } });
    return live === undefined || result.ok ? result : { ...result, error: live.plainError(result.error) };
  }

  /** Why a name stands for nothing in a frame, or which other frame of the stack has it: callers first. */
  #whyMissing(frame: Frame, name: string): string | undefined {
    if (frame.locals !== "available") return `the frame has no variables, ${frame.reason?.slice(0, 1000)}`;
    const stack = this.#stackOf(frame);
    const holds = (other: Frame) => findVariable(other, name) !== undefined;
    const holder = stack.slice(frame.index).find(holds) ?? stack.slice(0, frame.index - 1).findLast(holds);
    return holder && `frame ${holder.index} has it: type frame ${holder.index}`;
  }

  async #overlay(frame: Frame): Promise<Overlay> {
    const known = this.#overlays.get(frame);
    if (known !== undefined) return known;
    const { Overlay } = await import("./evaluate/overlay.ts");
    const overlay = new Overlay(this.#live?.interrupt);
    this.#overlays.set(frame, overlay);
    return overlay;
  }

  /** Whether a word in the text may be a variable that only a caller's frame has: looking at the source takes time. */
  #mayBeOuter(frame: Frame, text: string): boolean {
    const callers = this.#stackOf(frame).filter(({ index, source }) => index > frame.index && source === frame.source);
    return callers.length > 0 &&
      (text.match(WORD) ?? []).some((word) =>
        findVariable(frame, word) === undefined && callers.some((caller) => findVariable(caller, word) !== undefined)
      );
  }

  async #outer(frame: Frame): Promise<FindOuter> {
    return outerVariables(frame, this.#stackOf(frame), await this.#rangesOf(frame.source));
  }

  async #receiverFrame(frame: Frame): Promise<Frame | undefined> {
    return receiverFrame(frame, this.#stackOf(frame), await this.#rangesOf(frame.source));
  }

  /** The functions and blocks of a source, which are read once. */
  #rangesOf(source: Source | undefined): Promise<readonly LexicalRange[]> {
    if (source?.text === undefined) return Promise.resolve([]);
    const ranges = this.#ranges.get(source) ?? lexicalRanges(source.text, source.url);
    this.#ranges.set(source, ranges);
    return ranges;
  }

  #exceptionOf(frame: Frame): Exception | undefined {
    return this.exceptions.find((exception) => stackWith(frame, exception) !== undefined);
  }

  #stackOf(frame: Frame): readonly Frame[] {
    for (const exception of this.exceptions) {
      const stack = stackWith(frame, exception);
      if (stack !== undefined) return stack;
    }
    return [];
  }
}

/** Whether the engine told the receiver. That of an arrow function is undefined to it when it does not know it. */
function isReceiverTold({ receiver }: Frame): boolean {
  return receiver !== undefined && receiver.value !== undefined;
}

/** The variables of a frame that were assigned for good. */
function assignedIn({ scopes }: Frame): Variable[] {
  return scopes.flatMap(({ variables }) => variables).filter(({ live }) => live?.isAssigned === true);
}

/** The stack of the first throw, and those of later ones, which are made one by one. */
function* stacksOf({ frames, throws }: Exception): Generator<readonly Frame[]> {
  yield frames;
  for (const later of throws) yield later.frames;
}

/** The stack of an exception that a frame is in. */
function stackWith(frame: Frame, exception: Exception): readonly Frame[] | undefined {
  for (const stack of stacksOf(exception)) if (isIn(stack, frame)) return stack;
  return undefined;
}

/** Whether a frame is of that stack: its index says where it would be. */
function isIn(stack: readonly Frame[], frame: Frame): boolean {
  return stack[frame.index - 1] === frame;
}

function isList<T>(value: readonly T[] | object | undefined): value is readonly T[] {
  return Array.isArray(value);
}
