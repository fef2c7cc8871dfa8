/**
 * Describing objects as the program's serializers say.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import type { Prototype } from "./prototypes.ts";
import { apply, ownValue } from "./safe.ts";
import type { Serializer } from "./serializer.ts";
import type { Walker } from "./walker.ts";

const { isProxy } = types;

/**
 * Describes a value by the first serializer that takes it. Undefined when none does. What a hook throws is told in the
 * place of that one value.
 */
export function describeCustom(
  value: object,
  prototype: Prototype,
  serializers: readonly Serializer[],
  walker: Walker,
): Wire[] | undefined {
  for (let at = 0; at < serializers.length; at++) {
    const serializer = serializers[at]!;
    let stored: unknown;
    try {
      if (!takes(serializer, value, prototype)) continue;
      stored = apply(serializer.store, serializer, [value]);
    } catch (error) {
      return failed(`The serializer ${serializer.name} failed: ${messageOf(error)}`, value, walker);
    }
    const node = walker.bareNode(NodeKind.custom);
    node[1] = serializer.name;
    node[2] = walker.slot(stored);
    return node;
  }
  return undefined;
}

function takes(serializer: Serializer, value: object, prototype: Prototype): boolean {
  if (serializer.class === undefined) {
    return serializer.test !== undefined && apply(serializer.test, serializer, [value]);
  }
  const wanted = ownValue(serializer.class, "prototype");
  for (let at: Prototype | undefined = prototype; at !== undefined; at = at.parent) {
    if (at.object === wanted) return serializer.test === undefined || apply(serializer.test, serializer, [value]);
  }
  return false;
}

function failed(detail: string, value: object, walker: Walker): Wire[] {
  const node = walker.bareNode(NodeKind.omitted);
  node[1] = walker.omit("failed", walker.typeName(value), undefined, detail);
  return node;
}

/** What was thrown, in words, without asking it. */
export function messageOf(thrown: unknown): string {
  const message = typeof thrown === "object" && thrown !== null && !isProxy(thrown)
    ? ownValue(thrown, "message")
    : thrown;
  return typeof message === "string" ? message : "it threw something without a message";
}
