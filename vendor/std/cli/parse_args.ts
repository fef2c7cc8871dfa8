/**
 * Command line arguments into an object.
 *
 * @module
 */
import type { Aliases, ArgType, Values } from "./_parse_args_types.ts";

/** What {@linkcode parseArgs} returns: the options by name, and the rest of the arguments. */
export type Args<
  // deno-lint-ignore no-explicit-any
  TArgs extends Record<string, unknown> = Record<string, any>,
  TDoubleDash extends boolean | undefined = undefined,
> = Id<
  & TArgs
  & {
    /** Arguments that belong to no option. */
    _: Array<string | number>;
  }
  & (boolean extends TDoubleDash ? DoubleDash : true extends TDoubleDash ? Required<DoubleDash> : Record<never, never>)
>;

type DoubleDash = {
  /** Arguments after `--`. */
  "--"?: Array<string>;
};

type Id<T> = T extends Record<string, unknown> ? { [K in keyof T]: Id<T[K]> } : T;

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  TBooleans extends ArgType = ArgType,
  TStrings extends string | undefined = string | undefined,
  TCollectable extends string | undefined = string | undefined,
  TNegatable extends string | undefined = string | undefined,
  TDefault extends Record<string, unknown> | undefined = Record<string, unknown> | undefined,
  TAliases extends Aliases | undefined = Aliases | undefined,
  TDoubleDash extends boolean | undefined = boolean | undefined,
> {
  /**
   * Whether the arguments after `--` stand in `["--"]` instead of `_`.
   *
   * @default {false}
   */
  "--"?: TDoubleDash;
  /**
   * Other names of an option.
   *
   * @default {{}}
   */
  alias?: TAliases;
  /**
   * Options without a value, false when not given; `true` for all that begin with two hyphens and have no `=`.
   *
   * @default {false}
   */
  boolean?: TBooleans | ReadonlyArray<Extract<TBooleans, string>>;
  /**
   * Values of options that are not given.
   *
   * @default {{}}
   */
  default?: TDefault & Record<string, unknown>;
  /**
   * Whether everything after the first argument that belongs to no option goes to `_` as it is.
   *
   * @default {false}
   */
  stopEarly?: boolean;
  /**
   * Options whose value stays text, even if it looks like a number; `_` for the rest of the arguments.
   *
   * @default {[]}
   */
  string?: TStrings | ReadonlyArray<Extract<TStrings, string>>;
  /**
   * Options that can be given several times; their value is an array.
   *
   * @default {[]}
   */
  collect?: TCollectable | ReadonlyArray<Extract<TCollectable, string>>;
  /**
   * Options that `--no-` before their name turns off.
   *
   * @default {[]}
   */
  negatable?: TNegatable | ReadonlyArray<Extract<TNegatable, string>>;
  /**
   * Called with an argument that none of these options names; when it returns `false`, the argument is left out.
   *
   * @default {unknown}
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

type Value = string | number | boolean;

type Tree = { [key: string]: unknown };

/** The names given in an option, with their aliases. */
function namesOf(names: unknown, aliases: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const list: string[] = (Array.isArray(names) ? names : [names]).filter((name) => typeof name === "string" && name);
  return new Set(list.flatMap((name) => [name, ...(aliases.get(name) ?? [])]));
}

/** For each name that has others, the others. */
function aliasesOf(alias: Readonly<Record<string, unknown>>): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>();
  for (const [key, value] of Object.entries(alias)) {
    if (value === undefined) throw new TypeError("Alias value must be defined");
    const others: string[] = Array.isArray(value) ? value : [value];
    result.set(key, new Set(others));
    for (const other of others) result.set(other, new Set([key, ...others.filter((name) => name !== other)]));
  }
  return result;
}

function looksLikeNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

function isBooleanText(text: string): boolean {
  return text === "true" || text === "false";
}

