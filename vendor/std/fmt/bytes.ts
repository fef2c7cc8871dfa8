/**
 * Amounts of bytes as text.
 *
 * @module
 */

/** Options of {@linkcode format}. */
export interface FormatOptions {
  /**
   * Whether the amount is of bits: `kbit` instead of `kB`.
   *
   * @default {false}
   */
  bits?: boolean;
  /**
   * Whether units are powers of 1024: `kiB` instead of `kB`.
   *
   * @default {false}
   */
  binary?: boolean;
  /**
   * Whether positive amounts have a plus sign.
   *
   * @default {false}
   */
  signed?: boolean;
  /** Locale of the number: `true` for the system's, or language tags. */
  locale?: boolean | string | string[];
  /** Fewest digits after the point. Without it and the next one, the number has three significant digits. */
  minimumFractionDigits?: number;
  /** Most digits after the point. */
  maximumFractionDigits?: number;
}

/**
 * An amount of bytes as text.
 *
 * @example Usage
 * ```ts
 * import { format } from "@std/fmt/bytes";
 * import assert from "node:assert/strict";
 *
 * assert.equal(format(1337), "1.34 kB");
 * ```
 *
 * @param num Bytes, or bits.
 * @param options Units and number format.
 * @returns The text.
 * @throws {TypeError} If `num` is not finite.
 */
export function format(num: number, options: FormatOptions = {}): string {
  if (!Number.isFinite(num)) throw new TypeError(`Expected a finite number, got ${typeof num}: ${num}`);
  const { bits = false, binary = false, signed = false } = options;
  const one = bits ? "b" : "B";
  if (signed && num === 0) return ` 0 ${one}`;
  const sign = num < 0 ? "-" : signed ? "+" : "";
  const amount = Math.abs(num);
  if (amount < 1) return `${sign}${numeral(amount, options)} ${one}`;
  const power = Math.min(Math.floor(binary ? Math.log(amount) / Math.log(1024) : Math.log10(amount) / 3), 8);
  const scaled = amount / Math.pow(binary ? 1024 : 1000, power);
  const rounded = digitsOf(options) === undefined ? Number(scaled.toPrecision(3)) : scaled;
  const unit = power === 0 ? one : `${"kMGTPEZY"[power - 1]}${binary ? "i" : ""}${bits ? "bit" : "B"}`;
  return `${sign}${numeral(rounded, options)} ${unit}`;
}

function digitsOf(options: FormatOptions): Intl.NumberFormatOptions | undefined {
  const { minimumFractionDigits, maximumFractionDigits } = options;
  if (minimumFractionDigits === undefined && maximumFractionDigits === undefined) return undefined;
  return {
    ...(minimumFractionDigits !== undefined && { minimumFractionDigits }),
    ...(maximumFractionDigits !== undefined && { maximumFractionDigits }),
  };
}

function numeral(amount: number, options: FormatOptions): string {
  const digits = digitsOf(options);
  const { locale } = options;
  if (typeof locale === "string" || Array.isArray(locale)) return amount.toLocaleString(locale, digits);
  return locale || digits ? amount.toLocaleString(undefined, digits) : String(amount);
}
