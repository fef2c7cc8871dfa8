/**
 * The slice of the inspector protocol in use, spelled as CDP spells it. Lines and columns are 0-based.
 *
 * @module
 */

/** A handle to a value of the program, or a primitive by value. */
export interface RemoteObject {
  readonly type: string;
  readonly subtype?: string;
  readonly description?: string;
  readonly objectId?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  /** How many elements or entries it has. JavaScriptCore only. */
  readonly size?: number;
  /** Whether it is there by a handle that was worked out, see `withLostHandles()`. */
  readonly wasLost?: true;
}

/** An argument of `Runtime.callFunctionOn`. */
export type CallArgument =
  | { readonly objectId: string }
  | { readonly unserializableValue: string }
  | { readonly value?: unknown };

/** A position in a script. */
export interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

/** One scope of a call frame. */
export interface ProtocolScope {
  readonly type: string;
  readonly name?: string;
  readonly object: RemoteObject;
}

/** One call frame of a pause, innermost first. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly location: Location;
  readonly functionLocation?: Location;
  readonly scopeChain: readonly ProtocolScope[];
  readonly this?: RemoteObject;
}

/** Parameters of `Debugger.paused`. */
export interface PausedParams {
  readonly reason: string;
  readonly data?: RemoteObject & { readonly uncaught?: boolean };
  readonly callFrames: readonly CallFrame[];
}

/** Parameters of `Debugger.scriptParsed`. */
export interface ScriptParsedParams {
  readonly scriptId: string;
  readonly url: string;
  /** UTF-16 units; V8 only. */
  readonly length?: number;
  /** Address of its source map; empty when it names none. */
  readonly sourceMapURL?: string;
}

/** One property as `Runtime.getProperties` lists it. */
export interface ProtocolProperty {
  readonly name: string;
  readonly value?: RemoteObject;
  /** The key, if that is a symbol. */
  readonly symbol?: RemoteObject;
  readonly isPrivate?: boolean;
}

/** Result of `Runtime.getProperties`. */
export interface GetPropertiesResult {
  readonly result: readonly ProtocolProperty[];
  readonly internalProperties?: readonly ProtocolProperty[];
  readonly privateProperties?: readonly ProtocolProperty[];
}

/** Result of `Runtime.callFunctionOn`. */
export interface CallFunctionResult {
  readonly result: RemoteObject;
  /** There when the function threw. */
  readonly exceptionDetails?: unknown;
}

/** Where the program leaves its hook while the relay takes a handle to it; removed at once. */
export const HOOK_KEY = "keeptrace.hook";

/** The kind of a hand-over whose thrown value is told by its text, as {@linkcode literalOf} says it. */
export const AS_TEXT = "throw of text";

/** Turns a remote object into the argument that hands the same value back to the program. */
export function toArgument(object: RemoteObject | undefined): CallArgument {
  if (object === undefined) return {};
  if (object.objectId !== undefined) return { objectId: object.objectId };
  if (object.unserializableValue !== undefined) return { unserializableValue: object.unserializableValue };
  return object.type === "undefined" ? {} : { value: object.value };
}

/**
 * The text of a primitive that JavaScriptCore tells, but takes back from nobody: a BigInt, −0, NaN, an infinity.
 * Undefined for what {@linkcode toArgument} hands back.
 */
export function literalOf(
  { type, objectId, value, unserializableValue, description }: RemoteObject,
): string | undefined {
  if (objectId !== undefined || unserializableValue !== undefined) return undefined;
  if (type === "bigint") return description;
  return type === "number" && (typeof value !== "number" || description === "-0") ? description : undefined;
}
