/**
 * Options of the recording side, with units and defaults; resolved once, passed whole.
 *
 * @module
 */

import type { Serializer } from "./describe/serializer.ts";
import type { RedactOptions } from "./redact.ts";

/** How much of the program's state goes into a dump. Everything beyond is marked as omitted, with the reason. */
export interface Limits {
  /**
   * Levels of real structure below a variable: 0 keeps previews only, `Infinity` is allowed.
   * Primitives and keys are never cut by depth. Functions of packages are asked for code and closure on the nearest
   * quarter of the levels.
   *
   * @default {8}
   */
  readonly depth: number;
  /**
   * Items of one collection, and properties of one object.
   *
   * @default {1000}
   */
  readonly maxItems: number;
  /**
   * Objects in the whole dump.
   *
   * @default {200_000}
   */
  readonly maxNodes: number;
  /**
   * UTF-16 units of one string.
   *
   * @default {10_000}
   */
  readonly maxStringLength: number;
  /**
   * Bytes of one buffer.
   *
   * @default {65_536}
   */
  readonly maxBufferBytes: number;
  /**
   * Bytes of the whole dump before compression, about.
   *
   * @default {8_388_608}
   */
  readonly maxBytes: number;
  /**
   * Milliseconds that describing the values may take.
   *
   * @default {1000}
   */
  readonly maxTimeMs: number;
  /**
   * Innermost frames that are kept of one stack.
   *
   * @default {50}
   */
  readonly maxInnerFrames: number;
  /**
   * Outermost frames that are kept of one stack, beside the innermost.
   *
   * @default {14}
   */
  readonly maxOuterFrames: number;
}

/** The defaults of {@linkcode Limits}. */
export const DEFAULT_LIMITS: Limits = {
  depth: 8,
  maxItems: 1000,
  maxNodes: 200_000,
  maxStringLength: 10_000,
  maxBufferBytes: 65_536,
  maxBytes: 8_388_608,
  maxTimeMs: 1000,
  maxInnerFrames: 50,
  maxOuterFrames: 14,
};

/** Options of {@linkcode init}, and of one {@linkcode capture}. Limits are documented at {@linkcode Limits}. */
export interface CaptureOptions extends Partial<Limits> {
  /**
   * Milliseconds a second that the program may stand still while throws are recorded, in the long run; bursts may
   * take twenty seconds' worth. Beyond it only throws that look uncaught are recorded. `Infinity` for no limit.
   * Taken by `init()` only.
   *
   * @default {50}
   */
  readonly pauseMsPerSecond?: number;
  /**
   * Folder for dumps; made when it is not there. The environment variable `KEEPTRACE_DIR` is the default's default.
   *
   * @default {"./keeptrace"}
   */
  readonly dir?: string;
  /**
   * Dumps that are kept in the folder; the oldest go first.
   *
   * @default {100}
   */
  readonly maxDumps?: number;
  /**
   * Write gzip, named `.cbor.gz`.
   *
   * @default {false}
   */
  readonly compress?: boolean;
  /**
   * Keep the source files of the frames, and the texts of functions, in the dump.
   *
   * @default {true}
   */
  readonly sources?: boolean;
  /**
   * What is taken out before there are bytes: values with the names of secrets (`password`, `authorization`, …; of plain
   * objects, what is under their keys), text
   * in the form of secrets (tokens, keys, URLs with credentials, `password: …`), and secrets of the environment. In code,
   * asterisks stand for the last two and for literals under such names. `false` takes out nothing.
   *
   * @default {{}}
   */
  readonly redact?: Omit<RedactOptions, "env"> | false;
  /**
   * How the program's own kinds of objects are kept; the first that takes an object says what is stored of it.
   *
   * @default {[]}
   */
  readonly serializers?: readonly Serializer[];
}

/** Options with their defaults filled in. */
export interface ResolvedOptions {
  readonly limits: Limits;
  readonly pauseMsPerSecond: number;
  readonly dir: string;
  readonly maxDumps: number;
  readonly compress: boolean;
  readonly sources: boolean;
  readonly redact: Omit<RedactOptions, "env"> | false;
  readonly serializers: readonly Serializer[];
}

/**
 * Fills in the defaults, and those of the environment: `KEEPTRACE_DIR`, `KEEPTRACE_DEPTH`.
 *
 * @throws {TypeError} If a limit is not a number.
 * @throws {RangeError} If a limit is negative or not a number that counts.
 */
export function resolveOptions(
  options: CaptureOptions,
  env: Readonly<Record<string, string | undefined>>,
  base?: ResolvedOptions,
): ResolvedOptions {
  const limits: Record<keyof Limits, number> = { ...(base?.limits ?? environmentLimits(env)) };
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]) {
    const value = options[name];
    if (value !== undefined) limits[name] = checkNumber(name, value);
  }
  const { pauseMsPerSecond, dir, maxDumps, compress, sources, redact, serializers } = options;
  return {
    limits,
    pauseMsPerSecond: checkNumber("pauseMsPerSecond", pauseMsPerSecond ?? base?.pauseMsPerSecond ?? 50),
    dir: dir ?? base?.dir ?? (env["KEEPTRACE_DIR"] || "./keeptrace"),
    maxDumps: checkNumber("maxDumps", maxDumps ?? base?.maxDumps ?? 100),
    compress: compress ?? base?.compress ?? false,
    sources: sources ?? base?.sources ?? true,
    redact: redact ?? base?.redact ?? {},
    serializers: serializers ?? base?.serializers ?? [],
  };
}

/** A `KEEPTRACE_DEPTH` that is no number is passed over: a typing error in the environment must not end a program. */
function environmentLimits(env: Readonly<Record<string, string | undefined>>): Limits {
  const depth = Number(env["KEEPTRACE_DEPTH"] || NaN);
  return depth >= 0 ? { ...DEFAULT_LIMITS, depth } : DEFAULT_LIMITS;
}

function checkNumber(name: string, value: unknown): number {
  if (typeof value !== "number") throw new TypeError(`Cannot use ${name}: expected a number, found ${typeof value}`);
  if (!(value >= 0)) throw new RangeError(`Cannot use ${name}: expected 0 or more, found ${value}`);
  return value;
}
