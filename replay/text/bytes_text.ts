/**
 * Sizes on the screen.
 *
 * @module
 */

/** "512 bytes", "1.5 kB", "12 MB". */
export function bytes(size: number): string {
  if (size < 1000) return `${size} byte${size === 1 ? "" : "s"}`;
  const [unit, divisor] = size < 999_500 ? ["kB", 1e3] : size < 999_500_000 ? ["MB", 1e6] : ["GB", 1e9];
  const number = size / (divisor as number);
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${unit}`;
}
