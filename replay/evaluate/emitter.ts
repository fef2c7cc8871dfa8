/**
 * What rewritten code looks like.
 *
 * @module
 */
import type {
  AnyNode,
  BinaryExpression,
  Identifier,
  MemberExpression,
  Node,
  Statement,
  VariableDeclaration,
} from "acorn";
import { Edits, type Kept, type Rendered } from "./edits.ts";
import { namesIn } from "./syntax_tree.ts";

/** Writes the pieces of rewritten code over the text. A piece must be written before those inside it. */
export class Emitter {
  /** The name by which the code calls its helpers. */
  readonly helpers: string;
  readonly #code: string;
  readonly #edits: Edits;
  /** The name of the completion value. */
  readonly #value: string;

  constructor(code: string) {
    this.#code = code;
    this.#edits = new Edits(code);
    this.helpers = freshName("$kt", code);
    this.#value = freshName("$value", code);
  }

  /** A statement of the top as it is rewritten by now. */
  statement({ start, end }: Node): Rendered {
    return this.#edits.render(start, end);
  }

  /** The whole: `(helpers, scope) => () => {value}`. */
  program(statements: readonly Rendered[], isAsync: boolean): Rendered {
    const scope = freshName("$scope", this.#code);
    let text = `(function (${this.helpers}, ${scope}) { with (${scope}) { return ${isAsync ? "async " : ""}() => ` +
      `{ "use strict"; let ${this.#value};\n`;
    const kept: Kept[] = [];
    for (const statement of statements) {
      for (const piece of statement.kept) kept.push({ ...piece, at: text.length + piece.at });
      text += `${statement.text};\n`;
    }
    return { text: `${text}return { value: ${this.#value} }; }; } })`, kept };
  }

  /** `class A {}` → `(A = class A {})` */
  namedClass({ start, end }: Node, name: string): void {
    this.#edits.wrap(start, end, `(${name} = `, ")");
  }

  /** `function f() {}` → `f = function () {}`: without a name of its own, so that `f` in it is what it stands for now. */
  namedFunction({ start }: Node, id: Identifier): void {
    this.#edits.insertBefore(start, `${id.name} = `);
    this.#edits.replace(id.start, id.end, "");
  }

  /** `let {a} = x, b;` → `void (({a} = x), (b = void 0));` */
  assignments(declaration: VariableDeclaration, kind: "var" | "let" | "const", inHead: boolean): void {
    const { start, end, declarations } = declaration;
    this.#edits.replace(start, start + kind.length, "void (");
    if (inHead) this.#edits.insertAfter(end, ")");
    else this.#close(start, end);
    for (const { start, end, id, init } of declarations) {
      if (init) this.#edits.wrap(start, end, "(", ")");
      else this.#edits.replace(start, end, kind === "var" ? "0" : `(${namesIn(id).join()} = void 0)`);
    }
  }

  /** `for (var x of …)` → `for ((x) of …)` */
  target({ start, declarations }: VariableDeclaration): void {
    const { id } = declarations[0]!;
    this.#edits.replace(start, start + "var".length, "");
    if (id.type === "Identifier") this.#edits.wrap(id.start, id.end, "(", ")");
  }

  /** `x => x;` → `value = (0, x => x);`, where the comma keeps a function without a name from getting ours. */
  keepValue({ start, end }: Node): void {
    this.#edits.insertBefore(start, `${this.#value} = (0, `);
    this.#close(start, end);
  }

  /** A compound statement whose parts all stay silent has the value `undefined`. */
  forgetValues(statements: readonly AnyNode[]): void {
    for (const { type, start } of statements) {
      if (/^(If|For|ForIn|ForOf|While|DoWhile|Switch|Try)Statement$/.test(type)) {
        this.#edits.insertBefore(start, `${this.#value} = void 0; `);
      }
    }
  }

  /** `f(…)` → `helpers.callee(f, "f")(…)` */
  withoutReceiver({ start, end, name }: Identifier, optional: boolean): void {
    this.#edits.wrap(start, end, `${this.helpers}.callee(`, `, ${JSON.stringify(name)}${optional ? ", true" : ""})`);
  }

  /** `this` → `helpers.receiver` */
  receiver({ start, end }: Node): void {
    this.#edits.replace(start, end, `${this.helpers}.receiver`);
  }

  /** `import(specifier)` → `helpers.importModule(specifier)` */
  importExpression({ start }: Node): void {
    this.#edits.replace(start, start + "import".length, `${this.helpers}.importModule`);
  }

  /** `typeof name` → `helpers.typeOf(() => name)` */
  typeOf({ start, end }: Node, name: string): void {
    this.#edits.replace(start, end, `${this.helpers}.typeOf(() => ${name})`);
  }

  /** `object?.#name` → `helpers.field(object, "#name", true)?.value` */
  privateRead({ start, property, optional }: MemberExpression, kind: "field" | "method"): void {
    const name = JSON.stringify(this.#code.slice(property.start, property.end));
    const dot = this.#code.lastIndexOf(optional ? "?." : ".", property.start);
    this.#edits.insertBefore(start, `${this.helpers}.${kind}(`);
    this.#edits.replace(dot, property.end, `, ${name}${optional ? ", true)?" : ")"}.value`);
  }

  /** `#name in object` → `helpers.hasField("#name", object)` */
  hasPrivate({ left, start, end }: BinaryExpression): void {
    const name = JSON.stringify(this.#code.slice(left.start, left.end));
    this.#edits.wrap(start, end, `${this.helpers}.hasField(${name}, `, ")");
    this.#edits.replace(left.start, this.#code.indexOf("in", left.end) + "in".length, "");
  }

  /** Has a loop look whether it is to stop, in its test. */
  guardTest({ start, end }: Node): void {
    this.#edits.wrap(start, end, `${this.helpers}.guard() && (`, ")");
  }

  /** The same at the beginning of a loop's or a function's body. */
  guardBody({ type, start, end }: Statement): void {
    if (type === "BlockStatement") this.#edits.insertBefore(start + 1, `${this.helpers}.guard(); `);
    else this.#edits.wrap(start, end, `{ ${this.helpers}.guard(); `, " }");
  }

  /** The same for an arrow function without braces. */
  guardExpression({ start, end }: Node): void {
    this.#edits.wrap(start, end, `(${this.helpers}.guard(), `, ")");
  }

  /** Puts a parenthesis at the end of a statement, before its semicolon, and a semicolon if it has none. */
  #close(start: number, end: number): void {
    const terminated = end > start && this.#code[end - 1] === ";";
    this.#edits.insertAfter(terminated ? end - 1 : end, terminated ? ")" : ");");
  }
}

/** A name that a text does not use. */
function freshName(stem: string, text: string): string {
  let name = stem;
  for (let n = 1; text.includes(name); n++) name = `${stem}${n}`;
  return name;
}
