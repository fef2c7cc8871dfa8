/**
 * A turn: while the program stands at its own `debugger` statement, looks up what only the inspector knows of the
 * values that the program holds out, and hands it back live.
 *
 * @module
 */
import {
  type CallArgument,
  type GetPropertiesResult,
  literalOf,
  type Location,
  type RemoteObject,
  toArgument,
} from "./protocol.ts";
import { withLostHandles } from "./lost_handles.ts";
import type { ScopePlan } from "./plan.ts";
import { post, type Transport } from "./transport.ts";

/** A value that was handed over: the index of its argument, or the text of a primitive that cannot be one. */
export type Handed = number | string;

/** What was found of one value; numbers are argument indexes. */
export interface AnswerPlan {
  readonly location?: readonly [url: string, line: number, column: number];
  /** The handed-over value of each is an object with the bindings in its property `object`. */
  readonly scopes?: readonly ScopePlan[];
  readonly privates?: readonly (readonly [name: string, value: Handed])[];
  readonly internals?: readonly (readonly [name: string, value: Handed])[];
  /** The value itself, if its handle was worked out: what was found is of this one. */
  readonly self?: number;
}

/** The protocol's word for a scope, out of V8's description such as `Closure (outer)`. */
function scopeOf(description: string | undefined): { type: string; name: string } | undefined {
  const match = /^(Closure|Block|Module|Catch|With Block|Eval|Local)(?: \((.*)\))?$/s.exec(description ?? "");
  if (match === null) return undefined;
  return { type: match[1] === "With Block" ? "with" : match[1]!.toLowerCase(), name: match[2] ?? "" };
}

/** Answers about the elements of the array behind `heldId`. */
export async function answerTurn(
  transport: Transport,
  heldId: string,
  urlOf: (scriptId: string) => string,
): Promise<{ plan: (AnswerPlan | null)[]; arguments: CallArgument[] }> {
  const list = withLostHandles(
    await post<GetPropertiesResult>(transport, "Runtime.getProperties", { objectId: heldId, ownProperties: true }),
  );
  const held: RemoteObject[] = [];
  for (const { name, value } of list.result) {
    if (/^\d+$/.test(name) && value?.objectId !== undefined) held[Number(name)] = value;
  }
  const properties = await Promise.all(
    transport.send(held.map((object) => [
      "Runtime.getProperties",
      { objectId: object.objectId, ownProperties: true, nonIndexedPropertiesOnly: true },
    ])).map((result) => result.then((found) => withLostHandles(found as GetPropertiesResult), () => undefined)),
  );

  const functions = held.flatMap((object, i) => object.type === "function" ? [i] : []);
  const scopeLists = new Map<number, GetPropertiesResult>();
  const locations = new Map<number, Location>();
  const scopeHolders = properties.flatMap((found, i) => {
    const objectId = found?.internalProperties?.find(({ name }) => name === "[[Scopes]]")?.value?.objectId;
    return objectId === undefined ? [] : [[i, objectId] as const];
  });
  const details = functions.filter((i) =>
    !properties[i]?.internalProperties?.some(({ name }) => name === "[[FunctionLocation]]")
  );
  await Promise.all([
    ...transport.send(
      scopeHolders.map(([, objectId]) => ["Runtime.getProperties", { objectId, ownProperties: true }]),
    ).map((result, i) =>
      result.then((found) => scopeLists.set(scopeHolders[i]![0], found as GetPropertiesResult), () => {})
    ),
    ...transport.send(
      details.map((i) => ["Debugger.getFunctionDetails", { functionId: held[i]!.objectId }]),
    ).map((result, i) =>
      result.then((found) => {
        const location = (found as { details?: { location?: Location } }).details?.location;
        if (location !== undefined) locations.set(details[i]!, location);
      }, () => {})
    ),
  ]);

  const args: CallArgument[] = [];
  const add = (object: RemoteObject) => args.push(toArgument(object)) - 1;
  const hand = (object: RemoteObject): Handed => literalOf(object) ?? add(object);
  const plan = properties.map((found, i): AnswerPlan | null => {
    if (found === undefined) return null;
    const internals: [string, Handed][] = [];
    for (const { name, value } of found.internalProperties ?? []) {
      if (value === undefined || name === "[[Scopes]]" || name === "[[Prototype]]") continue;
      if (value.subtype === "internal#location") locations.set(i, value.value as Location);
      else internals.push([name.replace(/^\[\[|\]\]$/g, ""), hand(value)]);
    }
    const { size, subtype, wasLost } = held[i]!;
    // JavaScriptCore tells how much there is, and not what.
    if (size !== undefined && /^weak(?:map|set)$/.test(subtype ?? "")) internals.push(["Size", String(size)]);
    const privates = (found.privateProperties ?? found.result.filter(({ isPrivate }) => isPrivate))
      .flatMap(({ name, value }) => value === undefined ? [] : [[name, hand(value)] as const]);
    const scopes = (scopeLists.get(i)?.result ?? []).flatMap(({ name, value }): ScopePlan[] => {
      const scope = /^\d+$/.test(name) ? scopeOf(value?.description) : undefined;
      return scope === undefined || value?.objectId === undefined ? [] : [[scope.type, scope.name, add(value)]];
    });
    const location = locations.get(i);
    return {
      ...(location &&
        { location: [urlOf(location.scriptId), location.lineNumber, location.columnNumber ?? 0] as const }),
      ...(scopeLists.has(i) && { scopes }),
      ...(privates.length > 0 && { privates }),
      ...(internals.length > 0 && { internals }),
      ...(wasLost && { self: add(held[i]!) }),
    };
  });
  return { plan, arguments: args };
}
