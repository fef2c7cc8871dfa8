/**
 * What the frames of a dump know of the functions that they ran.
 *
 * @module
 */
import type { FrameRecord, ScopeRecord, Tables, Wire } from "../../dump/format.ts";
import type { FoundCode } from "./found_code.ts";
import type { Unit } from "./outline.ts";

/** The frames by the code that they ran. */
export class RecordedFrames {
  readonly #tables: Tables;
  readonly #code: FoundCode;
  #byUnit: Map<Unit, FrameRecord[]> | undefined;

  constructor(tables: Tables, code: FoundCode) {
    this.#tables = tables;
    this.#code = code;
  }

  /** The scopes that functions inside of a function see, innermost first: those of its frame, if only one call of it is there. */
  scopesIn(unit: Unit): readonly ScopeRecord[] {
    for (let at: Unit | undefined = unit; at !== undefined; at = at.around) {
      const calls = this.#framesOf(at).filter(({ unavailable }) => unavailable === undefined);
      const distinct = new Map(calls.map((call) => [call.scopes.join(), call]));
      const [call] = distinct.values();
      if (call !== undefined) return distinct.size === 1 ? this.#scopesOf(call.scopes) : [];
    }
    return [];
  }

  /** `this` in a function; absent when it is not known, or several calls of it differ. */
  receiverIn(unit: Unit): { readonly wire: Wire } | undefined {
    const calls = this.#framesOf(unit).filter((call) => Object.hasOwn(call, "this"));
    const distinct = new Map(calls.map((call) => [JSON.stringify(call.this) ?? "undefined", call.this]));
    return distinct.size === 1 ? { wire: [...distinct.values()][0] } : undefined;
  }

  /** Scopes by their indexes. */
  #scopesOf(indexes: readonly number[]): ScopeRecord[] {
    return indexes.flatMap((index) => this.#tables.scopes[index] ?? []);
  }

  #framesOf(unit: Unit): readonly FrameRecord[] {
    this.#byUnit ??= this.#index();
    return this.#byUnit.get(unit) ?? [];
  }

  #index(): Map<Unit, FrameRecord[]> {
    const byUnit = new Map<Unit, FrameRecord[]>();
    for (const frame of this.#tables.frames) {
      const found = frame.position === undefined ? undefined : this.#code.functionAt(frame.position);
      if (found === undefined || "why" in found) continue;
      const frames = byUnit.get(found.unit);
      if (frames === undefined) byUnit.set(found.unit, [frame]);
      else frames.push(frame);
    }
    return byUnit;
  }
}
