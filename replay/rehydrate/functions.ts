/**
 * Functions, classes and bound functions: stubs that carry what is known of the code.
 *
 * @module
 */
import { type FunctionRecord, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Context, Kind } from "./context.ts";
import { codePlace } from "./code_place.ts";
import { isRef } from "./slots.ts";
import { factsOf } from "./stamp.ts";
import { type AnyFunction, makeStub, refuse, unreadAccessor } from "./stub.ts";

const { bind } = Function.prototype;

/** Function or class. */
export const functionObject: Kind = {
  allocate(node, context) {
    const record = functionRecord(node, context);
    if (record === undefined) throw new TypeError("a function has no record of its code");
    const real = context.code?.functionAt(node);
    if (typeof real === "function") return real;
    if (real !== undefined) context.problem(node.id, `it stays a mock: ${real.why}`);
    const name = record.name === "" ? "(anonymous function)" : record.name;
    const position = codePlace(record, context.tables);
    // A getter is called with nothing; the same function may stand elsewhere as a method, a `then` for one.
    return makeStub(record, (count) => {
      return count === 0 && context.isGetter(node.id)
        ? unreadAccessor(name, position, real?.why)
        : refuse("call", context.classes.pathsOfMethods.get(node.id) ?? name, position, real?.why);
    });
  },
  fill(_target: () => unknown, node, context) {
    const index = context.classes.indexOf(node.id, functionRecord(node, context));
    if (index !== undefined) context.classes.constructorOf(index); // Gives it its prototype and its members.
  },
  prototype(prototype, node, context, value) {
    const facts = factsOf(prototype);
    // That of a class which the platform has is one; a function may have any object for a prototype.
    const isStandIn = typeof prototype === "function" && facts !== undefined && facts.id === undefined;
    // What a real class extends is real.
    const isMock = isStandIn || (facts?.id !== undefined && context.problemOf(facts.id) !== undefined);
    if (isMock && context.code !== undefined) return Reflect.getPrototypeOf(value);
    if (!isStandIn) return prototype;
    const index = context.classes.indexOf(node.id, functionRecord(node, context));
    return (index === undefined ? undefined : context.classes.parentConstructor(index)) ?? prototype;
  },
};

/** The record of a function node's code; undefined when it has none. */
export function functionRecord({ kind, payload: [index] }: HeapNode, { tables }: Context): FunctionRecord | undefined {
  return kind === NodeKind.function && typeof index === "number" ? tables.functions[index] : undefined;
}

/** Bound function; in an inert heap calling it runs nothing, not even when it is bound to a built-in function. */
export const bound: Kind = {
  allocate({ payload }, context) {
    const [target] = payload;
    if (context.code !== undefined && payload.length > 1) return realBound(payload, context);
    const of = isRef(target) ? functionRecord(context.node(target.id), context) : undefined;
    const name = `bound ${of?.name ?? ""}`;
    return withoutPrototype(makeStub(
      { name, length: 0, async: false, generator: false, kind: of?.kind ?? "arrow" },
      () => refuse("call", name, codePlace(of, context.tables)),
    ));
  },
};

/** A function, or a constructor, that has no `prototype`, as bound ones have none. */
function withoutPrototype(code: AnyFunction): AnyFunction {
  return Reflect.apply(bind, code, [undefined]) as AnyFunction;
}

/** A bound function that runs. What it is bound to is looked up when it is called, for it may be bound to itself. */
function realBound([target, receiver, ...values]: readonly Slot[], context: Context): AnyFunction {
  const callee = () => context.value(target) as AnyFunction;
  const bound = () => values.map((slot) => context.value(slot));
  return withoutPrototype(function (...args: unknown[]): unknown {
    const all = [...bound(), ...args];
    return new.target === undefined
      ? Reflect.apply(callee(), context.value(receiver), all)
      : Reflect.construct(callee(), all);
  });
}
