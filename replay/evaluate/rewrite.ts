/**
 * Syntax tree → what is really run.
 *
 * @module
 */
import type {
  AnyNode,
  BinaryExpression,
  Class,
  Expression,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Function as FunctionNode,
  MemberExpression,
  Node,
  Statement,
  VariableDeclaration,
} from "acorn";
import { Edits } from "./edits.ts";
import type { OverlayKind } from "./overlay.ts";
import type { Parsed } from "./parse.ts";
import { childrenOf, namesIn, privateNamesOf } from "./syntax_tree.ts";

/** The code of an evaluation. */
export interface Rewritten {
  /** Source of `(helpers, scope) => () => {value}`; the inner function is async when `async` is set. */
  readonly code: string;
  /** The name by which the code calls its helpers; the scope must not answer for it. */
  readonly helpers: string;
  readonly async: boolean;
  /** Names that the text declares at its top or hoists to it. */
  readonly declared: ReadonlyMap<string, OverlayKind>;
  /** Whether it has loops or functions, which may run for ever. */
  readonly repeats: boolean;
}

/** Where in the text a node is. */
interface Place {
  /** Inside no function: statements have a completion value, and `var` belongs to the top. */
  readonly top: boolean;
  /** `this` is the frame's. */
  readonly frameThis: boolean;
  /** The value of statements does not count: in a `finally` block. */
  readonly silent: boolean;
  /** Private names that the classes around it declare. */
  readonly privateNames: ReadonlySet<string>;
}

/**
 * Rewrites a text so that it runs as a function body in a `with` whose object answers for every name:
 *
 * - declarations at the top become assignments, which reach that object, so they outlive the text;
 * - the value of the last expression statement is kept, as `eval` would have it;
 * - `this` becomes the receiver of the frame;
 * - a call `f()` loses the receiver that `with` would give it, and `typeof f` does not throw;
 * - `order.#secret` outside its class asks for the recorded field;
 * - loops and functions first ask whether they are to stop.
 *
 * @throws {ExpressionError} If it imports or exports.
 */
export function rewrite(parsed: Parsed): Rewritten {
  return new Rewriter(parsed).run();
}

class Rewriter {
  readonly #parsed: Parsed;
  readonly #edits: Edits;
  readonly #helpers: string;
  readonly #value: string;
  readonly #declared = new Map<string, OverlayKind>();
  #async = false;
  #repeats = false;

  constructor(parsed: Parsed) {
    this.#parsed = parsed;
    this.#edits = new Edits(parsed.code);
    this.#helpers = freshName("$kt", parsed.code);
    this.#value = freshName("$value", parsed.code);
  }

