/**
 * The object of the `with` that an expression runs in.
 *
 * @module
 */
import type { EvaluateEnvironment } from "./environment.ts";
import { missingName, resolveName } from "./resolve_name.ts";

/**
 * An object that answers for every name but one, so that no name reaches the globals of this process. Reads come from
 * the environment, writes go to its overlay.
 *
 * @param except The name by which the code calls its helpers.
 */
export function scopeOf(environment: EvaluateEnvironment, except: string): object {
  return new Proxy(Object.create(null), {
    has: (_target, name) => name !== except,
    get(_target, name) {
      if (typeof name === "symbol") return undefined; // Symbol.unscopables
      const found = resolveName(name, environment);
      if (found === undefined) throw missingName(name, environment);
      return found.value;
    },
    set(_target, name, value) {
      const { overlay } = environment;
      if (overlay.has(name as string) || environment.assign?.(name as string, value) !== true) {
        overlay.set(name as string, value);
      }
      return true;
    },
  });
}
