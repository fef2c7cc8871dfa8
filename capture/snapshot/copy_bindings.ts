/**
 * The variables of a scope object. Nothing here may meet what a program has done to built-ins: it runs while the program
 * stands still.
 *
 * @module
 */
import { types } from "node:util";
import { BEHIND_ACCESSOR, UNINITIALIZED } from "./site.ts";

const { getOwnPropertyDescriptor, getOwnPropertyNames, hasOwn } = Object;
const { isProxy } = types;

/** The variables of one scope, in the engine's order. */
export interface Bindings {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/**
 * Copies the variables of a scope that the engine lets go of when the program goes on. It never throws: a variable that
 * cannot be read was not initialised yet.
 *
 * @param unlisted Variables that the scope may have without listing them.
 */
export function copyBindings(scope: object, unlisted: readonly string[] = NONE): Bindings {
  const names: string[] = [];
  const values: unknown[] = [];
  try {
    const listed = getOwnPropertyNames(scope);
    for (let at = 0; at < listed.length; at++) if (!isInternal(listed[at]!)) names[names.length] = listed[at]!;
    const count = names.length;
    for (let at = 0; at < unlisted.length; at++) {
      const name = unlisted[at]!;
      if (hasOwn(scope, name) && !isAmong(names, count, name)) names[names.length] = name;
    }
  } catch {
    // The engine would not list it: what was copied is what can be had.
  }
  for (let at = 0; at < names.length; at++) {
    try {
      values[at] = (scope as Record<string, unknown>)[names[at]!];
    } catch {
      values[at] = UNINITIALIZED;
    }
  }
  return { names, values };
}

/**
 * Reads the variables of a scope that lasts. It may be the object of a `with` statement, of which no code is run: own
 * properties only, and those behind accessors have no value.
 */
export function readBindings(scope: object): Bindings {
  const names: string[] = [];
  const values: unknown[] = [];
  if (isProxy(scope)) return { names, values };
  const listed = getOwnPropertyNames(scope);
  for (let at = 0; at < listed.length; at++) {
    names[at] = listed[at]!;
    values[at] = readBinding(scope, names[at]!);
  }
  return { names, values };
}

function readBinding(scope: object, name: string): unknown {
  try {
    const descriptor = getOwnPropertyDescriptor(scope, name);
    return descriptor !== undefined && hasOwn(descriptor, "value") ? descriptor.value : BEHIND_ACCESSOR;
  } catch {
    // Newer versions of V8 have an accessor of their own there, which throws.
    return UNINITIALIZED;
  }
}

const NONE: readonly string[] = [];

/** JavaScriptCore keeps the state of generators and async functions among the variables, under numbers. */
function isInternal(name: string): boolean {
  return name >= "0" && name < ":";
}

function isAmong(names: readonly string[], count: number, name: string): boolean {
  for (let at = 0; at < count; at++) if (names[at] === name) return true;
  return false;
}
