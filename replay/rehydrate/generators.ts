/**
 * Generators, async generators and built-in iterators: they cannot be rebuilt where they stood, so that advancing one
 * says so.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";
import type { Context, Kind } from "./context.ts";
import { inertPrototype } from "./inert_prototype.ts";
import { isRef, omittedIn } from "./slots.ts";
import { GO_LIVE, StubError } from "./stub_error.ts";

/** Generator or iterator. */
export const generator: Kind = {
  allocate: () => ({}),
  prototype(prototype, node, context) {
    const name = context.className(node);
    const why = `it is not advanced in an inert session; ${GO_LIVE}`;
    const refusal = (method: string) => new StubError("call", `${name}.prototype.${method}`, why);
    return inertPrototype(["next", "return", "throw"], refusal, prototype);
  },
};

/** What is inside a generator. */
export function generatorInternals({ payload }: HeapNode, context: Context): [string, unknown][] {
  const [state, receiver, code] = payload;
  if (payload.length === 1 && omittedIn(state) !== undefined) return [["GeneratorState", context.value(state)]];
  const internals: [string, unknown][] = [["GeneratorState", context.value(state)]];
  if (receiver !== undefined) internals.push(["GeneratorReceiver", context.value(receiver)]);
  if (isRef(code) || omittedIn(code) !== undefined) internals.push(["GeneratorFunction", context.value(code)]);
  return internals;
}
