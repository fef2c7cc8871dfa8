/**
 * An exception as a readonly view.
 *
 * @module
 */
import type { ExceptionRecord } from "../../dump/format.ts";
import { type Frame, recordedStack } from "./frame.ts";
import type { FrameContext } from "./frame_context.ts";

/** A thrown value, and where it was thrown. */
export interface Exception {
  /** Place in the dump, from 0; 0 is what was captured. */
  readonly index: number;
  /** Name of its class, or the type of a primitive: `TypeError`, `string`. */
  readonly name: string;
  readonly message: string;
  /** The text of its `stack`, as the runtime made it. */
  readonly stack?: string | undefined;
  /** The thrown value, made when it is first read. */
  readonly value: unknown;
  readonly thread: Thread;
  /** Frames at the first throw, innermost first. */
  readonly frames: readonly Frame[];
  /** Why its frames have no variables at all; absent when they have. */
  readonly unavailable?: string | undefined;
  /** Later throws of the same value, oldest first. */
  readonly throws: readonly Throw[];
  readonly cause?: Exception | undefined;
  /** Members of an AggregateError. */
  readonly errors: readonly Exception[];
}

/** A later throw of a value that had been thrown before. */
export interface Throw {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  /** Innermost first. */
  readonly frames: readonly Frame[];
}

/** A thread of the program. */
export interface Thread {
  readonly id: number;
  readonly name: string;
  /** What was thrown on it. */
  readonly exceptions: readonly Exception[];
}

/** An exception of a dump. */
export class RecordedException implements Exception {
  readonly index: number;
  readonly #record: ExceptionRecord;
  readonly #context: FrameContext;
  readonly #relatives: Relatives;
  #box: { readonly value: unknown } | undefined;
  #frames: readonly Frame[] | undefined;
  #throws: readonly Throw[] | undefined;

  constructor(index: number, record: ExceptionRecord, context: FrameContext, relatives: Relatives) {
    this.index = index;
    this.#record = record;
    this.#context = context;
    this.#relatives = relatives;
  }

  get name(): string {
    return this.#record.name;
  }

  get message(): string {
    return this.#record.message;
  }

  get stack(): string | undefined {
    return this.#record.stack;
  }

  get value(): unknown {
    const { file, heap } = this.#context;
    return (this.#box ??= { value: heap.value(file.heap.slot(this.#record.value)) }).value;
  }

  get thread(): Thread {
    return this.#relatives.threads[this.#record.thread]!;
  }

  get frames(): readonly Frame[] {
    return this.#frames ??= recordedStack(this.#record.frames, this.#context);
  }

  get unavailable(): string | undefined {
    return this.#record.unavailable;
  }

  get throws(): readonly Throw[] {
    return this.#throws ??= this.#record.throws.map(({ time, frames }) => ({
      time,
      frames: recordedStack(frames, this.#context),
    }));
  }

  get cause(): Exception | undefined {
    return this.#record.cause === undefined ? undefined : this.#relatives.exceptions[this.#record.cause];
  }

  get errors(): readonly Exception[] {
    return (this.#record.errors ?? []).flatMap((index) => this.#relatives.exceptions[index] ?? []);
  }
}

/** What an exception refers to: as `tables.exceptions` and `tables.threads`. */
export interface Relatives {
  readonly exceptions: readonly Exception[];
  readonly threads: readonly Thread[];
}

/** The exceptions and the threads of a dump. */
export function recordedExceptions(context: FrameContext): Relatives {
  const { tables } = context.file;
  const exceptions: Exception[] = [];
  const threads = tables.threads.map(({ id, name }, index): Thread => ({
    id,
    name,
    get exceptions() {
      return exceptions.filter((_, at) => tables.exceptions[at]?.thread === index);
    },
  }));
  const relatives = { exceptions, threads };
  tables.exceptions.forEach((record, index) => {
    exceptions.push(new RecordedException(index, record, context, relatives));
  });
  return relatives;
}
