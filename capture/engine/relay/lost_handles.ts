/**
 * Handles of iterators on JavaScriptCore, which fails to describe those of the language: a sentence about that stands in
 * the place of each. The engine has numbered them all the same, in the order of the list.
 *
 * @module
 */
import type { GetPropertiesResult, ProtocolProperty, RemoteObject } from "./protocol.ts";

/** What stands there. */
const LOST = "ReferenceError: Symbol.toStringTag is not defined";

/** A handle as JavaScriptCore writes it. */
interface Handle {
  readonly injectedScriptId: number;
  readonly id: number;
}

/** Properties, with handles in the place of that sentence; without those whose handles nothing tells. */
export function withLostHandles(found: GetPropertiesResult): GetPropertiesResult {
  const { result, internalProperties = [] } = found;
  const all = [...result, ...internalProperties];
  if (!all.some(isLost)) return found;
  const repaired = all.map((property, at): ProtocolProperty => {
    if (!isLost(property)) return property;
    const { value: _lost, ...others } = property;
    const handle = handleAfter(all, at) ?? handleBefore(all, at);
    return handle === undefined ? others : {
      ...others,
      value: { type: "object", objectId: JSON.stringify(handle), wasLost: true },
    };
  });
  return {
    ...found,
    result: repaired.slice(0, result.length),
    ...found.internalProperties && { internalProperties: repaired.slice(result.length) },
  };
}

function isLost({ value }: ProtocolProperty): boolean {
  return value?.type === "string" && value.value === LOST;
}

/** Counted back from the next one that has a handle. */
function handleAfter(all: readonly ProtocolProperty[], at: number): Handle | undefined {
  let steps = 0;
  for (let next = at; next < all.length; next++) {
    if (!isCountable(all[next]!)) return undefined;
    if (isLost(all[next]!)) steps++;
    const handle = handleOf(all[next]!.value);
    if (handle !== undefined) return { ...handle, id: handle.id - steps };
  }
  return undefined;
}

/** Whether it is known how many handles a property has: accessors, and keys that are symbols, have others. */
function isCountable({ value, symbol }: ProtocolProperty): boolean {
  return value !== undefined && symbol === undefined;
}

/** Counted on from the last one that has a handle; a class has two, its own and that of its prototype. */
function handleBefore(all: readonly ProtocolProperty[], at: number): Handle | undefined {
  let steps = 0;
  for (let last = at; last >= 0; last--) {
    if (!isCountable(all[last]!)) return undefined;
    if (isLost(all[last]!)) steps++;
    const handle = handleOf(all[last]!.value);
    if (handle === undefined) continue;
    return all[last]!.value?.subtype === "class" ? undefined : { ...handle, id: handle.id + steps };
  }
  return undefined;
}

function handleOf(value: RemoteObject | undefined): Handle | undefined {
  return value?.objectId?.startsWith("{") === true ? JSON.parse(value.objectId) as Handle : undefined;
}
