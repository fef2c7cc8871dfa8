/**
 * Which symbols on an object of the platform are the program's. Some runtimes keep there what is inside the object, under
 * symbols that are the same on every object of the class.
 *
 * @module
 */
import { types } from "node:util";
import { symbolDescription } from "./primitives.ts";
import { isPristine } from "./pristine.ts";
import type { Prototype } from "./prototypes.ts";
import { isRuntimeCode } from "./runtime_code.ts";
import { construct, exec, getOwnPropertySymbols, hasOwn, SafeSet, uncurryGetter } from "./safe.ts";

const { isProxy } = types;

const OwnAbortController = AbortController;

const signalOf: (value: unknown) => object = uncurryGetter(AbortController.prototype, "signal");

/** Makes a new object of a class; undefined if that is not the runtime's. */
type Sample = (owner: object | undefined) => object | undefined;

/** How new objects of the classes are made, by their paths. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  URL: made("about:blank"),
  URLSearchParams: made(),
  Headers: made(),
  FormData: made(),
  Blob: made(),
  File: made([], ""),
  Request: made("about:blank"),
  Response: made(),
  AbortController: made(),
  AbortSignal: () => signalOf(new OwnAbortController()),
  DOMException: made(),
  Event: made(""),
  CustomEvent: made(""),
  TextDecoder: made(),
};

function made(...parameters: readonly unknown[]): Sample {
  return (owner) =>
    owner !== undefined && !isProxy(owner) && isRuntimeCode(owner)
      ? construct(owner as new () => object, parameters) as object
      : undefined;
}

/** What the runtime has on some objects of a class only, by the descriptions: `kTimeout`, `[[Name]]`, `lazy static body`. */
const INTERNAL = /^(?:k[A-Z]\w*|\[\[.*\]\]|(?:nodejs|Deno)\..*|(?:serve|lazy) [a-z ]+|context|query)$/;

/** Those own symbols of an object of the platform that the program has put there. */
export function symbolsOfProgram(value: object, prototype: Prototype): readonly symbol[] {
  const all = getOwnPropertySymbols(value);
  if (all.length === 0) return all;
  const own = prototype.runtimeSymbols ??= runtimeSymbols(prototype);
  const symbols: symbol[] = [];
  if (own === "unknown") return symbols;
  for (let at = 0; at < all.length; at++) {
    const symbol = all[at]!;
    if (!own.has(symbol) && exec(INTERNAL, symbolDescription(symbol) ?? "") === null) symbols[symbols.length] = symbol;
  }
  return symbols;
}

/** The symbols of a new object of the nearest built-in class; "unknown" when making one would not be safe. */
function runtimeSymbols(prototype: Prototype): ReadonlySet<symbol> | "unknown" {
  let at: Prototype | undefined = prototype;
  while (at !== undefined && at.builtin === undefined) at = at.parent;
  const symbols = new SafeSet<symbol>();
  const path = at?.builtin;
  // Classes of the language keep nothing there.
  if (path === undefined || !hasOwn(SAMPLES, path)) return symbols;
  // What the runtime has written in JavaScript would use what the program has put in the place of built-ins.
  if (!isPristine()) return "unknown";
  try {
    const made = SAMPLES[path]!(at!.class);
    if (made === undefined) return "unknown";
    const found = getOwnPropertySymbols(made);
    for (let at = 0; at < found.length; at++) symbols.add(found[at]!);
    return symbols;
  } catch {
    return "unknown";
  }
}
