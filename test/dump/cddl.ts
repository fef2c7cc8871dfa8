/**
 * Enough of CDDL (RFC 8610) to check decoded CBOR against docs/format.md.
 *
 * @module
 */
import { decode, Tagged } from "cborg";

/** A type of the schema. */
type Type =
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "literal"; readonly value: string | number }
  | { readonly is: "range"; readonly low: number; readonly high: number }
  | { readonly is: "choice"; readonly of: readonly Type[] }
  | { readonly is: "array" | "map"; readonly entries: readonly Entry[] }
  | { readonly is: "tag"; readonly tag: number; readonly type: Type }
  | { readonly is: "cbor"; readonly type: Type };

interface Entry {
  readonly occurs: "1" | "?" | "*";
  readonly key?: Type;
  readonly type: Type;
}

const TOKEN = /\s+|;[^\n]*|(?<token>"[^"]*"|#6\.\d+|\.cbor|\.\.|=>|\d+|[A-Za-z][\w-]*|[=:/,?*[\]{}()])/gy;

/** Decodes CBOR strictly, with an unrelated library; maps stay maps, tags stay tags. */
export function decodeStrictly(bytes: Uint8Array): unknown {
  return decode(bytes, {
    useMaps: true,
    rejectDuplicateMapKeys: true,
    allowIndefinite: false,
    tags: Tagged.preserve(24, 55799),
  });
}

