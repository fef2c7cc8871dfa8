/**
 * Finds what a mistyped name may have meant.
 *
 * @module
 */

/** The name that differs least, if it differs by no more than one letter in three; the first of equals. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let limit = Math.floor(name.length / 3);
  let found: string | undefined;
  for (const candidate of names) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const distance = distanceBetween(name.toLowerCase(), candidate.toLowerCase());
    if (distance < limit || (distance === limit && found === undefined)) {
      limit = distance;
      found = candidate;
    }
  }
  return found;
}

/** Letters to insert, delete, replace or swap with their neighbour. */
function distanceBetween(a: string, b: string): number {
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? previous[j - 2]! + 1 : Infinity;
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1, swap));
    }
    [previous, row] = [row, next];
  }
  return row[b.length]!;
}
