/**
 * Names at the prompt → values.
 *
 * @module
 */
import type { Box, EvaluateEnvironment } from "./environment.ts";
import { nearest } from "./nearest.ts";
import { standardGlobal, standardGlobalNames } from "./standard_globals.ts";

/** Thrown for a name that stands for nothing. Its name is that of any reference error. */
export class MissingNameError extends ReferenceError {
  override readonly name = "ReferenceError";
  readonly #missing: string;

  constructor(missing: string, hint: string) {
    super(`${missing} is not defined${hint}`);
    this.#missing = missing;
  }

  /** The name that stands for nothing. */
  get missing(): string {
    return this.#missing;
  }
}

/**
 * What a name stands for: what evaluating changed or declared, else a variable of the frame, else an extra such as `_`,
 * else a global of the prompt.
 *
 * @returns Undefined when it stands for nothing.
 * @throws {ReferenceError} If it was declared in the text and has no value yet.
 */
export function resolveName(name: string, environment: EvaluateEnvironment): Box | undefined {
  const { overlay, extras } = environment;
  if (overlay.has(name)) return { value: overlay.get(name) };
  const variable = environment.lookup(name);
  if (variable !== undefined) return variable;
  if (extras.has(name)) return { value: extras.get(name) };
  return standardGlobal(name);
}

/**
 * All names that {@linkcode resolveName} knows, nearest first; may repeat some.
 *
 * @param withGlobals Whether the globals of the prompt are among them.
 */
export function* namesInScope(environment: EvaluateEnvironment, withGlobals = true): Generator<string> {
  for (const [name] of environment.overlay.entries()) yield name;
  yield* environment.names();
  yield* environment.extras.keys();
  if (withGlobals) yield* standardGlobalNames();
}

/** The error for a name that stands for nothing: why, or what it may be a slip of. */
export function missingName(name: string, environment: EvaluateEnvironment): MissingNameError {
  return new MissingNameError(name, hint(name, environment));
}

function hint(name: string, environment: EvaluateEnvironment): string {
  const why = environment.missing?.(name);
  if (why !== undefined) return `: ${why}`;
  if (name === "console") return ": what is typed is shown without it";
  if (name === "arguments") return ": type args";
  if (name in globalThis || name === "require" || name === "module") {
    return ": the prompt has no access to this machine";
  }
  const near = nearest(name, namesInScope(environment));
  return near === undefined ? "" : `; did you mean ${near}?`;
}
