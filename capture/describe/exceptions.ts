/**
 * Exceptions and their frames.
 *
 * @module
 */
import { types } from "node:util";
import type { ExceptionRecord, FrameRecord, SourceRecord, ThrowRecord } from "../../dump/format.ts";
import type { LiveException, LiveFrame } from "../snapshot/site.ts";
import type { DescribeContext, ExceptionLinks } from "./context.ts";
import { readStack } from "./errors.ts";
import { platformText } from "./hosts.ts";
import { symbolDescription } from "./primitives.ts";
import { getPrototypeOf, hasOwn, ownValue, SafeMap, slice, toWellFormed } from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isProxy } = types;

type Draft<Record> = { -readonly [Key in keyof Record]: Record[Key] };

/** The exceptions and frames of a dump, and the sources that the frames stand in. */
export class ExceptionTable {
  /** The finished table. */
  readonly exceptions: ExceptionRecord[] = [];
  /** The finished table. */
  readonly frames: FrameRecord[] = [];
  /** The finished table. */
  readonly sources: SourceRecord[] = [];
  readonly #sourceIndexes = new SafeMap<string, number | undefined>();
  readonly #walker: Walker;
  readonly #context: DescribeContext;

  constructor(walker: Walker, context: DescribeContext) {
    this.#walker = walker;
    this.#context = context;
  }

  /** Adds an exception. Its frames come before its value, so that variables are nearest. */
  add(exception: LiveException, links: ExceptionLinks | undefined): void {
    const frames = this.#addFrames(exception.frames);
    const throws: ThrowRecord[] = [];
    for (let at = 0; at < exception.throws.length; at++) {
      const { time, frames } = exception.throws[at]!;
      throws[at] = { time, frames: this.#addFrames(frames) };
    }
    this.#walker.holdFor("program");
    const { value, unavailable } = exception;
    const record: Draft<ExceptionRecord> = {
      value: this.#walker.tableSlot(value),
      name: this.#name(value),
      message: this.#message(value),
      thread: 0,
      frames,
      throws,
    };
    const stack = this.#stack(value);
    if (stack !== undefined) record.stack = stack;
    if (unavailable !== undefined) record.unavailable = unavailable;
    if (links?.cause !== undefined) record.cause = links.cause;
    if (links?.errors !== undefined) record.errors = links.errors;
    this.exceptions[this.exceptions.length] = record;
  }

  /** Adds the frames of one stack, without the middle of a very deep one. */
  #addFrames(frames: readonly LiveFrame[]): readonly number[] {
    const { maxInnerFrames, maxOuterFrames } = this.#walker.limits;
    const indexes: number[] = [];
    const cut = frames.length > maxInnerFrames + maxOuterFrames;
    const inner = cut ? maxInnerFrames : frames.length;
    this.#addVariables(frames, inner);
    for (let at = 0; at < inner; at++) {
      const elided = cut && at === inner - 1 ? countFrames(frames, inner, frames.length - maxOuterFrames) : 0;
      indexes[indexes.length] = this.#addFrame(frames[at]!, elided);
    }
    if (cut) {
      for (let at = frames.length - maxOuterFrames; at < frames.length; at++) {
        indexes[indexes.length] = this.#addFrame(frames[at]!, 0);
      }
    }
    return indexes;
  }

  /** Variables of the program's kept frames come first: what they lead to is the program's, and nearest. */
  #addVariables(frames: readonly LiveFrame[], inner: number): void {
    const outer = frames.length - this.#walker.limits.maxOuterFrames;
    for (let at = 0; at < frames.length; at++) {
      if (at >= inner && at < outer) continue;
      const { origin, scopes, receiver } = frames[at]!;
      if (origin !== "program") continue;
      this.#walker.holdFor(origin);
      for (let scope = 0; scope < scopes.length; scope++) this.#walker.scopeIndex(scopes[scope]!);
      if (receiver !== undefined) this.#walker.tableSlot(receiver.value);
    }
  }

  #addFrame(frame: LiveFrame, elided: number): number {
    const { functionName, position, generated, async, origin, parameters, receiver, unavailable } = frame;
    const scopes: number[] = [];
    this.#walker.holdFor(origin);
    const url = (frame.ran ?? generated ?? position)?.url;
    for (let at = 0; at < frame.scopes.length; at++) {
      scopes[at] = this.#walker.scopeIndex(frame.scopes[at]!);
      if (frame.scopes[at]!.type === "module" && url !== undefined) this.#walker.modules.frame(url);
    }
    const record: Draft<FrameRecord> = { functionName, async, origin, scopes };
    if (position !== undefined) record.position = position;
    if (generated !== undefined) record.generated = generated;
    const source = this.#source((position ?? generated)?.url);
    if (source !== undefined) record.source = source;
    if (receiver !== undefined) record.this = this.#walker.tableSlot(receiver.value);
    if (parameters !== undefined) record.parameters = parameters;
    if (unavailable !== undefined) record.unavailable = unavailable;
    const left = elided + (frame.elided ?? 0);
    if (left > 0) record.elided = left;
    const index = this.frames.length;
    this.frames[index] = record;
    return index;
  }

  #source(url: string | undefined): number | undefined {
    if (url === undefined) return undefined;
    if (this.#sourceIndexes.has(url)) return this.#sourceIndexes.get(url);
    const source = this.#context.source(url);
    const index = source === undefined ? undefined : this.sources.length;
    if (source !== undefined) this.sources[this.sources.length] = source;
    this.#sourceIndexes.set(url, index);
    return index;
  }

  /** The class of an error, or its own `name` if the class is one of the language. */
  #name(value: unknown): string {
    const type = this.#walker.typeName(value);
    if (typeof value !== "object" || value === null || isProxy(value)) return type;
    const name = ownValue(value, "name") ?? this.#platformText(value, "name");
    const isBuiltin = this.#walker.prototypeOf(value).builtin !== undefined;
    return isBuiltin && typeof name === "string" && name !== "" ? this.#text(name) : type;
  }

  #message(value: unknown): string {
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "symbol") return this.#text(`Symbol(${symbolDescription(value) ?? ""})`);
    if ((typeof value !== "object" && typeof value !== "function") || value === null) return `${value}`;
    for (let at: object | null = value; at !== null && !isProxy(at); at = getPrototypeOf(at) as object | null) {
      if (!hasOwn(at, "message")) continue;
      const message = ownValue(at, "message");
      return this.#text(typeof message === "string" ? message : this.#platformText(value, "message") ?? "");
    }
    return "";
  }

  /** What a DOMException has where no property is. */
  #platformText(value: object, key: "name" | "message"): string | undefined {
    const prototype = this.#walker.prototypeOf(value);
    return prototype.base === "DOMException" ? platformText(value, prototype, key) : undefined;
  }

  #stack(value: unknown): string | undefined {
    if (typeof value !== "object" || value === null || isProxy(value)) return undefined;
    const stack: unknown = readStack(value)?.value;
    return typeof stack === "string" ? this.#text(stack) : undefined;
  }

  /** Text of the program for a record: without secrets, and not longer than a string may be. */
  #text(text: string): string {
    const { maxStringLength } = this.#walker.limits;
    const cleaned = this.#walker.clean(text.length > maxStringLength ? slice(text, 0, maxStringLength) : text);
    return toWellFormed(text.length > maxStringLength ? `${cleaned}…` : cleaned);
  }
}

function countFrames(frames: readonly LiveFrame[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) count += 1 + (frames[at]!.elided ?? 0);
  return count;
}
