/**
 * Options of the recording side, with units and defaults; resolved once, passed whole.
 *
 * @module
 */

/** How much of the program's state goes into a dump. Everything beyond is marked as omitted, with the reason. */
export interface Limits {
  /**
   * Levels of real structure below a variable: 0 keeps previews only, `Infinity` is allowed.
   * Primitives and keys are never cut by depth.
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