  run(): Rewritten {
    const hoisted: string[] = [];
    const body: string[] = [];
    const place: Place = { top: true, frameThis: true, silent: false, privateNames: new Set() };
    this.#forgetValues(this.#parsed.program.body);
    for (const statement of this.#parsed.program.body) {
      this.#declareAtTop(statement);
      this.#visit(statement, place);
      const text = `${this.#edits.render(statement.start, statement.end)};\n`;
      (statement.type === "FunctionDeclaration" ? hoisted : body).push(text);
    }
    const scope = freshName("$scope", this.#parsed.code);
    const inner = `${this.#async ? "async " : ""}() => { "use strict"; let ${this.#value};\n` +
      `${hoisted.join("")}${body.join("")}return { value: ${this.#value} }; }`;
    return {
      code: `(function (${this.#helpers}, ${scope}) { with (${scope}) { return ${inner}; } })`,
      helpers: this.#helpers,
      async: this.#async,
      declared: this.#declared,
      repeats: this.#repeats,
    };
  }

  /** `let`, `const`, `class` and `function` of the text itself; `var` is hoisted from wherever it stands. */
  #declareAtTop(node: AnyNode): void {
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "let" || node.kind === "const") this.#assign(node, node.kind);
        break;
      case "ClassDeclaration":
        if (!node.id) break;
        this.#declared.set(node.id.name, "class");
        this.#edits.wrap(node.start, node.end, `(${node.id.name} = `, ")");
        break;
      case "FunctionDeclaration":
        if (!node.id) break;
        // Without a name of its own, so that calls in it find what the name stands for now.
        this.#declared.set(node.id.name, "function");
        this.#edits.insertBefore(node.start, `${node.id.name} = `);
        this.#edits.replace(node.id.start, node.id.end, "");
    }
  }

  #visit(node: AnyNode, place: Place): void {
    switch (node.type) {
      case "ExpressionStatement":
        if (place.top && !place.silent) this.#keepValue(node);
        break;
      case "BlockStatement":
      case "Program":
        if (place.top && !place.silent) this.#forgetValues(node.body as Statement[]);
        break;
      case "SwitchCase":
        if (place.top && !place.silent) this.#forgetValues(node.consequent);
        break;
      case "TryStatement":
        for (const part of [node.block, node.handler]) if (part) this.#visit(part, place);
        if (node.finalizer) this.#visit(node.finalizer, { ...place, silent: true });
        return;
      case "VariableDeclaration":
        if (place.top && node.kind === "var") this.#assign(node, "var");
        break;
      case "ForStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        this.#guardTest(node.test ?? null, node);
        if (node.type === "ForStatement" && this.#visitHead(node, node.init, place)) return;
        break;
      case "ForInStatement":
      case "ForOfStatement":
        if (node.type === "ForOfStatement" && node.await && place.top) this.#async = true;
        this.#guardBlock(node.body);
        if (this.#visitHead(node, node.left, place)) return;
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return this.#visitFunction(node, place);
      case "ClassDeclaration":
      case "ClassExpression":
        return this.#visitClass(node, place);
      case "ThisExpression":
        if (place.frameThis) this.#edits.replace(node.start, node.end, `${this.#helpers}.receiver`);
        break;
      case "AwaitExpression":
        if (place.top) this.#async = true;
        break;
      case "CallExpression":
        if (node.callee.type === "Identifier") this.#withoutReceiver(node.callee, node.optional);
        if (this.#isForeign(node.callee, place)) {
          return this.#visitPrivate(node.callee, place, "method", node.arguments);
        }
        break;
      case "TaggedTemplateExpression":
        if (node.tag.type === "Identifier") this.#withoutReceiver(node.tag, false);
        if (this.#isForeign(node.tag, place)) return this.#visitPrivate(node.tag, place, "method", [node.quasi]);
        break;
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier") {
          this.#edits.replace(node.start, node.end, `${this.#helpers}.typeOf(() => ${node.argument.name})`);
          return;
        }
        break;
      case "MemberExpression":
        if (this.#isForeign(node, place)) return this.#visitPrivate(node, place, "field", []);
        break;
      case "BinaryExpression":
        if (node.left.type === "PrivateIdentifier" && !place.privateNames.has(node.left.name)) this.#hasPrivate(node);
        break;
      case "ImportExpression":
      case "ImportDeclaration":
        throw this.#parsed.fault("Cannot import: a dead process loads no modules", node);
      case "MetaProperty":
        if (node.meta.name !== "import") break;
        throw this.#parsed.fault("Cannot use import.meta: the prompt is no module", node);
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration":
      case "ExportAllDeclaration":
        throw this.#parsed.fault("Cannot export: the prompt is no module", node);
    }
    for (const child of childrenOf(node)) this.#visit(child, place);
  }

  #visitFunction(node: FunctionNode & AnyNode, place: Place): void {
    this.#repeats = true;
    const frameThis = node.type === "ArrowFunctionExpression" && place.frameThis;
    const inside: Place = { ...place, top: false, frameThis };
    if (node.body.type === "BlockStatement") this.#edits.insertBefore(node.body.start + 1, this.#guard("; "));
    else this.#edits.wrap(node.body.start, node.body.end, `(${this.#guard(", ")}`, ")");
    for (const child of [...node.params, node.body]) this.#visit(child, inside);
  }

  #visitClass(node: Class, place: Place): void {
    if (node.superClass) this.#visit(node.superClass, place);
    const names = new Set([...place.privateNames, ...privateNamesOf(node)]);
    const outside: Place = { ...place, privateNames: names };
    const inside: Place = { top: false, frameThis: false, silent: false, privateNames: names };
    for (const member of node.body.body) {
      if (member.type === "StaticBlock") {
        for (const statement of member.body) this.#visit(statement, inside);
        continue;
      }
      if (member.computed) this.#visit(member.key as AnyNode, outside);
      if (member.value) this.#visit(member.value as AnyNode, inside);
    }
  }

  /** A loop whose head declares a `var` of the top: the head becomes an assignment. */
  #visitHead(
    loop: ForStatement | ForInStatement | ForOfStatement,
    head: Node | null | undefined,
    place: Place,
  ): boolean {
    if (!place.top || head?.type !== "VariableDeclaration") return false;
    const declaration = head as VariableDeclaration;
    if (declaration.kind !== "var") return false;
    if (loop.type === "ForStatement") this.#assign(declaration, "var", true);
    else {
      const { id } = declaration.declarations[0]!;
      this.#declare(declaration, "var");
      this.#edits.replace(declaration.start, declaration.start + "var".length, "");
      if (id.type === "Identifier") this.#edits.wrap(id.start, id.end, "(", ")");
    }
    for (const child of childrenOf(loop)) {
      for (const part of child === head ? childrenOf(child) : [child]) this.#visit(part, place);
    }
    return true;
  }

  /** `let {a} = x, b;` → `void (({a} = x), (b = void 0));` */
  #assign(declaration: VariableDeclaration, kind: "var" | "let" | "const", inHead = false): void {
    this.#declare(declaration, kind);
    const { start, end, declarations } = declaration;
    this.#edits.replace(start, start + kind.length, "void (");
    if (inHead) this.#edits.insertAfter(end, ")");
    else this.#close(start, end);
    for (const { start, end, id, init } of declarations) {
      if (init) this.#edits.wrap(start, end, "(", ")");
      else this.#edits.replace(start, end, kind === "var" ? "0" : `(${namesIn(id).join()} = void 0)`);
    }
  }

  #declare(declaration: VariableDeclaration, kind: OverlayKind): void {
    for (const { id } of declaration.declarations) {
      for (const name of namesIn(id)) this.#declared.set(name, kind);
    }
  }

  /** `x => x;` → `value = (0, x => x);`, where the comma keeps a function without a name from getting ours. */
  #keepValue({ start, end }: Node): void {
    this.#edits.insertBefore(start, `${this.#value} = (0, `);
    this.#close(start, end);
  }

  /** A compound statement whose parts all stay silent has the value `undefined`. */
  #forgetValues(statements: readonly AnyNode[]): void {
    for (const { type, start } of statements) {
      if (/^(If|For|ForIn|ForOf|While|DoWhile|Switch|Try)Statement$/.test(type)) {
        this.#edits.insertBefore(start, `${this.#value} = void 0; `);
      }
    }
  }

  /** `f(…)` → `helpers.callee(f, "f")(…)` */
  #withoutReceiver({ start, end, name }: { start: number; end: number; name: string }, optional: boolean): void {
    this.#edits.wrap(start, end, `${this.#helpers}.callee(`, `, ${JSON.stringify(name)}${optional ? ", true" : ""})`);
  }

  /** Whether it is `object.#name` with a name that no class in the text declares. */
  #isForeign(node: AnyNode, place: Place): node is MemberExpression {
    return node.type === "MemberExpression" && node.property.type === "PrivateIdentifier" &&
      !place.privateNames.has(node.property.name);
  }

  /** `object?.#name` → `helpers.field(object, "#name", true)?.value` */
  #visitPrivate(node: MemberExpression, place: Place, kind: "field" | "method", rest: readonly AnyNode[]): void {
    const { property, optional } = node;
    const name = JSON.stringify(this.#parsed.code.slice(property.start, property.end));
    const dot = this.#parsed.code.lastIndexOf(optional ? "?." : ".", property.start);
    this.#edits.insertBefore(node.start, `${this.#helpers}.${kind}(`);
    this.#edits.replace(dot, property.end, `, ${name}${optional ? ", true)?" : ")"}.value`);
    for (const part of [node.object, ...rest]) this.#visit(part, place);
  }

  /** `#name in object` → `helpers.hasField("#name", object)` */
  #hasPrivate({ left, start, end }: BinaryExpression): void {
    const { code } = this.#parsed;
    const name = JSON.stringify(code.slice(left.start, left.end));
    this.#edits.wrap(start, end, `${this.#helpers}.hasField(${name}, `, ")");
    this.#edits.replace(left.start, code.indexOf("in", left.end) + "in".length, "");
  }

  #guard(separator: string): string {
    return `${this.#helpers}.guard()${separator}`;
  }

  #guardTest(test: Expression | null, loop: Node): void {
    this.#repeats = true;
    if (test !== null) this.#edits.wrap(test.start, test.end, `${this.#guard(" && ")}(`, ")");
    else if (loop.type === "ForStatement") this.#guardBlock((loop as ForStatement).body);
  }

  #guardBlock(body: Statement): void {
    this.#repeats = true;
    if (body.type === "BlockStatement") this.#edits.insertBefore(body.start + 1, this.#guard("; "));
    else this.#edits.wrap(body.start, body.end, `{ ${this.#guard("; ")}`, " }");
  }

  /** Puts a parenthesis at the end of a statement, before its semicolon, and a semicolon if it has none. */
  #close(start: number, end: number): void {
    const terminated = end > start && this.#parsed.code[end - 1] === ";";
    this.#edits.insertAfter(terminated ? end - 1 : end, terminated ? ")" : ");");
  }
}

/** A name that a text does not use. */
function freshName(stem: string, text: string): string {
  let name = stem;
  for (let n = 1; text.includes(name); n++) name = `${stem}${n}`;
  return name;
}
