/**
 * Generators, async generators and iterators of the language: they cannot be rebuilt where they stood, so that advancing
 * one says so.
 *
 * @module
 */
import { isMapIterator, isSetIterator } from "node:util/types";
import type { HeapNode } from "../../dump/read.ts";
import type { Context, Kind } from "./context.ts";
import { inertPrototype } from "./inert_prototype.ts";
import { isIteratorNode, iteratorInternals, iteratorOver } from "./iterators.ts";
import { isRef, omittedIn } from "./slots.ts";
import { GO_LIVE, StubError } from "./stub_error.ts";

/** Generator or iterator. */
export const generator: Kind = {
  allocate: (node, context) => (context.code && iteratorOver(node, context)) ?? {},
  prototype(prototype, node, context, value) {
    if (isMapIterator(value) || isSetIterator(value)) return prototype;
    const name = context.className(node);
    const why = context.code === undefined && isIteratorNode(node) && isRef(node.payload[1])
      ? `it is not advanced in an inert session; ${GO_LIVE}`
      : "where it stands is not all in the dump";
    const refusal = (method: string) => new StubError("call", `${name}.prototype.${method}`, why);
    return inertPrototype(["next", "return", "throw"], refusal, prototype);
  },
};

/** What is inside a generator or an iterator. */
export function generatorInternals(node: HeapNode, context: Context): [string, unknown][] {
  if (isIteratorNode(node)) return iteratorInternals(node, context);
  const { payload } = node;
  const [state, receiver, code] = payload;
  if (payload.length === 1 && omittedIn(state) !== undefined) return [["GeneratorState", context.value(state)]];
  const internals: [string, unknown][] = [["GeneratorState", context.value(state)]];
  if (receiver !== undefined) internals.push(["GeneratorReceiver", context.value(receiver)]);
  if (isRef(code) || omittedIn(code) !== undefined) internals.push(["GeneratorFunction", context.value(code)]);
  return internals;
}
