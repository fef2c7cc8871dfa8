/**
 * What goes with the live objects of a hand-over: which of them is which. The relay makes it, the program reads it.
 *
 * @module
 */
import {
  type CallArgument,
  type CallFrame,
  literalOf,
  type PausedParams,
  type RemoteObject,
  toArgument,
} from "./protocol.ts";

/** One scope; `index` counts the scope objects that were handed over. */
export type ScopePlan = readonly [type: string, name: string, index: number];

/** One frame. Lines and columns are 0-based, as the engine says them. */
export interface FramePlan {
  readonly name: string;
  readonly url: string;
  /** The script's handle, of code that may be in no file. */
  readonly script?: string;
  readonly line: number;
  readonly column: number;
  /** Where the function begins. */
  readonly start?: readonly [line: number, column: number];
  /**
   * Index among the receivers that were handed over; -1 when it is undefined; the text of a primitive that cannot be
   * handed over; absent when not known.
   */
  readonly receiver?: number | string;
  readonly scopes: readonly ScopePlan[];
  /** Why it has no scopes. */
  readonly unavailable?: string;
  /** How many frames were left out after this one. */
  readonly elided?: number;
}

/** Which of the values of a hand-over is which. */
export interface Plan {
  readonly frames: readonly FramePlan[];
  /** Names that a scope object has without listing them, by its index. */
  readonly unlisted: Readonly<Record<number, readonly string[]>>;
}

/** The values of a hand-over. */
export interface HandOver {
  readonly receivers: readonly CallArgument[];
  readonly scopes: readonly CallArgument[];
  /** Same for hand-overs that have the same plan. */
  readonly key: string;
  /** Makes the plan. */
  readonly plan: () => Plan;
}

/** Frames whose scopes are handed over, of one stack. */
export interface FrameLimits {
  readonly maxInnerFrames: number;
  readonly maxOuterFrames: number;
}

/** Stands for the place of code that the runtime tells nothing of. */
export const INTERNAL_URL = "internal:";

const RUNTIME_URL = /^(node|ext|bun|deno|internal):/;
/** Of what is a file, or a module that is loaded like one. */
const MODULE_URL = /^(?:file|https?|data|blob|npm|jsr|node|ext|bun|deno|internal|wasm):|^\/|^[A-Za-z]:[\\/]/;
/** JavaScriptCore's handle of code that is no script. */
const NO_SCRIPT = "0";
const SKIPPED_SCOPES: ReadonlySet<string> = new Set(["global", "script", "wasm-expression-stack"]);
/** Receivers that are not handed over, in place of their indexes. */
const RECEIVER_UNDEFINED = -1, RECEIVER_UNKNOWN = -2;

/** The beginning of all handles of a realm: V8 writes `isolate.realm.id`, JavaScriptCore `{"injectedScriptId":realm,"id":…}`. */
export function realmOf(objectId: string): string {
  return objectId.slice(0, (objectId.startsWith("{") ? objectId.indexOf(",") : objectId.lastIndexOf(".")) + 1);
}

/**
 * Gathers the values that a pause hands over to the realm `realm`. It runs while the program stands still, so the plan
 * is only made for stacks whose key is new.
 */
export function gatherHandOver(
  { callFrames }: PausedParams,
  realm: string,
  limits: FrameLimits,
  urlOf: (scriptId: string) => string,
  namesOf: ReadonlyMap<string, readonly string[]>,
): HandOver {
  const receivers: CallArgument[] = [];
  const scopes: CallArgument[] = [];
  const modules = new Map<string, number>();
  const { maxInnerFrames, maxOuterFrames } = limits;
  const elided = callFrames.length - maxInnerFrames - maxOuterFrames;
  const gathered: GatheredFrame[] = [];
  let key = "";
  for (let i = 0; i < callFrames.length; i++) {
    if (elided > 0 && i === maxInnerFrames) i += elided;
    if (i >= callFrames.length) break;
    const frame = callFrames[i]!;
    const { location } = frame;
    const url = frame.url || urlOf(location.scriptId);
    const unavailable = unavailableReason(frame, url, realm);
    const isOpen = unavailable === undefined;
    const indexes = isOpen ? gatherScopes(frame, scopes, modules) : [];
    const receiver = isOpen ? gatherReceiver(frame, realm, receivers) : RECEIVER_UNKNOWN;
    const isLast = elided > 0 && i === maxInnerFrames - 1;
    gathered.push({ frame, url, unavailable, indexes, receiver, elided: isLast ? elided : 0 });
    key += `${location.scriptId}:${location.lineNumber}:${location.columnNumber}:${receiver}:${indexes.length}:${
      unavailable === undefined ? frame.functionName : unavailable
    }\n`;
  }
  if (elided > 0) key += elided;
  return { receivers, scopes, key, plan: () => makePlan(gathered, modules, namesOf) };
}

