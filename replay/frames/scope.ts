/**
 * A scope as a readonly view.
 *
 * @module
 */
import type { ScopeType } from "../../dump/format.ts";
import type { Variable } from "./variable.ts";

/** The variables of one scope, in the order of the source. */
export interface Scope {
  readonly type: ScopeType;
  /** Name of the function that it belongs to, where the runtime told. */
  readonly name?: string;
  readonly variables: readonly Variable[];
}
