/**
 * Tells the scopes of a frame apart where the engine calls them all closures, as JavaScriptCore does.
 *
 * @module
 */
import type { ScopeType } from "../../dump/format.ts";
import type { EngineScope } from "../engine/engine.ts";

/** What is known of the scopes of one frame. */
export interface ScopedFrame {
  readonly functionName: string;
  readonly scopes: readonly EngineScope[];
  /** Names of the variables of each scope. */
  readonly names: readonly (readonly string[])[];
}

/** What the wrapper of a CommonJS module binds beside the module's own variables. */
export const WRAPPER_NAMES: ReadonlySet<string> = new Set(["exports", "require", "module", "__filename", "__dirname"]);

/** Whether a scope is that of a CommonJS module, which to the engine is a function like any other. */
export function isModuleWrapper(names: readonly string[]): boolean {
  let found = 0;
  for (const name of names) if (WRAPPER_NAMES.has(name)) found++;
  return found === WRAPPER_NAMES.size;
}

/** Whether the engine calls all scopes closures; what it calls local then is the scope of a function's own name. */
export function isUndistinguished({ scopes }: ScopedFrame): boolean {
  const beforeLocal = scopes.slice(0, scopes.findIndex(({ type }) => type === "local") + 1 || undefined);
  return scopes.length > 0 && scopes.every(({ type }) => type !== "module") &&
    (beforeLocal.at(-1)!.type !== "local" || beforeLocal.some(({ type }) => type === "closure"));
}

/**
 * Types of the scopes of one frame, innermost first. V8's are returned as they are. JavaScriptCore names a function's
 * own scopes after it, mostly: the outermost of them that has variables has the parameters, those before it are
 * blocks. What an unnamed function has in common with a caller that it was made in is closure. The outermost scope of
 * all is the module's.
 *
 * @param callers The other frames of the stack.
 */
export function scopeRoles(frame: ScopedFrame, callers: readonly ScopedFrame[]): ScopeType[] {
  const { functionName, scopes, names } = frame;
  const types = scopes.map(({ type }, i) => isModuleWrapper(names[i]!) ? "module" : type);
  if (!isUndistinguished(frame)) return types;
  const module = scopes.at(-1)!.name === undefined ? scopes.length - 1 : -1;
  if (functionName === "module code") return types.map((_, i) => i === module ? "module" : "block");
  const own = ownScope(frame, module, callers);
  return types.map((type, i) => {
    if (i === module || type === "module") return "module";
    if (i === own) return "local";
    if (i < own || names[i]!.length === 0) return "block";
    return type === "local" ? "closure" : type;
  });
}

/** Index of the scope with the function's own variables. */
function ownScope(
  { functionName, scopes, names }: ScopedFrame,
  module: number,
  callers: readonly ScopedFrame[],
): number {
  const isOwn = (i: number) => {
    const { type, name } = scopes[i]!;
    return type !== "local" && name !== undefined && name === functionName;
  };
  const named = scopes.findLastIndex((_, i) => isOwn(i) && names[i]!.length > 0);
  if (named >= 0) return named;
  if (scopes.some((_, i) => isOwn(i))) return scopes.findIndex((_, i) => isOwn(i));
  const shared = callers.find((caller) => caller.names.length > 1 && endsWith(names, caller.names));
  if (shared !== undefined) return names.length - shared.names.length - 1;
  return names.findIndex((list, i) => list.length > 0 && i !== module);
}

function endsWith(names: ScopedFrame["names"], end: ScopedFrame["names"]): boolean {
  const offset = names.length - end.length;
  return offset > 0 && end.every((list, i) => list.join() === names[offset + i]!.join());
}
