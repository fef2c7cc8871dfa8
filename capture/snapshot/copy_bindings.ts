/**
 * Copies the variables out of a scope object while the program stands still: some engines let go of it afterwards.
 *
 * @module
 */
import { UNINITIALIZED } from "./site.ts";

const { getOwnPropertyNames, hasOwn } = Object;

/** The variables of one scope, in the engine's order. */
export interface Bindings {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/** JavaScriptCore keeps the state of generators and async functions among the variables, under numbers. */
function isInternal(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}

/**
 * Copies one scope. It never throws: a variable that cannot be read was not initialised yet.
 *
 * @param unlisted Variables that the scope may have without listing them.
 */
export function copyBindings(scope: object, unlisted: readonly string[] = []): Bindings {
  const names: string[] = [];
  const values: unknown[] = [];
  const copy = (name: string) => {
    let value: unknown;
    try {
      value = (scope as Record<string, unknown>)[name];
    } catch {
      value = UNINITIALIZED;
    }
    names.push(name);
    values.push(value);
  };
  try {
    for (const name of getOwnPropertyNames(scope)) if (!isInternal(name)) copy(name);
    for (const name of unlisted) if (hasOwn(scope, name) && !names.includes(name)) copy(name);
  } catch {
    // The engine would not list it: what was copied is what can be had.
  }
  return { names, values };
}