/** A frame whose values were gathered. */
interface GatheredFrame {
  readonly frame: CallFrame;
  readonly url: string;
  readonly unavailable: string | undefined;
  /** The index of each scope in use. */
  readonly indexes: readonly number[];
  readonly receiver: number | string;
  readonly elided: number;
}

function unavailableReason({ scopeChain }: CallFrame, url: string, realm: string): string | undefined {
  if (RUNTIME_URL.test(url)) return "a function of the runtime itself";
  for (const { object, type } of scopeChain) {
    if (!isOfRealm(object, realm) && !SKIPPED_SCOPES.has(type)) return "a function of another realm (node:vm)";
  }
  return undefined;
}

/** `modules` has the module scope of each script: V8 makes a new object of it for every frame, and one is enough. */
function gatherScopes(frame: CallFrame, scopes: CallArgument[], modules: Map<string, number>): number[] {
  const { location: { scriptId }, scopeChain } = frame;
  const moduleScope = moduleScopeOf(frame);
  const indexes: number[] = [];
  for (const { type, object } of scopeChain) {
    if (!isHandedOver(type, object)) continue;
    const { objectId = "" } = object;
    const isModule = object === moduleScope;
    const index = (isModule ? modules.get(scriptId) : undefined) ?? scopes.push({ objectId }) - 1;
    if (isModule) modules.set(scriptId, index);
    indexes.push(index);
  }
  return indexes;
}

/**
 * Whether a scope is handed over. The object of a `with` statement may be a proxy, which JavaScriptCore hides behind an
 * object of its own, so that looking for names would run traps.
 */
function isHandedOver(type: string, { objectId }: RemoteObject): boolean {
  if (objectId === undefined || SKIPPED_SCOPES.has(type)) return false;
  return type !== "with" || !objectId.startsWith("{");
}

function gatherReceiver({ this: receiver }: CallFrame, realm: string, receivers: CallArgument[]): number | string {
  if (receiver?.type === "undefined") return RECEIVER_UNDEFINED;
  if (receiver === undefined || !isOfRealm(receiver, realm)) return RECEIVER_UNKNOWN;
  return literalOf(receiver) ?? receivers.push(toArgument(receiver)) - 1;
}

function makePlan(
  gathered: readonly GatheredFrame[],
  modules: ReadonlyMap<string, number>,
  namesOf: ReadonlyMap<string, readonly string[]>,
): Plan {
  const unlisted: Record<number, readonly string[]> = {};
  for (const [scriptId, index] of modules) {
    const names = namesOf.get(scriptId);
    if (names !== undefined) unlisted[index] = names;
  }
  return { frames: gathered.map(planFrame), unlisted };
}

function planFrame({ frame, url, unavailable, indexes, receiver, elided }: GatheredFrame): FramePlan {
  const { functionLocation, functionName, location, scopeChain } = frame;
  const used = scopeChain.filter(({ object, type }) => isHandedOver(type, object));
  return {
    name: functionName,
    url: url === INTERNAL_URL ? "" : url,
    ...(!MODULE_URL.test(url) && location.scriptId !== NO_SCRIPT && { script: location.scriptId }),
    line: location.lineNumber,
    column: location.columnNumber ?? 0,
    scopes: indexes.map((index, i) => [used[i]!.type, used[i]!.name ?? "", index]),
    ...(functionLocation && { start: [functionLocation.lineNumber, functionLocation.columnNumber ?? 0] }),
    ...(receiver !== RECEIVER_UNKNOWN && { receiver }),
    ...(unavailable !== undefined && { unavailable }),
    ...(elided > 0 && { elided }),
  };
}

/** Whether an object can be handed to the realm; what has no handle belongs to all. */
function isOfRealm({ objectId }: RemoteObject, realm: string): boolean {
  return objectId === undefined || objectId.startsWith(realm);
}

/** Scripts whose module scopes do not list their variables: JavaScriptCore's, which calls all scopes closures. */
export function unlistedScripts(paused: PausedParams, limits: FrameLimits): Set<string> {
  const { callFrames } = paused;
  const { maxInnerFrames, maxOuterFrames } = limits;
  const scripts = new Set<string>();
  for (let i = 0; i < callFrames.length; i++) {
    if (i >= maxInnerFrames && i < callFrames.length - maxOuterFrames) continue;
    const frame = callFrames[i]!;
    if (moduleScopeOf(frame)?.objectId?.startsWith("{")) scripts.add(frame.location.scriptId);
  }
  return scripts;
}

/** The scope object with the variables of the frame's module. */
function moduleScopeOf({ scopeChain }: CallFrame): RemoteObject | undefined {
  for (let i = scopeChain.length - 1; i >= 0; i--) {
    const { name, object, type } = scopeChain[i]!;
    if (SKIPPED_SCOPES.has(type)) continue;
    return type === "module" || (type === "closure" && !name && object.objectId?.startsWith("{")) ? object : undefined;
  }
  return undefined;
}
