/**
 * A scope as a readonly view.
 *
 * @module
 */
import type { ScopeRecord, ScopeType } from "../../dump/format.ts";
import type { FrameContext } from "./frame_context.ts";
import { RecordedVariable, type Variable } from "./variable.ts";

/** The variables of one scope, in the order of the source. */
export interface Scope {
  readonly type: ScopeType;
  /** Name of the function that it belongs to, where the runtime told. */
  readonly name?: string | undefined;
  readonly variables: readonly Variable[];
  /** A variable by its name; undefined when the scope has none of that name. */
  get(name: string): Variable | undefined;
}

/** A scope of a dump. */
export class RecordedScope implements Scope {
  readonly #record: ScopeRecord;
  readonly #context: FrameContext;
  readonly #parameters: ReadonlySet<string>;
  #variables: readonly Variable[] | undefined;
  #byName: ReadonlyMap<string, Variable> | undefined;

  /** @param parameters Names that the parameters of a function bind in this scope. */
  constructor(record: ScopeRecord, context: FrameContext, parameters: Iterable<string> = []) {
    this.#record = record;
    this.#context = context;
    this.#parameters = new Set(parameters);
  }

  get type(): ScopeType {
    return this.#record.type;
  }

  get name(): string | undefined {
    return this.#record.name;
  }

  get variables(): readonly Variable[] {
    const { names, values } = this.#record;
    const { file, heap, variable } = this.#context;
    return this.#variables ??= names.map((name, at) => {
      const slot = file.heap.slot(values[at]);
      return new RecordedVariable(name, slot, this.#parameters.has(name), heap, variable?.(this.#record, name));
    });
  }

  get(name: string): Variable | undefined {
    this.#byName ??= new Map(this.variables.map((variable) => [variable.name, variable]));
    return this.#byName.get(name);
  }
}
