/**
 * Durations as text.
 *
 * @module
 */

/** Units from the largest: name, short name, milliseconds in one, how many make the next larger. */
const UNITS = [
  ["day", "d", 86_400_000, Infinity],
  ["hour", "h", 3_600_000, 24],
  ["minute", "m", 60_000, 60],
  ["second", "s", 1000, 60],
  ["millisecond", "ms", 1, 1000],
] as const;

/** Options of {@linkcode format}. */
export interface FormatOptions {
  /**
   * `"narrow"`: `0d 0h 1m 39s 674ms 0µs 0ns`; `"digital"`: `00:00:01:39:674:000:000`; `"full"`: `0 days, 0 hours, …`.
   *
   * @default {"narrow"}
   */
  style?: "narrow" | "digital" | "full";
  /**
   * Whether to leave out units that are zero; of style `"digital"` only those at the end.
   *
   * @default {false}
   */
  ignoreZero?: boolean;
}

interface Part {
  readonly name: string;
  readonly short: string;
  readonly value: number;
}

function partsOf(ms: number): Part[] {
  const length = Math.abs(ms);
  const fraction = length.toFixed(7).slice(-7, -1);
  return [
    ...UNITS.map(([name, short, unit, next]) => ({
      name,
      short,
      value: next === Infinity ? Math.trunc(length / unit) : Math.trunc(length / unit) % next,
    })),
    { name: "microsecond", short: "µs", value: Number(fraction.slice(0, 3)) },
    { name: "nanosecond", short: "ns", value: Number(fraction.slice(3)) },
  ];
}

/**
 * A duration as text. The sign does not show.
 *
 * @example Usage
 * ```ts
 * import { format } from "@std/fmt/duration";
 * import assert from "node:assert/strict";
 *
 * assert.equal(format(99_674, { ignoreZero: true }), "1m 39s 674ms");
 * ```
 *
 * @param ms Milliseconds.
 * @param options Style.
 * @returns The text.
 * @throws {TypeError} If the style is none of the three.
 */
export function format(ms: number, options?: FormatOptions): string {
  const { style = "narrow", ignoreZero = false } = options ?? {};
  const parts = partsOf(ms);
  const shown = ignoreZero ? parts.filter(({ value }) => value) : parts;
  switch (style) {
    case "narrow":
      return shown.map(({ value, short }) => `${value}${short}`).join(" ");
    case "full":
      return shown.map(({ value, name }) => `${value} ${name}${value === 1 ? "" : "s"}`).join(", ");
    case "digital": {
      const end = ignoreZero ? parts.findLastIndex(({ value }) => value) + 1 : parts.length;
      return parts.slice(0, end).map(({ value }, index) => String(value).padStart(index < 4 ? 2 : 3, "0")).join(":");
    }
    default:
      throw new TypeError('style must be "narrow", "full", or "digital"!');
  }
}
