/**
 * An exception as a readonly view.
 *
 * @module
 */
import type { ExceptionRecord, ThrowRecord } from "../../dump/format.ts";
import { type Frame, recordedStack, type StackContext } from "./frame.ts";

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
  readonly #context: StackContext;
  readonly #relatives: Relatives;
  #box: { readonly value: unknown } | undefined;
  #frames: readonly Frame[] | undefined;
  #throws: readonly Throw[] | undefined;

  constructor(index: number, record: ExceptionRecord, context: StackContext, relatives: Relatives) {
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
    return this.#throws ??= this.#record.throws.map((record) => new RecordedThrow(record, this.#context));
  }

  get cause(): Exception | undefined {
    return this.#record.cause === undefined ? undefined : this.#relatives.exceptions[this.#record.cause];
  }

  get errors(): readonly Exception[] {
    return (this.#record.errors ?? []).flatMap((index) => this.#relatives.exceptions[index] ?? []);
  }
}

/** A later throw of a dump. Its frames are made when they are looked at: there may be very many throws. */
class RecordedThrow implements Throw {
  readonly time: number;
  readonly #record: ThrowRecord;
  readonly #context: StackContext;
  #frames: readonly Frame[] | undefined;

  constructor(record: ThrowRecord, context: StackContext) {
    this.time = record.time;
    this.#record = record;
    this.#context = context;
  }

  get frames(): readonly Frame[] {
    return this.#frames ??= recordedStack(this.#record.frames, this.#context);
  }
}

/** What an exception refers to: as `tables.exceptions` and `tables.threads`. */
export interface Relatives {
  readonly exceptions: readonly Exception[];
  readonly threads: readonly Thread[];
}

/** The exceptions and the threads of a dump. */
export function recordedExceptions(context: StackContext): Relatives {
  const { tables } = context.file;
  const exceptions: Exception[] = [];
  const thrown = tables.threads.map((): Exception[] => []);
  const threads = tables.threads.map(({ id, name }, index): Thread => ({ id, name, exceptions: thrown[index]! }));
  const relatives = { exceptions, threads };
  tables.exceptions.forEach((record, index) => {
    const exception = new RecordedException(index, record, context, relatives);
    exceptions.push(exception);
    thrown[record.thread]?.push(exception);
  });
  return relatives;
}
