/**
 * What never reaches the bytes of a dump: values with the names of secrets, and text in the form of secrets.
 *
 * Redaction is a net with meshes: it finds the usual names and forms, not every secret.
 *
 * @module
 */
import { SECRET_ENDINGS, SECRET_NAMES, SECRET_TEXT_ENDINGS, SECRET_TEXT_NAMES } from "../dump/secret_names.ts";
import { anyCase, CODE_SUSPICION, LITERAL, looksGenerated, type Rule, RULES, SUSPICION } from "../dump/secret_rules.ts";
import { endsWith, exec, SafeMap, SafeSet, slice, toLowerCase } from "./describe/safe.ts";

/** What a name says of its value: nothing of it may be kept but the keys of a plain object, or no text. */
export type Secrecy = "value" | "text";

/** Decides what is taken out. */
export interface Redactor {
  /** What the name of a variable, a property or a header says of its value; undefined if nothing. */
  name(name: string): Secrecy | undefined;
  /** The text with {@linkcode REDACTED} in place of what looks like a secret; undefined if nothing does. */
  text(text: string): string | undefined;
  /**
   * The text of code with an asterisk for each character of what has the form of a secret, and of a literal under the
   * name of one, so that all else stays in its place; undefined if there is none.
   */
  code(text: string): string | undefined;
  /** How often each rule of form has taken something out, by its name. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Options of {@linkcode createRedactor}. */
export interface RedactOptions {
  /**
   * More names of secrets; spelling and case as of the built-in ones do not matter.
   *
   * @default {[]}
   */
  readonly add?: readonly string[];
  /**
   * Names that are not of secrets in this program, against the built-in ones.
   *
   * @default {[]}
   */
  readonly exclude?: readonly string[];
  /**
   * Environment variables. Values of more than 8 UTF-16 units under the name of a secret are taken out of every text.
   *
   * @default {{}}
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Stands in a text where a secret was. */
export const REDACTED = "[redacted]";

/** Shortest text that may hold a secret of a known form: `a://b:c@d`. */
export const SHORTEST_SECRET = 6;

/** Below this length, a text holds no secret but one that is assigned or stands in a URL. */
const SHORT_TEXT = 12;
const SHORT_SUSPICION = "[=@]|: ";

/** Longest value of the environment that is not looked for in texts. */
const MAX_SHORT_VALUE = 8;

/** Environment variables whose names look like those of passwords: the working directory, now and before. */
const NO_SECRETS = ["PWD", "OLDPWD"];

interface CompiledRule extends Rule {
  readonly expression: RegExp;
}

/** Makes a redactor. */
export function createRedactor({ add = [], exclude = [], env = {} }: RedactOptions = {}): Redactor {
  const names = new SafeMap<string, Secrecy>();
  for (const name of SECRET_TEXT_NAMES) names.set(name, "text");
  for (const name of SECRET_NAMES) names.set(name, "value");
  for (const name of add) names.set(normalize(name), "value");
  const excluded = new SafeSet<string>();
  for (const name of exclude) excluded.add(normalize(name));

  const nameOf = (name: string): Secrecy | undefined => {
    const normal = normalize(name);
    if (excluded.has(normal)) return undefined;
    const secrecy = names.get(normal);
    if (secrecy !== undefined) return secrecy;
    for (let at = 0; at < SECRET_ENDINGS.length; at++) if (endsWith(normal, SECRET_ENDINGS[at]!)) return "value";
    for (let at = 0; at < SECRET_TEXT_ENDINGS.length; at++) {
      if (endsWith(normal, SECRET_TEXT_ENDINGS[at]!)) return "text";
    }
    return undefined;
  };

  const values = secretValues(env, nameOf);
  const more: string[] = [];
  for (const name of add) more.push(anyCase(name));
  const suspicion = new RegExp([SUSPICION, ...more, ...values].join("|"));
  const shortSuspicion = new RegExp([SHORT_SUSPICION, ...values].join("|"));
  const rules: CompiledRule[] = [
    ...values.length === 0 ? [] : [{ name: "environment", pattern: values.join("|") }],
    ...RULES,
  ].map(compile);
  const literals = [compile(LITERAL)];
  const counts = new SafeMap<string, number>();

  const applyRules = (some: readonly CompiledRule[], text: string, replace: (secret: string) => string) => {
    let result = text;
    for (let at = 0; at < some.length; at++) {
      const rule = some[at]!;
      const cleaned = applyRule(rule, result, nameOf, replace);
      if (cleaned === undefined) continue;
      counts.set(rule.name, (counts.get(rule.name) ?? 0) + 1);
      result = cleaned;
    }
    return result === text ? undefined : result;
  };

  const codeRules: CompiledRule[] = [];
  for (let at = 0; at < rules.length; at++) {
    const { named, inCode } = rules[at]!;
    const rule = inCode === undefined ? rules[at]! : { ...rules[at]!, expression: new RegExp(inCode, "gd") };
    if (named !== true) codeRules[codeRules.length] = rule;
  }
  const codeSuspicion = new RegExp([CODE_SUSPICION, ...values].join("|"));
  const codeOf = (text: string): string | undefined => {
    const formless = exec(codeSuspicion, text) === null ? undefined : applyRules(codeRules, text, asterisks);
    return applyRules(literals, formless ?? text, asterisks) ?? formless;
  };

  const textOf = (text: string): string | undefined => {
    if (text.length < SHORTEST_SECRET || exec(text.length < SHORT_TEXT ? shortSuspicion : suspicion, text) === null) {
      return undefined;
    }
    return applyRules(rules, text, redacted);
  };

  return { name: nameOf, text: textOf, code: codeOf, counts };
}

function compile(rule: Rule): CompiledRule {
  return { ...rule, expression: new RegExp(rule.pattern, `gd${rule.flags ?? ""}`) };
}

/** Takes out what a rule finds; undefined if it finds nothing. */
function applyRule(
  rule: CompiledRule,
  text: string,
  nameOf: (name: string) => Secrecy | undefined,
  replace: (secret: string) => string,
): string | undefined {
  const { expression, named, strict, test } = rule;
  let result: string | undefined;
  let kept = 0;
  expression.lastIndex = 0;
  for (let found = exec(expression, text); found !== null; found = exec(expression, text)) {
    const { groups, indices } = found;
    const range = indices?.groups?.["secret"] ?? indices![0]!;
    const start = range[0];
    const end = range[1];
    const secrecy = named === true ? nameOf(groups!["name"]!) : undefined;
    const secret = slice(text, start, end);
    if (named === true) {
      const isWeak = strict === true && secrecy === "text" && !looksGenerated(secret);
      // What stands after a name may be the name of another: an enumeration, a header.
      if (secrecy === undefined || isWeak || (strict === true && nameOf(secret) !== undefined)) {
        // The value may begin another name: a=b=c.
        expression.lastIndex = start;
        continue;
      }
    }
    if (secret === REDACTED || (test !== undefined && !test(secret))) continue;
    result = (result ?? "") + slice(text, kept, start) + replace(secret);
    kept = end;
  }
  return result === undefined ? undefined : result + slice(text, kept);
}

function redacted(): string {
  return REDACTED;
}

/** As long as what they stand for, in as many lines. */
function asterisks(secret: string): string {
  let text = "";
  for (let at = 0; at < secret.length; at++) text += secret[at] === "\n" || secret[at] === "\r" ? secret[at] : "*";
  return text;
}

/** A name as it is compared. */
function normalize(name: string): string {
  const lower = toLowerCase(name);
  let normal = "";
  for (let at = 0; at < lower.length; at++) {
    const unit = lower[at]!;
    if (unit !== "-" && unit !== "_" && unit !== "@" && unit !== "$" && unit !== "." && unit !== "#" && unit !== " ") {
      normal += unit;
    }
  }
  return normal;
}

/** Sources of regular expressions for the secrets of the environment, the longest first. */
function secretValues(
  env: Readonly<Record<string, string | undefined>>,
  nameOf: (name: string) => Secrecy | undefined,
): readonly string[] {
  const values: string[] = [];
  for (const name of Object.keys(env)) {
    const value = env[name];
    if (value === undefined || value.length <= MAX_SHORT_VALUE || NO_SECRETS.includes(name)) continue;
    if (nameOf(name) !== undefined) values.push(value);
  }
  return values.sort((left, right) => right.length - left.length).map((value) =>
    value.replaceAll(/[^\w]/g, escapeUnit)
  );
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
