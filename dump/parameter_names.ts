/**
 * Reads the names that a function's parameters bind out of its text, JavaScript or TypeScript, without parsing more
 * than the parameter list.
 *
 * @module
 */

const SPACE = /(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/y;
const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const MODIFIER: ReadonlySet<string> = new Set(["public", "private", "protected", "readonly", "override"]);
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Longest parameter list that is read, in UTF-16 units. */
const MAX_LENGTH = 10_000;

/**
 * Names that the parameters of the function at `offset` bind, in order: `(a, { b, c: [d] = [] }, ...e)` binds
 * a, b, d and e. `offset` is where the parameter list begins: its parenthesis, or the only parameter of an arrow.
 * Undefined when there is no parameter list.
 */
export function parameterNames(text: string, offset: number): string[] | undefined {
  return new ParameterReader(withoutEscapes(text.slice(offset, offset + MAX_LENGTH))).read();
}

const DECLARATION =
  /^(?:export\s+(?:default\s+)?)?(?:(const|let|var)\s+|(?:async\s+)?(?:function\b\s*\*?|class\b)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*))/gmu;

/**
 * Names that the top level of a module declares, of a text whose top-level statements begin their line and end with
 * a semicolon, as a printer of JavaScript makes it. Imports are left out.
 */
export function declaredNames(text: string): string[] {
  const names = new Set<string>();
  const plain = withoutEscapes(text);
  for (const match of plain.matchAll(DECLARATION)) {
    if (match[2] !== undefined) names.add(match[2]);
    else if (match[1] !== undefined) {
      const start = match.index + match[0].length;
      for (const name of new ParameterReader(plain.slice(start, start + MAX_LENGTH)).readDeclarators()) names.add(name);
    }
  }
  return [...names];
}

/** Letters as they are instead of the escapes that Bun prints for them: `\\u{f6}` is ö. */
function withoutEscapes(text: string): string {
  if (!text.includes("\\u")) return text;
  return text.replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (escape, braced?: string, plain?: string) => {
    const code = parseInt(braced ?? plain!, 16);
    const letter = code <= 0x10ffff ? String.fromCodePoint(code) : "";
    return /^[\p{ID_Continue}]$/u.test(letter) ? letter : escape;
  });
}

class ParameterReader {
  readonly #text: string;
  readonly #names: string[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): string[] | undefined {
    this.#skipSpace();
    if (this.#peek() !== "(") return this.#readArrow();
    this.#at++;
    return this.#readList(")") ? this.#names : undefined;
  }

  /** Targets with their values, up to the semicolon. */
  readDeclarators(): readonly string[] {
    this.#readList(";");
    return this.#names;
  }

  #readArrow(): string[] | undefined {
    let name = this.#match(NAME);
    this.#skipSpace();
    if (name === "async") {
      if (this.#peek() === "(") return this.read();
      name = this.#match(NAME);
      this.#skipSpace();
    }
    return name !== "" && this.#text.startsWith("=>", this.#at) ? [name] : undefined;
  }

  /** Reads targets up to `close`, and says whether it came. */
  #readList(close: string): boolean {
    for (;;) {
      this.#skipSpace();
      const char = this.#peek();
      if (char === "") return false;
      if (char === close) {
        this.#at++;
        return true;
      }
      if (char === ",") this.#at++;
      else if (!(close === "}" ? this.#readProperty() : this.#readTarget())) return false;
    }
  }

  /** One target with its type and default: `name`, `...rest`, `[a, b]`, `{a, b: c}`. */
  #readTarget(): boolean {
    this.#skipSpace();
    if (this.#text.startsWith("...", this.#at)) {
      this.#at += 3;
      this.#skipSpace();
    }
    const char = this.#peek();
    if (char === "[" || char === "{") {
      this.#at++;
      return this.#readList(CLOSING[char]!) && this.#skipToEnd();
    }
    let name = this.#match(NAME);
    for (this.#skipSpace(); MODIFIER.has(name); this.#skipSpace()) {
      const next = this.#match(NAME);
      if (next === "") break;
      name = next;
    }
    if (name === "") return false;
    if (name !== "this") this.#names.push(name); // `this: Type` binds nothing
    return this.#skipToEnd();
  }

  /** One property of an object pattern: `a`, `a: target`, `[key]: target`, `...rest`. */
  #readProperty(): boolean {
    const start = this.#at;
    const char = this.#peek();
    if (char === "[") {
      this.#at++;
      if (!this.#skipBalanced("]")) return false;
    } else if (this.#match(STRING) === "" && this.#match(NAME) === "" && this.#match(/[\d.]+/y) === "") {
      return this.#readTarget();
    }
    this.#skipSpace();
    if (this.#peek() === ":") {
      this.#at++;
      return this.#readTarget();
    }
    this.#at = start;
    return this.#readTarget();
  }

  /** Skips a type and a default, up to the comma or bracket that ends the target. */
  #skipToEnd(): boolean {
    let angles = 0;
    for (;;) {
      this.#skipSpace();
      const char = this.#peek();
      if (char === "") return false;
      if (char === ")" || char === "]" || char === "}" || char === ";") return true;
      if (char === "," && angles === 0) return true;
      if (char === "<") angles++;
      if (char === ">" && this.#text[this.#at - 1] !== "=") angles = Math.max(0, angles - 1);
      if (char === "=" && this.#text[this.#at + 1] !== ">") angles = 0;
      if (!this.#skipToken(char)) return false;
    }
  }

  #skipToken(char: string): boolean {
    const close = CLOSING[char];
    if (close !== undefined) {
      this.#at++;
      return this.#skipBalanced(close);
    }
    if (char === "`") return this.#skipTemplate();
    if (this.#match(STRING) === "" && this.#match(NAME) === "") this.#at++;
    return true;
  }

  #skipBalanced(close: string): boolean {
    for (;;) {
      this.#skipSpace();
      const char = this.#peek();
      if (char === "") return false;
      if (char === close) {
        this.#at++;
        return true;
      }
      if (!this.#skipToken(char)) return false;
    }
  }

  #skipTemplate(): boolean {
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#peek();
      if (char === "\\") this.#at++;
      else if (char === "$" && this.#text[this.#at + 1] === "{") {
        this.#at += 2;
        if (!this.#skipBalanced("}")) return false;
        this.#at--;
      } else if (char === "`") {
        this.#at++;
        return true;
      }
    }
    return false;
  }

  #skipSpace(): void {
    this.#match(SPACE);
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }
}
