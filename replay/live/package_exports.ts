/**
 * The `exports` and `imports` of a package.json.
 *
 * @module
 */

/**
 * The target of a key, e.g. `./parse` or `#config`.
 *
 * @param targets The value of `exports` or `imports`.
 * @param conditions Those that hold.
 * @returns Undefined when the package does not give it out.
 */
export function packageTarget(targets: unknown, key: string, conditions: ReadonlySet<string>): string | undefined {
  const isMap = isRecord(targets) && Object.keys(targets).some((name) => /^[.#]/.test(name));
  if (!isMap) return key === "." ? pick(targets, "", conditions) : undefined;
  if (Object.hasOwn(targets, key)) return pick(targets[key], "", conditions);
  const patterns = Object.keys(targets).filter((name) => name.includes("*")).sort((a, b) => b.length - a.length);
  for (const pattern of patterns) {
    const [before = "", after = ""] = pattern.split("*");
    if (!key.startsWith(before) || !key.endsWith(after) || key.length < pattern.length) continue;
    return pick(targets[pattern], key.slice(before.length, key.length - after.length), conditions);
  }
  return undefined;
}

function pick(target: unknown, star: string, conditions: ReadonlySet<string>): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (Array.isArray(target)) return pick(target[0], star, conditions);
  if (!isRecord(target)) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    if (!conditions.has(condition)) continue;
    const found = pick(value, star, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