/** A CDDL schema. */
export class Schema {
  readonly rules = new Map<string, Type>();
  /** Names of the rules that have matched something. */
  readonly matched = new Set<string>();
  readonly #tokens: string[] = [];

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (match === null) throw new SyntaxError(`Cannot read the CDDL at ${text.slice(at, at + 40)}`);
      if (match.groups!.token !== undefined) this.#tokens.push(match.groups!.token);
    }
    while (this.#tokens.length > 0) {
      const name = this.#next();
      this.#expect("=");
      this.rules.set(name, this.#type());
    }
  }

  /** What keeps decoded CBOR from matching a rule: a path and what was expected there; undefined if it matches. */
  mismatch(rule: string, value: unknown): string | undefined {
    return this.#check({ is: "name", name: rule }, value, rule);
  }

  #next(): string {
    const token = this.#tokens.shift();
    if (token === undefined) throw new SyntaxError("The CDDL ends too early");
    return token;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) throw new SyntaxError(`The CDDL has ${found} where ${token} should be`);
  }

  #type(): Type {
    const of = [this.#single()];
    while (this.#tokens[0] === "/") {
      this.#next();
      of.push(this.#single());
    }
    return of.length === 1 ? of[0]! : { is: "choice", of };
  }

  #single(): Type {
    const token = this.#next();
    if (token === "(") {
      const type = this.#type();
      this.#expect(")");
      return type;
    }
    if (token === "[") return { is: "array", entries: this.#entries("]") };
    if (token === "{") return { is: "map", entries: this.#entries("}") };
    if (token.startsWith("#6.")) {
      this.#expect("(");
      const type = this.#type();
      this.#expect(")");
      return { is: "tag", tag: Number(token.slice(3)), type };
    }
    if (token.startsWith('"')) return { is: "literal", value: token.slice(1, -1) };
    if (/^\d/.test(token)) {
      if (this.#tokens[0] !== "..") return { is: "literal", value: Number(token) };
      this.#next();
      return { is: "range", low: Number(token), high: Number(this.#next()) };
    }
    if (this.#tokens[0] !== ".cbor") return { is: "name", name: token };
    this.#next();
    return { is: "cbor", type: { is: "name", name: this.#next() } };
  }

  #entries(end: string): Entry[] {
    const entries: Entry[] = [];
    while (this.#tokens[0] !== end) {
      const token = this.#tokens[0]!;
      const occurs = token === "?" || token === "*" ? token : "1";
      if (occurs !== "1") this.#next();
      if (this.#tokens[1] === ":") {
        const value = this.#next().replaceAll('"', "");
        this.#next();
        entries.push({ occurs, key: { is: "literal", value }, type: this.#type() });
      } else {
        const type = this.#type();
        if (this.#tokens[0] === "=>") {
          this.#next();
          entries.push({ occurs, key: type, type: this.#type() });
        } else {
          entries.push({ occurs, type });
        }
      }
      if (this.#tokens[0] === ",") this.#next();
    }
    this.#next();
    return entries;
  }

  #check(type: Type, value: unknown, path: string): string | undefined {
    switch (type.is) {
      case "name": {
        const rule = this.rules.get(type.name);
        const wrong = rule === undefined ? checkPrelude(type.name, value, path) : this.#check(rule, value, path);
        if (wrong === undefined) this.matched.add(type.name);
        return wrong;
      }
      case "literal":
        return value === type.value ? undefined : `${path} is not ${type.value}`;
      case "range":
        return isWhole(value) && value >= type.low && value <= type.high ? undefined : `${path} is out of range`;
      case "choice": {
        const wrong = type.of.map((choice) => this.#check(choice, value, path));
        return wrong.includes(undefined) ? undefined : wrong.join(" and ");
      }
      case "tag":
        if (!(value instanceof Tagged) || value.tag !== type.tag) return `${path} has not tag ${type.tag}`;
        return this.#check(type.type, value.value, path);
      case "cbor":
        if (!(value instanceof Uint8Array)) return `${path} is not a byte string`;
        return this.#check(type.type, decodeStrictly(value), path);
      case "array":
        return Array.isArray(value) ? this.#checkArray(type.entries, value, path) : `${path} is not an array`;
      case "map":
        return value instanceof Map ? this.#checkMap(type.entries, value, path) : `${path} is not a map`;
    }
  }

  #checkArray(entries: readonly Entry[], items: readonly unknown[], path: string): string | undefined {
    let at = 0;
    for (const { occurs, type } of entries) {
      const wrong = (): string | undefined =>
        at < items.length ? this.#check(type, items[at], `${path}[${at}]`) : `${path}[${at}] is missing`;
      if (occurs === "*") { while (at < items.length && wrong() === undefined) at++; }
      else if (occurs === "?") at += wrong() === undefined ? 1 : 0;
      else {
        const problem = wrong();
        if (problem !== undefined) return problem;
        at++;
      }
      if (occurs === "*" && entries.at(-1)!.type === type && at < items.length) return wrong();
    }
    return at === items.length ? undefined : `${path}[${at}] is one item too many`;
  }

  #checkMap(entries: readonly Entry[], map: ReadonlyMap<unknown, unknown>, path: string): string | undefined {
    const rest = new Set(map.keys());
    for (const { occurs, key, type } of entries) {
      if (key!.is === "literal") {
        const name = key!.value;
        if (!rest.delete(name)) {
          if (occurs === "1") return `${path}.${name} is missing`;
          continue;
        }
        const wrong = this.#check(type, map.get(name), `${path}.${name}`);
        if (wrong !== undefined) return wrong;
        continue;
      }
      for (const name of rest) {
        if (this.#check(key!, name, path) !== undefined) continue;
        const wrong = this.#check(type, map.get(name), `${path}.${String(name)}`);
        if (wrong !== undefined) return wrong;
        rest.delete(name);
      }
    }
    return rest.size === 0 ? undefined : `${path}.${String([...rest][0])} is not in the schema`;
  }
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

function checkPrelude(name: string, value: unknown, path: string): string | undefined {
  const isIt = {
    any: true,
    tstr: typeof value === "string",
    bstr: value instanceof Uint8Array,
    bool: typeof value === "boolean",
    nil: value === null,
    undefined: value === undefined,
    uint: isWhole(value) && value >= 0,
    nint: isWhole(value) && value < 0,
    float: typeof value === "number",
  }[name];
  if (isIt === undefined) throw new SyntaxError(`The CDDL has no rule ${name}`);
  return isIt ? undefined : `${path} is not ${name}`;
}
