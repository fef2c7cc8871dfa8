/**
 * Syntax tree → what is really run.
 *
 * @module
 */
import type {
  AnyNode,
  Class,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Function as FunctionNode,
  MemberExpression,
  Node,
  Statement,
  VariableDeclaration,
} from "acorn";
import type { Kept, Rendered } from "./edits.ts";
import { Emitter } from "./emitter.ts";
import type { OverlayKind } from "./overlay.ts";
import type { Parsed } from "./parse.ts";
import { childrenOf, namesIn, privateNamesOf } from "./syntax_tree.ts";

/** The code of an evaluation. */
export interface Rewritten {
  /** Source of `(helpers, scope) => () => {value}`; the inner function is async when `async` is set. */
  readonly code: string;
  /** Which pieces of it stand in the text, in order. */
  readonly kept: readonly Kept[];
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
 * @param canImport Whether `import()` loads modules.
 * @throws {ExpressionError} If it imports otherwise, or exports.
 */
export function rewrite(parsed: Parsed, canImport: boolean): Rewritten {
  return new Rewriter(parsed, canImport).run();
}

class Rewriter {
  readonly #parsed: Parsed;
  readonly #canImport: boolean;
  readonly #emit: Emitter;
  readonly #declared = new Map<string, OverlayKind>();
  #async = false;
  #repeats = false;

  constructor(parsed: Parsed, canImport: boolean) {
    this.#parsed = parsed;
    this.#canImport = canImport;
    this.#emit = new Emitter(parsed.code);
  }

  run(): Rewritten {
    const hoisted: Rendered[] = [];
    const body: Rendered[] = [];
    const place: Place = { top: true, frameThis: true, silent: false, privateNames: new Set() };
    this.#emit.forgetValues(this.#parsed.program.body);
    for (const statement of this.#parsed.program.body) {
      this.#declareAtTop(statement);
      this.#visit(statement, place);
      const text = this.#emit.statement(statement);
      (statement.type === "FunctionDeclaration" ? hoisted : body).push(text);
    }
    const { text: code, kept } = this.#emit.program([...hoisted, ...body], this.#async);
    return {
      code,
      kept,
      helpers: this.#emit.helpers,
      async: this.#async,
      declared: this.#declared,
      repeats: this.#repeats,
    };
  }

  /** `let`, `const`, `class` and `function` of the text itself; `var` is hoisted from wherever it stands. */
  #declareAtTop(node: AnyNode): void {
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "let" || node.kind === "const") this.#declare(node, node.kind);
        break;
      case "ClassDeclaration":
        if (!node.id) break;
        this.#declared.set(node.id.name, "class");
        this.#emit.namedClass(node, node.id.name);
        break;
      case "FunctionDeclaration":
        if (!node.id) break;
        this.#declared.set(node.id.name, "function");
        this.#emit.namedFunction(node, node.id);
    }
  }

  #visit(node: AnyNode, place: Place): void {
    switch (node.type) {
      case "ExpressionStatement":
        if (place.top && !place.silent) this.#emit.keepValue(node);
        break;
      case "BlockStatement":
      case "Program":
        if (place.top && !place.silent) this.#emit.forgetValues(node.body as Statement[]);
        break;
      case "SwitchCase":
        if (place.top && !place.silent) this.#emit.forgetValues(node.consequent);
        break;
      case "TryStatement":
        for (const part of [node.block, node.handler]) if (part) this.#visit(part, place);
        if (node.finalizer) this.#visit(node.finalizer, { ...place, silent: true });
        return;
      case "VariableDeclaration":
        if (place.top && node.kind === "var") this.#declare(node, "var");
        break;
      case "ForStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        this.#repeats = true;
        if (node.test) this.#emit.guardTest(node.test);
        else this.#emit.guardBody(node.body);
        if (node.type === "ForStatement" && this.#visitHead(node, node.init, place)) return;
        break;
      case "ForInStatement":
      case "ForOfStatement":
        if (node.type === "ForOfStatement" && node.await && place.top) this.#async = true;
        this.#repeats = true;
        this.#emit.guardBody(node.body);
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
        if (place.frameThis) this.#emit.receiver(node);
        break;
      case "AwaitExpression":
        if (place.top) this.#async = true;
        break;
      case "CallExpression":
        if (node.callee.type === "Identifier") this.#emit.withoutReceiver(node.callee, node.optional);
        if (this.#isForeign(node.callee, place)) {
          return this.#visitPrivate(node.callee, place, "method", node.arguments);
        }
        break;
      case "TaggedTemplateExpression":
        if (node.tag.type === "Identifier") this.#emit.withoutReceiver(node.tag, false);
        if (this.#isForeign(node.tag, place)) return this.#visitPrivate(node.tag, place, "method", [node.quasi]);
        break;
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier") {
          this.#emit.typeOf(node, node.argument.name);
          return;
        }
        break;
      case "MemberExpression":
        if (this.#isForeign(node, place)) return this.#visitPrivate(node, place, "field", []);
        break;
      case "BinaryExpression":
        if (node.left.type === "PrivateIdentifier" && !place.privateNames.has(node.left.name)) {
          this.#emit.hasPrivate(node);
        }
        break;
      case "ImportExpression":
        if (!this.#canImport) throw this.#parsed.fault("Cannot import: a dead process loads no modules", node);
        this.#emit.importExpression(node);
        break;
      case "ImportDeclaration":
        throw this.#parsed.fault(
          this.#canImport
            ? "Cannot import: at the prompt, only import() does"
            : "Cannot import: a dead process loads no modules",
          node,
        );
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
    if (node.body.type === "BlockStatement") this.#emit.guardBody(node.body);
    else this.#emit.guardExpression(node.body);
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
    if (loop.type === "ForStatement") this.#declare(declaration, "var", true);
    else {
      this.#note(declaration, "var");
      this.#emit.target(declaration);
    }
    for (const child of childrenOf(loop)) {
      for (const part of child === head ? childrenOf(child) : [child]) this.#visit(part, place);
    }
    return true;
  }

  /** A declaration of the top becomes assignments. */
  #declare(declaration: VariableDeclaration, kind: "var" | "let" | "const", inHead = false): void {
    this.#note(declaration, kind);
    this.#emit.assignments(declaration, kind, inHead);
  }

  #note(declaration: VariableDeclaration, kind: OverlayKind): void {
    for (const { id } of declaration.declarations) {
      for (const name of namesIn(id)) this.#declared.set(name, kind);
    }
  }

  /** Whether it is `object.#name` with a name that no class in the text declares. */
  #isForeign(node: AnyNode, place: Place): node is MemberExpression {
    return node.type === "MemberExpression" && node.property.type === "PrivateIdentifier" &&
      !place.privateNames.has(node.property.name);
  }

  #visitPrivate(node: MemberExpression, place: Place, kind: "field" | "method", rest: readonly AnyNode[]): void {
    this.#emit.privateRead(node, kind);
    for (const part of [node.object, ...rest]) this.#visit(part, place);
  }
}
