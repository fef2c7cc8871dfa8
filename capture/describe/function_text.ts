/**
 * What the text of a function tells.
 *
 * @module
 */
import { codeUnit, endsWith, exec, SafeSet, startsWith, uncurry } from "./safe.ts";

/** The text of a function that is not a proxy. */
export const functionText: (value: unknown) => string = uncurry(Function.prototype.toString);

/** Whether it is the text of a class. */
export function isClassText(text: string): boolean {
  return startsWith(text, "class") && !isWordUnit(codeUnit(text, 5));
}

/** Whether it is the text of a function that has none: `function map() { [native code] }`. */
export function isNativeText(text: string): boolean {
  return endsWith(text, "[native code] }") || endsWith(text, "[native code]\n}");
}

/** Whether it seems to be the text of a platform class that the runtime has written in JavaScript. */
export function isRuntimeText(text: string): boolean {
  return exec(/\bwebidl\b|\bassertBranded\(this|\bERR_[A-Z_]{8,}|\bErrorCaptureStackTrace\b/, text) !== null;
}

/** The name in the text of a class; empty when it has none. */
export function classNameIn(text: string): string {
  const name = exec(/^class\s+([^\s{]+)/, text)?.[1];
  return name === undefined || name === "extends" ? "" : name;
}

/** Names of the private fields that the text of a class seems to declare, each once; methods are not among them. */
export function privateFieldsIn(text: string): readonly string[] {
  const field = /(?:^|[;{}\n]|\*\/)\s*(#[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)\s*(?=[=;}\n])/gu;
  const names = new SafeSet<string>();
  const list: string[] = [];
  for (let found = exec(field, text); found !== null; found = exec(field, text)) {
    const name = found[1]!;
    if (!names.has(name)) list[list.length] = name;
    names.add(name);
  }
  return list;
}

/** Whether a UTF-16 unit can go on a name: `class` is a keyword only if none follows. */
function isWordUnit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 36 ||
    unit === 95 || unit > 127;
}

/** The kind of a function that is not native. `name` is its own `name`. */
export function functionKind(
  text: string,
  name: string,
): "function" | "arrow" | "method" | "getter" | "setter" | "class" {
  if (isClassText(text)) return "class";
  if (exec(/^(?:async\s+)?function\b/, text) !== null) return "function";
  // `async(x) {}` is a method of that name, `async (x) => x` is an arrow.
  const parenthesis = exec(/^(async\b\s*)?\(/, text);
  if (parenthesis !== null) return parenthesis[1] !== undefined && name === "async" ? "method" : "arrow";
  if (exec(/^(?:async\s+)?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*\s*=>/u, text) !== null) return "arrow";
  if (exec(/^get\s+[^\s(]/, text) !== null) return "getter";
  if (exec(/^set\s+[^\s(]/, text) !== null) return "setter";
  return "method";
}
