/**
 * Moments on the screen.
 *
 * @module
 */

/** `2026-11-22 19:51:03 UTC`. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? "unknown time" : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `2026-11-22T19:51:03.250Z`, for JSON; null for a time that is not known. */
export function isoTime(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** "3 minutes ago", in the largest unit that is full; "just now" below a minute, nothing for the future. */
export function formatAge(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (!(minutes >= 0)) return "";
  if (minutes === 0) return "just now";
  for (
    const [unit, size] of [["year", 525_960], ["month", 43_830], ["day", 1440], ["hour", 60], ["minute", 1]] as const
  ) {
    const number = Math.floor(minutes / size);
    if (number > 0) return `${number} ${unit}${number === 1 ? "" : "s"} ago`;
  }
  return "";
}
