/**
 * Variables of calls that are over, as other functions of a package see them.
 *
 * @module
 */
import type { ScopeRecord } from "../../dump/format.ts";
import type { FoundCode } from "./found_code.ts";
import type { LiveModule } from "./live_module.ts";
import type { Unit } from "./outline.ts";
import type { RecordedClosures } from "./recorded_closures.ts";

/**
 * Finds what a function of a package sees whose own closure was too far away to be recorded. Packages often are one call
 * of a function around all of it; where the dump has one call of that function, it is this one. Functions of the
 * program are near, and are not guessed about.
 */
export class SharedScopes {
  readonly #closures: RecordedClosures;
  readonly #found: FoundCode;
  readonly #byModule = new Map<LiveModule, ReadonlyMap<Unit, ReadonlySet<ScopeRecord>>>();

  constructor(closures: RecordedClosures, found: FoundCode) {
    this.#closures = closures;
    this.#found = found;
  }

  /** The scopes around a unit, innermost first. */
  around(unit: Unit, module: LiveModule): ScopeRecord[] {
    if (unit.around === undefined || !module.file.path.includes("/node_modules/")) return [];
    let calls = this.#byModule.get(module);
    if (calls === undefined) this.#byModule.set(module, calls = this.#callsIn(module));
    const scopes: ScopeRecord[] = [];
    for (let at: Unit | undefined = unit.around; at !== undefined; at = at.around) {
      const [call, ...others] = calls.get(at) ?? [];
      if (call !== undefined && others.length === 0) scopes.push(call);
    }
    return scopes;
  }

  /** The scopes of the calls of each function that others see. */
  #callsIn(module: LiveModule): Map<Unit, Set<ScopeRecord>> {
    const calls = new Map<Unit, Set<ScopeRecord>>();
    for (const { record, scopes } of this.#closures.all) {
      const url = (record.position ?? record.generated)?.url;
      // Few are of this module, and to locate one takes long.
      if (url === undefined || !url.endsWith(module.file.path.slice(module.file.path.lastIndexOf("/")))) continue;
      const found = this.#found.functionOf(record);
      if ("why" in found || found.module !== module) continue;
      for (const scope of scopes) {
        const unit = scope.type === "closure" ? this.#functionOf(scope, found.unit, module) : undefined;
        if (unit !== undefined) calls.set(unit, (calls.get(unit) ?? new Set()).add(scope));
      }
    }
    return calls;
  }

  /** The function around a unit that declares the variables of a scope. */
  #functionOf({ name = "", names }: ScopeRecord, unit: Unit, { tree, outline }: LiveModule): Unit | undefined {
    const units = new Set<Unit>();
    for (const variable of names) {
      const declaring = tree.bindings.scopeOf(variable, unit.node);
      const around = declaring && outline.of(declaring);
      if (around !== undefined && around !== unit && around.name === name) units.add(around);
    }
    const [only, ...others] = units;
    return others.length === 0 ? only : undefined;
  }
}
