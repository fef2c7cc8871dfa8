/**
 * Finding a variable by its name.
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Scope } from "./scope.ts";
import type { Variable } from "./variable.ts";

/** A variable, and where it was found. */
export interface FoundVariable {
  readonly variable: Variable;
  readonly scope: Scope;
  /** The frame that holds it: the one that was asked, or that of an enclosing function. */
  readonly frame: Frame;
}

/** Finds a variable as code in the frame would: innermost scope first. */
export function findVariable(frame: Frame, name: string): FoundVariable | undefined {
  return findIn(frame, frame.scopes, name);
}

/** Finds a variable in some scopes of a frame, the first ones first. */
export function findIn(frame: Frame, scopes: readonly Scope[], name: string): FoundVariable | undefined {
  for (const scope of scopes) {
    const variable = scope.get(name);
    if (variable !== undefined) return { variable, scope, frame };
  }
  return undefined;
}
