/**
 * A session on a dump file: joins values, frames and evaluation.
 *
 * @module
 */
import type { Omitted } from "../dump/format.ts";
import type { DumpFile } from "../dump/read.ts";
import type { Overlay } from "./evaluate/overlay.ts";
import { type FindOuter, outerVariables } from "./frames/enclosing.ts";
import type { Evaluation } from "./frames/evaluation.ts";
import { type Exception, recordedExceptions, type Thread } from "./frames/exception.ts";
import { findVariable, type FoundVariable } from "./frames/find_variable.ts";
import type { Frame } from "./frames/frame.ts";
import type { FrameContext } from "./frames/frame_context.ts";
import { type LexicalRange, lexicalRanges } from "./frames/lexical_ranges.ts";
import { RecordedScope, type Scope } from "./frames/scope.ts";
import { Selection } from "./frames/selection.ts";
import { RecordedSource, type Source } from "./frames/source.ts";
import { Heap } from "./rehydrate/heap.ts";
import { omittedOf } from "./rehydrate/omitted.ts";
import { nodeOf } from "./rehydrate/provenance.ts";
import type { OpenOptions, Session } from "./session.ts";

/** A word of the language, or a name. */
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** A session on a dump file. */
export class RecordedSession implements Session {
  readonly file: DumpFile;
  readonly heap: Heap;
  readonly exceptions: readonly Exception[];
  readonly threads: readonly Thread[];
  readonly sources: readonly Source[];
  readonly #context: FrameContext;
  readonly #overlays = new Map<Frame, Overlay>();
  readonly #ranges = new Map<Source, Promise<readonly LexicalRange[]>>();

  constructor(file: DumpFile, { root, revivers }: OpenOptions = {}) {
    this.file = file;
    this.heap = new Heap(file, revivers);
    const where = root === undefined ? undefined : { root, cwd: file.header.cwd };
    this.sources = file.tables.sources.map((record) => new RecordedSource(record, where));
    this.#context = {
      file,
      heap: this.heap,
      sources: this.sources,
      evaluate: (frame, text, extras) => this.#evaluate(frame as Frame, text, extras),
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

  changes(frame: Frame): ReadonlyMap<string, unknown> {
    return new Map(this.#overlays.get(frame)?.entries());
  }

  reset(frame?: Frame): void {
    for (const [of, overlay] of this.#overlays) {
      if (frame === undefined || of === frame) overlay.reset();
    }
  }

  async #evaluate(frame: Frame, text: string, extras: Iterable<readonly [string, unknown]> = []): Promise<Evaluation> {
    const { evaluate } = await import("./evaluate/evaluate.ts");
    const outer = this.#mayBeOuter(frame, text) ? await this.#outer(frame) : undefined;
    return await evaluate(text, {
      lookup: (name) => (findVariable(frame, name) ?? outer?.(name))?.variable,
      names: () => frame.scopes.flatMap(({ variables }) => variables.map(({ name }) => name)),
      missing: () => frame.locals === "available" ? undefined : `the frame has no variables, ${frame.reason}`,
      receiver: frame.receiver,
      overlay: await this.#overlay(frame),
      extras: new Map([["$exception", this.#exceptionOf(frame)?.value], ["$frame", frame], ...extras]),
      readPrivate: (object, name) => nodeOf(object)?.privates.findLast((field) => field.name === name),
    });
  }

  async #overlay(frame: Frame): Promise<Overlay> {
    const known = this.#overlays.get(frame);
    if (known !== undefined) return known;
    const { Overlay } = await import("./evaluate/overlay.ts");
    const overlay = new Overlay();
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
    const { source } = frame;
    if (source?.text === undefined) return () => undefined;
    const ranges = this.#ranges.get(source) ?? lexicalRanges(source.text, source.url);
    this.#ranges.set(source, ranges);
    return outerVariables(frame, this.#stackOf(frame), await ranges);
  }

  #exceptionOf(frame: Frame): Exception | undefined {
    return this.exceptions.find((exception) => stacksOf(exception).some((stack) => stack.includes(frame)));
  }

  #stackOf(frame: Frame): readonly Frame[] {
    return this.exceptions.flatMap(stacksOf).find((stack) => stack.includes(frame)) ?? [];
  }
}

function stacksOf({ frames, throws }: Exception): (readonly Frame[])[] {
  return [frames, ...throws.map((later) => later.frames)];
}

function isList<T>(value: readonly T[] | object | undefined): value is readonly T[] {
  return Array.isArray(value);
}
