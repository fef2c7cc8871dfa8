/**
 * What came from the relay, in the engine's terms.
 *
 * @module
 */
import type { Position, ScopeType } from "../../../dump/format.ts";
import type { EngineAnswer, EngineFrame } from "../engine.ts";
import type { FramePlan, ScopePlan } from "./plan.ts";
import type { AnswerPlan } from "./turn.ts";

function toPosition(url: string, line: number, column: number): Position {
  return { url, line: line + 1, column: column + 1 };
}

function toScopeType(type: string): ScopeType {
  return type as ScopeType;
}

/** A frame of a hand-over. */
export function toFrame(plan: FramePlan, receivers: readonly unknown[]): EngineFrame {
  const { start, receiver, elided, unavailable } = plan;
  return {
    functionName: plan.name,
    generated: toPosition(plan.url, plan.line, plan.column),
    ...(start && { functionStart: toPosition(plan.url, start[0], start[1]) }),
    scopes: plan.scopes.map(([type, name, index]) => ({ type: toScopeType(type), ...(name && { name }), index })),
    ...(receiver !== undefined && { receiver: { value: receiver === -1 ? undefined : receivers[receiver] } }),
    ...(unavailable && { unavailable }),
    ...(elided && { elided }),
  };
}

/** What a turn answered about one value. */
export function toAnswer(plan: AnswerPlan, values: readonly unknown[]): EngineAnswer {
  const pairs = (list: readonly (readonly [string, number])[]) =>
    list.map(([name, index]) => [name, values[index]] as const);
  return {
    ...(plan.location && { location: toPosition(...plan.location) }),
    ...(plan.scopes && {
      scopes: plan.scopes.map(([type, name, index]: ScopePlan) => ({
        type: toScopeType(type),
        ...(name && { name }),
        bindings: (values[index] as { object: object }).object,
      })),
    }),
    ...(plan.privates && { privates: pairs(plan.privates) }),
    ...(plan.internals && { internals: pairs(plan.internals) }),
  };
}
