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

/** The beginning of all handles of a realm: V8 writes `isolate.realm.id`, JavaScriptCore `{"injectedScriptId":realm,"id":…}`. */
export function realmOf(objectId: string): string {
  return objectId.slice(0, (objectId.startsWith("{") ? objectId.indexOf(",") : objectId.lastIndexOf(".")) + 1);
}

/** Plans the hand-over of a pause to the realm `realm`. It runs while the program stands still. */
export function planHandOver(
  { callFrames }: PausedParams,
  realm: string,
  limits: FrameLimits,
  urlOf: (scriptId: string) => string,
  namesOf: ReadonlyMap<string, readonly string[]>,
): HandOver {
  const plan: Planning = { realm, urlOf, namesOf, unlisted: {}, receivers: [], scopes: [], modules: new Map() };
  const { maxInnerFrames, maxOuterFrames } = limits;
  const elided = callFrames.length - maxInnerFrames - maxOuterFrames;
  const frames: FramePlan[] = [];
  for (let i = 0; i < callFrames.length; i++) {
    if (elided > 0 && i === maxInnerFrames) i += elided;
    const last = elided > 0 && i === maxInnerFrames - 1;
    if (i < callFrames.length) frames.push(planFrame(callFrames[i]!, last ? elided : 0, plan));
  }
  return { frames, receivers: plan.receivers, scopes: plan.scopes, unlisted: plan.unlisted };
}

/** A hand-over while it is planned. */
interface Planning {
  readonly realm: string;
  readonly urlOf: (scriptId: string) => string;
  readonly namesOf: ReadonlyMap<string, readonly string[]>;
  readonly unlisted: Record<number, readonly string[]>;
  readonly receivers: CallArgument[];
  readonly scopes: CallArgument[];
  /** Index of the module scope of each script: V8 makes a new object of it for every frame, and one is enough. */
  readonly modules: Map<string, number>;
}

function planFrame(frame: CallFrame, elided: number, plan: Planning): FramePlan {
  const { functionLocation, location } = frame;
  const url = frame.url || plan.urlOf(location.scriptId);
  const planned: { -readonly [Key in keyof FramePlan]: FramePlan[Key] } = {
    name: frame.functionName,
    url: url === INTERNAL_URL ? "" : url,
    line: location.lineNumber,
    column: location.columnNumber ?? 0,
    scopes: [],
  };
  if (functionLocation) planned.start = [functionLocation.lineNumber, functionLocation.columnNumber ?? 0];
  if (elided > 0) planned.elided = elided;
  if (RUNTIME_URL.test(url)) planned.unavailable = "a function of the runtime itself";
  else if (!frame.scopeChain.every((scope) => isOfRealm(scope.object, plan.realm) || SKIPPED_SCOPES.has(scope.type))) {
    planned.unavailable = "a function of another realm (node:vm)";
  } else {
    planned.scopes = planScopes(frame, plan);
    const receiver = frame.this;
    if (receiver?.type === "undefined") planned.receiver = -1;
    else if (receiver && isOfRealm(receiver, plan.realm)) {
      planned.receiver = plan.receivers.push(toArgument(receiver)) - 1;
    }
  }
  return planned;
}

function planScopes(frame: CallFrame, { modules, namesOf, scopes, unlisted }: Planning): ScopePlan[] {
  const { location: { scriptId }, scopeChain } = frame;
  const moduleScope = moduleScopeOf(frame);
  const planned: ScopePlan[] = [];
  for (const { type, name, object } of scopeChain) {
    if (SKIPPED_SCOPES.has(type) || object.objectId === undefined) continue;
    const isModule = object === moduleScope;
    const index = (isModule ? modules.get(scriptId) : undefined) ?? scopes.push({ objectId: object.objectId }) - 1;
    if (isModule) {
      modules.set(scriptId, index);
      const names = namesOf.get(scriptId);
      if (names !== undefined) unlisted[index] = names;
    }
    planned.push([type, name ?? "", index]);
  }
  return planned;
}

/** Whether an object can be handed to the realm; what has no handle belongs to all. */
function isOfRealm({ objectId }: RemoteObject, realm: string): boolean {
  return objectId === undefined || objectId.startsWith(realm);
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