/** Whether a key leads to what all objects share. */
function isShared(object: Tree, key: string): boolean {
  return key === "__proto__" || (key === "constructor" && typeof object[key] === "function");
}

function has(tree: Tree, path: string): boolean {
  let object = tree;
  for (const key of path.split(".")) {
    const value = object[key];
    if (!Object.hasOwn(object, key)) return false;
    object = value as Tree;
  }
  return true;
}

function set(tree: Tree, path: string, value: unknown, collect: boolean): void {
  const keys = path.split(".");
  const last = keys.pop()!;
  let object = tree;
  for (const key of keys) {
    if (isShared(object, key)) return;
    object = (object[key] ??= {}) as Tree;
  }
  if (isShared(object, last)) return;
  const before = object[last];
  if (!collect) object[last] = value;
  else if (Array.isArray(before)) before.push(value);
  else object[last] = before ? [before, value] : [value];
}

/** `--key`, `--key=value`, `--no-key`: a key has at least one character, `=` included. */
function splitLong(arg: string): { key: string; value: string | undefined; negated: boolean } {
  const negated = arg.startsWith("--no-") && arg.length > 5;
  const start = negated ? 5 : 2;
  const equals = arg.indexOf("=", start + 1);
  return equals === -1
    ? { key: arg.slice(start), value: undefined, negated }
    : { key: arg.slice(start, equals), value: arg.slice(equals + 1), negated };
}

/**
 * Reads command line arguments.
 *
 * What begins with a hyphen is an option; its value follows after `=` or as the next argument. Values that look like
 * numbers become numbers, unless the option is listed as `string` or `boolean`. Arguments after `--` are no options.
 *
 * @example Usage
 * ```ts
 * import { parseArgs } from "@std/cli/parse-args";
 * import assert from "node:assert/strict";
 *
 * const args = parseArgs(["--json", "-c", "where", "crash.cbor"], { boolean: ["json"], string: ["c"], collect: ["c"] });
 * assert.deepEqual(args, { json: true, c: ["where"], _: ["crash.cbor"] });
 * ```
 *
 * @param args The arguments.
 * @param options What the program expects.
 * @returns Options by name, and the rest in `_`.
 * @throws {TypeError} If an alias is undefined.
 */
export function parseArgs<
  TArgs extends Values<TBooleans, TStrings, TCollectable, TNegatable, TDefaults, TAliases>,
  TDoubleDash extends boolean | undefined = undefined,
  TBooleans extends ArgType = undefined,
  TStrings extends string | undefined = undefined,
  TCollectable extends string | undefined = undefined,
  TNegatable extends string | undefined = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
  TAliases extends Aliases<TAliasArgNames, TAliasNames> | undefined = undefined,
  TAliasArgNames extends string = string,
  TAliasNames extends string = string,
