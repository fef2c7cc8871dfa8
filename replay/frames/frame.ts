/**
 * A frame as a readonly view.
 *
 * @module
 */
import type { FrameRecord, Position } from "../../dump/format.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Evaluation, EvaluationOptions } from "./evaluation.ts";
import type { FrameContext } from "./frame_context.ts";
import { RecordedScope, type Scope } from "./scope.ts";
import type { Source } from "./source.ts";

/** The receiver of a call. */
export interface Receiver {
  /** Made when it is first read. */
  readonly value: unknown;
  /** The value as the file has it, without making it. */
  readonly slot: Slot;
}

/** One call. */
export interface Frame {
  /** Place in its stack, from 1; 1 is the innermost, where it was thrown. */
  readonly index: number;
  /** Name as the stack shows it, e.g. `Account.withdraw`; empty when it has none. */
  readonly functionName: string;
  /** Position in the original source. */
  readonly position?: Position | undefined;
  /** Position in what the engine ran, when that differs. */
  readonly generated?: Position | undefined;
  readonly source?: Source | undefined;
  /** Whether it is a caller that was waiting in an `await`. */
  readonly async: boolean;
  /** Whose code it is: the program's, a package's, the runtime's. */
  readonly origin: "program" | "library" | "runtime";
  readonly locals: "available" | "unavailable";
  /** Why it has no variables; absent when it has. */
  readonly reason?: string | undefined;
  /** Innermost first. */
  readonly scopes: readonly Scope[];
  /** Names that the parameters bind, in order; absent when not known. */
  readonly parameters?: readonly string[] | undefined;
  /** The receiver (`this`); absent when it is not known. */
  readonly receiver?: Receiver | undefined;
  /** How many frames were left out between this one and the next, its caller. */
  readonly elided?: number | undefined;
  /**
   * Evaluates TypeScript in this frame. Assignments and declarations stay in a scratch overlay of the frame, never in
   * the file. It never rejects: what the text throws is in the answer.
   *
   * @param options Further names that the text can use, e.g. `_` and `$1`, and a signal that ends it. `$exception` and
   * `$frame` are always there.
   */
  evaluate(text: string, options?: EvaluationOptions): Promise<Evaluation>;
}

/** What the views of the frames of one session share. */
export interface StackContext extends FrameContext {
  /** The scopes of the frames that were looked at, by the frame's record. */
  readonly scopesOf: Map<FrameRecord, readonly Scope[]>;
}

/** A receiver of a dump. */
class RecordedReceiver implements Receiver {
  readonly slot: Slot;
  readonly #heap: StackContext["heap"];
  #box: { readonly value: unknown } | undefined;

  constructor(slot: Slot, heap: StackContext["heap"]) {
    this.slot = slot;
    this.#heap = heap;
  }

  get value(): unknown {
    return (this.#box ??= { value: this.#heap.value(this.slot) }).value;
  }
}

/** A frame of a dump. What a person wants to see of it at the prompt are properties of its own. */
export class RecordedFrame implements Frame {
  static readonly name = "Frame";
  readonly index: number;
  readonly functionName: string;
  readonly position?: Position | undefined;
  readonly #record: FrameRecord;
  readonly #context: StackContext;
  #scopes: readonly Scope[] | undefined;
  #receiver: Receiver | undefined;

  /** @param index Place in its stack, from 1. */
  constructor(index: number, record: FrameRecord, context: StackContext) {
    this.index = index;
    this.functionName = record.functionName;
    if (record.position !== undefined) this.position = record.position;
    this.#record = record;
    this.#context = context;
  }

  get generated(): Position | undefined {
    return this.#record.generated;
  }

  get source(): Source | undefined {
    return this.#record.source === undefined ? undefined : this.#context.sources[this.#record.source];
  }

  get async(): boolean {
    return this.#record.async;
  }

  get origin(): Frame["origin"] {
    return this.#record.origin;
  }

  get locals(): Frame["locals"] {
    return this.#record.unavailable === undefined ? "available" : "unavailable";
  }

  get reason(): string | undefined {
    return this.#record.unavailable;
  }

  get scopes(): readonly Scope[] {
    return this.#scopes ??= this.#sharedScopes();
  }

  get parameters(): readonly string[] | undefined {
    return this.#record.parameters;
  }

  get receiver(): Receiver | undefined {
    if (!Object.hasOwn(this.#record, "this")) return undefined;
    const { file, heap } = this.#context;
    return this.#receiver ??= new RecordedReceiver(file.heap.slot(this.#record.this), heap);
  }

  get elided(): number | undefined {
    return this.#record.elided;
  }

  evaluate(text: string, options: EvaluationOptions = {}): Promise<Evaluation> {
    return this.#context.evaluate(this, text, options);
  }

  /** A stack may have the same record very often, and several stacks may have it. */
  #sharedScopes(): readonly Scope[] {
    const { scopesOf } = this.#context;
    const known = scopesOf.get(this.#record) ?? this.#makeScopes();
    scopesOf.set(this.#record, known);
    return known;
  }

  #makeScopes(): readonly Scope[] {
    const records = this.#record.scopes.flatMap((index) => this.#context.file.tables.scopes[index] ?? []);
    const own = ownScope(records.map(({ type }) => type));
    return records.map((record, at) => new RecordedScope(record, this.#context, at === own ? this.parameters : []));
  }
}

/** Which scope holds the parameters: the innermost local one; of a runtime without local ones, the innermost closure. */
function ownScope(types: readonly Scope["type"][]): number {
  const local = types.indexOf("local");
  return local >= 0 ? local : types.indexOf("closure");
}

/** The frames of a stack, by their indexes in the dump, innermost first. */
export function recordedStack(indexes: readonly number[], context: StackContext): readonly Frame[] {
  const { frames } = context.file.tables;
  return indexes.flatMap((index) => frames[index] ?? []).map((record, at) =>
    new RecordedFrame(at + 1, record, context)
  );
}
