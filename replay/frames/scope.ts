/**
 * A scope as a readonly view.
 *
 * @module
 */
import type { ScopeRecord, ScopeType } from "../../dump/format.ts";
import type { Slot } from "../../dump/slot.ts";
import type { FrameContext } from "./frame_context.ts";
import { RecordedVariable, type Variable } from "./variable.ts";

/** The variables of one scope, in the order of the source. */
export interface Scope {
  readonly type: ScopeType;
  /** Name of the function that it belongs to, where the runtime told. */
  readonly name?: string | undefined;
  readonly variables: readonly Variable[];
  /** Names of the variables, without making these; the same list for all frames that share the scope. */
  readonly names: readonly string[];
  /** The variables that parameters of the function bind, without making the others. */
  readonly arguments: readonly Variable[];
  /** A variable by its place in `names`. */
  at(place: number): Variable | undefined;
  /** The value of a variable as the file has it, by its place in `names`, without making the variable. */
  slot(place: number): Slot;
  /** Whether it has a variable of that name. */
  has(name: string): boolean;
  /** A variable by its name; undefined when the scope has none of that name. */
  get(name: string): Variable | undefined;
}

/** A scope of a dump. What a person wants to see of it at the prompt are properties of its own. */
export class RecordedScope implements Scope {
  static readonly name = "Scope";
  readonly type: ScopeType;
  readonly names: readonly string[];
  readonly #record: ScopeRecord;
  readonly #context: FrameContext;
  readonly #parameters: ReadonlySet<string>;
  /** Those that were asked for, in the order of the record. */
  readonly #made: (Variable | undefined)[] = [];
  #variables: readonly Variable[] | undefined;
  #arguments: readonly Variable[] | undefined;

  /** @param parameters Names that the parameters of a function bind in this scope. */
  constructor(record: ScopeRecord, context: FrameContext, parameters: Iterable<string> = []) {
    this.type = record.type;
    this.names = record.names;
    this.#record = record;
    this.#context = context;
    this.#parameters = new Set(parameters);
  }

  get name(): string | undefined {
    return this.#record.name;
  }

  get variables(): readonly Variable[] {
    return this.#variables ??= this.#record.names.map((_, at) => this.#at(at));
  }

  get arguments(): readonly Variable[] {
    if (this.#parameters.size === 0) return [];
    return this.#arguments ??= this.#record.names.flatMap((name, at) => this.#parameters.has(name) ? this.#at(at) : []);
  }

  at(place: number): Variable | undefined {
    return place in this.#record.names ? this.#at(place) : undefined;
  }

  slot(place: number): Slot {
    return this.#context.file.heap.slot(this.#record.values[place]);
  }

  has(name: string): boolean {
    return this.#context.names.indexOf(this.#record, name) !== undefined;
  }

  get(name: string): Variable | undefined {
    const at = this.#context.names.indexOf(this.#record, name);
    return at === undefined ? undefined : this.#at(at);
  }

  #at(at: number): Variable {
    return this.#made[at] ??= this.#make(at);
  }

  #make(at: number): Variable {
    const { names, values } = this.#record;
    const { file, heap, variable } = this.#context;
    const name = names[at]!;
    const slot = file.heap.slot(values[at]);
    return new RecordedVariable(name, slot, this.#parameters.has(name), heap, variable?.(this.#record, name));
  }
}