>(
  args: readonly string[],
  options: ParseOptions<TBooleans, TStrings, TCollectable, TNegatable, TDefaults, TAliases, TDoubleDash> = {},
): Args<TArgs, TDoubleDash> {
  const {
    "--": doubleDash = false,
    default: defaults = {},
    stopEarly = false,
    unknown: onUnknown = () => true,
  } = options;
  const aliases = aliasesOf(options.alias ?? {});
  const booleans = namesOf(options.boolean, aliases);
  const strings = namesOf(options.string, aliases);
  const collected = namesOf(options.collect, aliases);
  const negatable = namesOf(options.negatable, aliases);
  const allBoolean = options.boolean === true;
  const result: { _: (string | number)[]; "--"?: string[] } & Tree = { _: [] };

  function assign(key: string, given: Value, arg: string, negation = false): void {
    const known = booleans.has(key) || strings.has(key) || aliases.has(key) || collected.has(key) ||
      (allBoolean && /^--[^=]+$/.test(arg));
    if (!known && onUnknown(arg, key, given) === false) return;
    const value = typeof given === "string" && !strings.has(key) && looksLikeNumber(given) ? Number(given) : given;
    const collect = !negation && collected.has(key);
    for (const name of [key, ...(aliases.get(key) ?? [])]) set(result, name, value, collect);
  }

  /** Whether the argument after an option can be its value. */
  function takesValue(key: string): boolean {
    return !booleans.has(key) && ![...(aliases.get(key) ?? [])].some((name) => booleans.has(name));
  }

  function withoutValue(key: string): Value {
    return strings.has(key) ? "" : true;
  }

  /** Reads a long option and returns how many arguments it took after itself. */
  function readLong(arg: string, next: string | undefined): number {
    const { key: bare, value, negated } = splitLong(arg);
    if (value !== undefined) {
      assign(bare, booleans.has(bare) ? value !== "false" : value, arg);
      return 0;
    }
    if (negated && negatable.has(bare)) {
      assign(bare, false, arg, true);
      return 0;
    }
    const key = negated ? `no-${bare}` : bare;
    if (next && !allBoolean && !next.startsWith("-") && takesValue(key)) {
      assign(key, next, arg);
      return 1;
    }
    if (next && isBooleanText(next)) {
      assign(key, next !== "false", arg);
      return 1;
    }
    assign(key, withoutValue(key), arg);
    return 0;
  }

  /** Reads short options, the last of which may have a value, and returns how many arguments they took after themselves. */
  function readShort(arg: string, next: string | undefined): number {
    for (let index = 1; index < arg.length - 1; index++) {
      const letter = arg[index]!;
      const rest = arg.slice(index + 1);
      if (rest === "-") {
        assign(letter, rest, arg);
        continue;
      }
      const value = valueOfLetter(letter, rest, index + 1 < arg.length - 1);
      if (value !== undefined) {
        assign(letter, value, arg);
        return 0;
      }
      assign(letter, withoutValue(letter), arg);
    }
    const key = arg.slice(-1);
    if (key === "-") return 0;
    if (next && !/^--?[^-]/.test(next) && takesValue(key)) {
      assign(key, next, arg);
      return 1;
    }
    if (next && isBooleanText(next)) {
      assign(key, next !== "false", arg);
      return 1;
    }
    assign(key, withoutValue(key), arg);
    return 0;
  }

  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  const after = end === -1 ? [] : args.slice(end + 1);

  for (let index = 0; index < before.length; index++) {
    const arg = before[index]!;
    if (arg.length > 1 && arg.startsWith("-")) {
      index += (arg.startsWith("--") ? readLong : readShort)(arg, before[index + 1]);
      continue;
    }
    if (onUnknown(arg) !== false) {
      result._.push(!strings.has("_") && looksLikeNumber(arg) ? Number(arg) : arg);
    }
    if (stopEarly) {
      result._.push(...before.slice(index + 1));
      break;
    }
  }

  for (const [key, value] of Object.entries(defaults)) {
    if (has(result, key)) continue;
    for (const name of [key, ...(aliases.get(key) ?? [])]) set(result, name, value, false);
  }
  for (const key of booleans) {
    if (!has(result, key)) set(result, key, collected.has(key) ? [] : false, false);
  }
  for (const key of strings) {
    if (!has(result, key) && collected.has(key)) set(result, key, [], false);
  }

  if (doubleDash) result["--"] = after;
  else result._.push(...after);
  return result as unknown as Args<TArgs, TDoubleDash>;
}

/** The value that stands in the same argument as its letter, e.g. `-n5`, `-n=5`, `-f/path`; undefined when another letter follows. */
function valueOfLetter(letter: string, rest: string, another: boolean): string | undefined {
  if (rest === "=") return "";
  if (/[A-Za-z]/.test(letter)) {
    const assigned = /=(.+)/.exec(rest);
    if (assigned) return assigned[1]!;
    if (/-?\d+(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
  }
  return another && /\W/.test(rest[0]!) ? rest : undefined;
}
