/**
 * What looks like a secret: the names and forms that recording takes out, and texts that look random.
 *
 * @module
 */
import { SECRET_ENDINGS, SECRET_NAMES, SECRET_TEXT_ENDINGS, SECRET_TEXT_NAMES } from "../../dump/secret_names.ts";
import { looksGenerated, type Rule, RULES, SUSPICION, UNNAMED_SUSPICION } from "../../dump/secret_rules.ts";

/**
 * Why something looks like a secret: its name is that of one, it has the form of one, or it looks random, which hashes
 * and identifiers do as well.
 */
export type Suspicion =
  | { readonly kind: "name" }
  | { readonly kind: "form"; readonly rule: string; readonly found: string }
  | { readonly kind: "random" };

/** Stands in a text where recording took a secret out. */
const REDACTED = "[redacted]";
/** Longest text that is searched, in UTF-16 units. */
const LONGEST = 1_000_000;
const RANDOM = /^[\w+/=.~-]{24,256}$/;
/** Names of what looks random and is no secret. */
const FINGERPRINT =
  /hash|digest|checksum|sha|md5|integrity|etag|fingerprint|uuid|guid|revision|commit|build|version|url|path|file|nonce|color|id$/i;
/** Bits a character from which on a text looks random. */
const RANDOM_BITS = 4;

const VALUE_NAMES: ReadonlySet<string> = new Set(SECRET_NAMES);
const TEXT_NAMES: ReadonlySet<string> = new Set(SECRET_TEXT_NAMES);
const SUSPICIOUS = new RegExp(SUSPICION);
const SUSPICIOUS_UNNAMED = new RegExp(UNNAMED_SUSPICION);
const COMPILED: readonly (Rule & { readonly expression: RegExp })[] = RULES.map((rule) => ({
  ...rule,
  expression: new RegExp(rule.pattern, `g${rule.flags ?? ""}`),
}));

/** UTF-16 units that are searched for forms, of texts that may hold some. */
const MOST_SEARCHED = 4_000_000;
/** A short text takes as long as one of so many units. */
const UNITS_PER_TEXT = 100;

/** What is left of what a search may take: nearly no text of a program may hold a secret, those of a hostile dump all. */
export class SearchRoom {
  #units = MOST_SEARCHED;

  /** Whether nothing is left. */
  get isFull(): boolean {
    return this.#units <= 0;
  }

  /** A text is searched. */
  take({ length }: string): void {
    this.#units -= UNITS_PER_TEXT + length;
  }
}

/** Whether a value under that name is a secret: any value, or only text; undefined when the name says nothing. */
export function secrecyOf(name: string): "value" | "text" | undefined {
  const normal = name.toLowerCase().replace(/[-_@$.# ]/g, "");
  if (VALUE_NAMES.has(normal) || SECRET_ENDINGS.some((ending) => normal.endsWith(ending))) return "value";
  if (TEXT_NAMES.has(normal) || SECRET_TEXT_ENDINGS.some((ending) => normal.endsWith(ending))) return "text";
  return undefined;
}

/** Why a text looks like a secret; undefined when it does not. */
export function suspect(text: string, name: string | undefined, room = new SearchRoom()): Suspicion | undefined {
  if (text === "" || text === REDACTED) return undefined;
  const [form] = secretForms(text, true, room);
  if (form !== undefined) return { kind: "form", ...form };
  if (name !== undefined && secrecyOf(name) !== undefined) return { kind: "name" };
  return looksRandom(text, name) ? { kind: "random" } : undefined;
}

/**
 * The secrets of known forms in a text.
 *
 * @param named Whether those that only the name before them tells, `token=…`, count: not in source code.
 */
export function secretForms(
  text: string,
  named: boolean,
  room = new SearchRoom(),
): { readonly rule: string; readonly found: string }[] {
  const searched = text.slice(0, LONGEST);
  if (!(named ? SUSPICIOUS : SUSPICIOUS_UNNAMED).test(searched)) return [];
  room.take(searched);
  return COMPILED.flatMap((rule) => rule.named === true && !named ? [] : matchesOf(rule, searched));
}

/** Lines of a source in which there may be a secret, from 1; the others, which are nearly all, are not made. */
export function* suspiciousLines(text: string): Generator<{ readonly number: number; readonly line: string }> {
  const expression = new RegExp(UNNAMED_SUSPICION, "gm");
  let number = 1;
  let counted = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    for (let end = text.indexOf("\n", counted); end >= 0 && end < match.index; end = text.indexOf("\n", counted)) {
      number++;
      counted = end + 1;
    }
    const end = text.indexOf("\n", match.index);
    yield { number, line: text.slice(counted, end < 0 ? text.length : end) };
    if (end < 0) return;
    // Not one before the end of the line, for the next line may begin there.
    expression.lastIndex = end + 1;
  }
}

function matchesOf(
  { name, expression, named, strict, test }: Rule & { readonly expression: RegExp },
  text: string,
): { readonly rule: string; readonly found: string }[] {
  const found: { rule: string; found: string }[] = [];
  for (const match of text.matchAll(expression)) {
    const secret = match.groups?.["secret"] ?? match[0];
    const secrecy = named === true ? secrecyOf(match.groups?.["name"] ?? "") : "value";
    const isWeak = strict === true &&
      (secrecyOf(secret) !== undefined || (secrecy === "text" && !looksGenerated(secret)));
    const counts = secrecy !== undefined && !isWeak;
    if (counts && secret !== REDACTED && (test === undefined || test(secret))) {
      found.push({ rule: name, found: secret });
    }
  }
  return found;
}

/** Whether a text is one word of mixed characters that repeat as seldom as those of keys do. */
function looksRandom(text: string, name: string | undefined): boolean {
  if (!RANDOM.test(text) || (name !== undefined && FINGERPRINT.test(name))) return false;
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return mixed && !/^[\w-]+(?:\.[\w-]+)+$/.test(text) && !text.startsWith("/") && entropy(text) >= RANDOM_BITS;
}

/** Bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const number of counts.values()) bits -= number / text.length * Math.log2(number / text.length);
  return bits;
}
