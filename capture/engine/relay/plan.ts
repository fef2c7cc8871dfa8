/**
 * What goes with the live objects of a hand-over: which of them is which. The relay makes it, the program reads it.
 *
 * @module
 */
import { type CallArgument, type CallFrame, type PausedParams, type RemoteObject, toArgument } from "./protocol.ts";

/** One scope; `index` counts the scope objects that were handed over. */
export type ScopePlan = readonly [type: string, name: string, index: number];

/** One frame. Lines and columns are 0-based, as the engine says them. */
export interface FramePlan {
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
  /** Where the function begins. */
  readonly start?: readonly [line: number, column: number];
  /** Index among the receivers that were handed over; -1 when it is undefined; absent when not known. */
  readonly receiver?: number;
  readonly scopes: readonly ScopePlan[];
  /** Why it has no scopes. */
  readonly unavailable?: string;
  /** How many frames were left out after this one. */
  readonly elided?: number;
}

/** A hand-over: the plan of the frames, and the values that it counts on. */
export interface HandOver {
  readonly frames: readonly FramePlan[];
  readonly receivers: readonly CallArgument[];
  readonly scopes: readonly CallArgument[];
  /** Names that a scope object has without listing them, by its index. */
  readonly unlisted: Readonly<Record<number, readonly string[]>>;
}

/** Frames whose scopes are handed over, of one stack. */
export interface FrameLimits {
  readonly maxInnerFrames: number;
  readonly maxOuterFrames: number;
}

/** Stands for the place of code that the runtime tells nothing of. */
export const INTERNAL_URL = "internal:";

const RUNTIME_URL = /^(node|ext|bun|deno|internal):/;
const SKIPPED_SCOPES: ReadonlySet<string> = new Set(["global", "script", "wasm-expression-stack"]);

/** The realm that a handle belongs to: V8 writes `isolate.realm.id`, JavaScriptCore `{"injectedScriptId":realm,"id":…}`. */
export function realmOf(objectId: string): string {
  return objectId.startsWith("{")
    ? String(JSON.parse(objectId).injectedScriptId)
    : objectId.slice(0, objectId.lastIndexOf("."));
}

/** Plans the hand-over of a pause to the realm `realm`. */
export function planHandOver(
  paused: PausedParams,
  realm: string,
  limits: FrameLimits,
  urlOf: (scriptId: string) => string,
  namesOf: ReadonlyMap<string, readonly string[]>,
): HandOver {
  const unlisted: Record<number, readonly string[]> = {};
  const receivers: CallArgument[] = [];
  const scopeObjects: CallArgument[] = [];
  const modules = new Map<string, number>();
  const { callFrames } = paused;
  const { maxInnerFrames, maxOuterFrames } = limits;
  const cut = callFrames.length > maxInnerFrames + maxOuterFrames;

  const planFrame = (frame: CallFrame, elided: number): FramePlan => {
    const { functionLocation, location } = frame;
    const url = frame.url || urlOf(location.scriptId);
    const base = {
      name: frame.functionName,
      url: url === INTERNAL_URL ? "" : url,
      line: location.lineNumber,
      column: location.columnNumber ?? 0,
      ...(functionLocation && { start: [functionLocation.lineNumber, functionLocation.columnNumber ?? 0] as const }),
      ...(elided > 0 && { elided }),
    };
    if (RUNTIME_URL.test(url)) return { ...base, scopes: [], unavailable: "a function of the runtime itself" };
    const scopes: ScopePlan[] = [];
    const moduleScope = moduleScopeOf(frame);
    let outsideRealm = false;
    for (const { type, name, object } of frame.scopeChain) {
      if (SKIPPED_SCOPES.has(type) || object.objectId === undefined) continue;
      if (realmOf(object.objectId) !== realm) {
        outsideRealm = true;
        break;
      }
      // V8 makes a new object of the same module scope for every frame: one is enough.
      const isModule = object === moduleScope;
      const known = isModule ? modules.get(location.scriptId) : undefined;
      const index = known ?? scopeObjects.push({ objectId: object.objectId }) - 1;
      if (isModule) {
        modules.set(location.scriptId, index);
        const names = namesOf.get(location.scriptId);
        if (names !== undefined) unlisted[index] = names;
      }
      scopes.push([type, name ?? "", index]);
    }
    if (outsideRealm) return { ...base, scopes: [], unavailable: "a function of another realm (node:vm)" };
    const receiver = frame.this;
    if (receiver === undefined) return { ...base, scopes };
    if (receiver.type === "undefined") return { ...base, scopes, receiver: -1 };
    if (receiver.objectId !== undefined && realmOf(receiver.objectId) !== realm) return { ...base, scopes };
    return { ...base, scopes, receiver: receivers.push(toArgument(receiver)) - 1 };
  };

  const frames = cut
    ? [
      ...callFrames.slice(0, maxInnerFrames).map((frame, i) =>
        planFrame(frame, i === maxInnerFrames - 1 ? callFrames.length - maxInnerFrames - maxOuterFrames : 0)
      ),
      ...callFrames.slice(callFrames.length - maxOuterFrames).map((frame) => planFrame(frame, 0)),
    ]
    : callFrames.map((frame) => planFrame(frame, 0));
  return { frames, receivers, scopes: scopeObjects, unlisted };
}

/** Scripts whose module scopes do not list their variables: JavaScriptCore's, which calls all scopes closures. */
export function unlistedScripts(paused: PausedParams, limits: FrameLimits): Set<string> {
  const { callFrames } = paused;
  const { maxInnerFrames, maxOuterFrames } = limits;
  const handedOver = callFrames.filter((_, i) => i < maxInnerFrames || i >= callFrames.length - maxOuterFrames);
  return new Set(
    handedOver.filter((frame) => moduleScopeOf(frame)?.objectId?.startsWith("{")).map(({ location }) =>
      location.scriptId
    ),
  );
}

/** The scope object with the variables of the frame's module. */
function moduleScopeOf({ scopeChain }: CallFrame): RemoteObject | undefined {
  const last = scopeChain.findLast(({ type }) => !SKIPPED_SCOPES.has(type));
  const isModule = last?.type === "module" ||
    (last?.type === "closure" && !last.name && last.object.objectId?.startsWith("{"));
  return isModule ? last.object : undefined;
}
