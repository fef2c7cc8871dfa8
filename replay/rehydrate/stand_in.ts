/**
 * Facts of stand-ins that have no node of their own.
 *
 * @module
 */
import type { FunctionRecord, NodeKind, Omitted } from "../../dump/format.ts";
import type { Facts, FunctionFacts } from "./facts.ts";

const NOTHING: ReadonlyMap<string, unknown> = new Map();

const UNKNOWN: Omitted = { reason: "unsupported", type: "scope", detail: "the stand-in for it has no scopes" };

/** The facts of a stand-in: its kind, the name of its class, and for a function its code, and that of its class. */
export function standIn(
  kind: NodeKind,
  className: string,
  record?: FunctionRecord,
  problem?: string,
  owner?: FunctionRecord,
): Facts {
  const code: FunctionFacts | undefined = record && { record, scopes: UNKNOWN, class: undefined, owner };
  return {
    id: undefined,
    kind,
    className,
    rest: undefined,
    problem,
    privates: [],
    internals: NOTHING,
    function: code,
    settle() {},
  };
}
