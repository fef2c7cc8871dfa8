/**
 * The recorded scopes, as variables that closures share.
 *
 * @module
 */
import type { ScopeRecord, Tables, Wire } from "../../dump/format.ts";
import { describeOmitted, omittedOf } from "../rehydrate/omitted.ts";
import type { Cell } from "./cell.ts";
import type { Gaps } from "./gaps.ts";

/** A variable with the recorded value until code assigns another. */
export class RecordedCell implements Cell {
  readonly #name: string;
  readonly #recorded: () => unknown;
  readonly #gaps: Gaps;
  #assigned: { readonly value: unknown } | undefined;

  constructor(name: string, recorded: () => unknown, gaps: Gaps) {
    this.#name = name;
    this.#gaps = gaps;
    this.#recorded = recorded;
  }

  /** The value, which is an `Omitted` when the dump has none. */
  get current(): unknown {
    return this.#assigned === undefined ? this.#recorded() : this.#assigned.value;
  }

  /** Whether code has assigned it. */
  get isAssigned(): boolean {
    return this.#assigned !== undefined;
  }

  /** Gives it the recorded value again. */
  reset(): void {
    this.#assigned = undefined;
  }

  get(): unknown {
    const value = this.current;
    const omitted = omittedOf(value);
    if (omitted === undefined) return value;
    return this.#gaps.meet(`Cannot read ${this.#name}: it is not in the dump: ${describeOmitted(omitted)}`);
  }

  set(value: unknown): void {
    this.#assigned = { value };
  }
}

/** The scopes of a dump. Each variable is one cell, for all closures and frames that have it. */
export class LiveScopes {
  readonly #tables: Tables;
  readonly #gaps: Gaps;
  readonly #value: (wire: Wire) => unknown;
  readonly #cells = new Map<ScopeRecord, Map<string, RecordedCell>>();
  readonly #activations = new Map<ScopeRecord, ScopeRecord>();

  /** @param value Makes the value of a slot. */
  constructor(tables: Tables, value: (wire: Wire) => unknown, gaps: Gaps) {
    this.#tables = tables;
    this.#gaps = gaps;
    this.#value = value;
  }

  /** A variable of a scope; undefined when it has none of that name. */
  cell(scope: ScopeRecord, name: string): RecordedCell | undefined {
    const whole = this.#activation(scope);
    const at = whole.names.indexOf(name);
    if (at < 0) return undefined;
    let cells = this.#cells.get(whole);
    if (cells === undefined) this.#cells.set(whole, cells = new Map());
    let cell = cells.get(name);
    if (cell === undefined) {
      cells.set(name, cell = new RecordedCell(name, () => this.#value(whole.values[at]), this.#gaps));
    }
    return cell;
  }

  /** Gives all variables their recorded values again. */
  reset(): void {
    for (const cells of this.#cells.values()) for (const cell of cells.values()) cell.reset();
  }

  /** The variable in the first of some scopes that has it. */
  find(scopes: readonly ScopeRecord[], name: string): RecordedCell | undefined {
    for (const scope of scopes) {
      const cell = this.cell(scope, name);
      if (cell !== undefined) return cell;
    }
    return undefined;
  }

  /**
   * The scope with all variables of a call. A closure has only those that it uses, the frame of the call has all; they
   * are one scope when function and values agree, and there is no other frame that they could agree with.
   */
  #activation(scope: ScopeRecord): ScopeRecord {
    const known = this.#activations.get(scope);
    if (known !== undefined) return known;
    const frames = scope.type === "closure" && scope.name !== undefined ? this.#callsOf(scope) : [];
    const whole = frames.length === 1 ? frames[0]! : scope;
    this.#activations.set(scope, whole);
    return whole;
  }

  #callsOf(closure: ScopeRecord): ScopeRecord[] {
    const { frames, scopes } = this.#tables;
    const locals = new Set(frames.flatMap((frame) => frame.scopes.map((index) => scopes[index])));
    return [...locals].filter((local): local is ScopeRecord =>
      (local?.type === "local" || local?.type === "block") && local.name === closure.name &&
      closure.names.every((name, at) => isSame(closure.values[at], local.values[local.names.indexOf(name)]))
    );
  }
}

function isSame(left: Wire, right: Wire): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return Object.is(left, right);
  return left.length === right.length && left.every((item, at) => isSame(item as Wire, right[at] as Wire));
}
