/**
 * What came from the relay, in the engine's terms.
 *
 * @module
 */
import type { Position, ScopeType } from "../../../dump/format.ts";
import type { EngineAnswer, EngineFrame } from "../engine.ts";
import type { FramePlan, ScopePlan } from "./plan.ts";
import type { AnswerPlan, Handed } from "./turn.ts";

function toPosition(url: string, line: number, column: number): Position {
  return { url, line: line + 1, column: column + 1 };
}

function toScopeType(type: string): ScopeType {
  return type as ScopeType;
}

const { endsWith, slice } = String.prototype;
const { apply } = Reflect;

/** The primitive that a text stands for, as `literalOf()` says it. */
export function primitiveOf(text: string): bigint | number {
  return apply(endsWith, text, ["n"]) ? BigInt(apply(slice, text, [0, -1])) : Number(text);
}

/** The value that was handed over. */
function valueOf(handed: Handed, values: readonly unknown[]): unknown {
  return typeof handed === "number" ? values[handed] : primitiveOf(handed);
}

/** A frame of a hand-over. */
export function toFrame(plan: FramePlan, receivers: readonly unknown[]): EngineFrame {
  const { start, receiver, elided, unavailable } = plan;
  return {
    functionName: plan.name,
    generated: toPosition(plan.url, plan.line, plan.column),
    ...(plan.script !== undefined && { script: plan.script }),
    ...(start && { functionStart: toPosition(plan.url, start[0], start[1]) }),
    scopes: plan.scopes.map(([type, name, index]) => ({ type: toScopeType(type), ...(name && { name }), index })),
    ...(receiver !== undefined && { receiver: { value: receiver === -1 ? undefined : valueOf(receiver, receivers) } }),
    ...(unavailable && { unavailable }),
    ...(elided && { elided }),
  };
}

/** What a turn answered about one value. */
export function toAnswer(plan: AnswerPlan, values: readonly unknown[]): EngineAnswer {
  const pairs = (list: readonly (readonly [string, Handed])[]) =>
    list.map(([name, handed]) => [name, valueOf(handed, values)] as const);
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
