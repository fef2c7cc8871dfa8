/**
 * What live code calls beside the program's own functions; `code_writer.ts` and `class_writer.ts` write the calls.
 *
 * @module
 */

/** Compiles code inside a class, where its private names are known. */
export type CompileInside = (code: string) => unknown;

/** What every piece of live code has. */
export interface Helpers {
  /** `this` of the function around an arrow function. */
  readonly receiver?: unknown;
  /** Called by each loop and function; throws when it is to end. */
  readonly guard: () => true;
  /** `import()` */
  readonly import: (specifier: unknown) => Promise<unknown>;
  /** `import.meta` */
  readonly meta: object;
  /** The function that is about to be called by its name, without a receiver. */
  readonly callee: (value: unknown, name: string, optional?: boolean) => unknown;
}

/** Checks what is called, with the words of the engine. */
export function callee(value: unknown, name: string, optional = false): unknown {
  if (typeof value === "function" || (optional && (value === undefined || value === null))) return value;
  throw new TypeError(`${name} is not a function`);
}
