import { parse } from "acorn";
import { transform } from "sucrase";

/** Something in a module, with its line, from 1. */
export interface Fact {
  readonly name: string;
  readonly line: number;
}

/** A specifier that a module names. */
export interface ImportFact extends Fact {
  /** Whether it is gone when the types are. */
  readonly type: boolean;
}

/** What the rules are about. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  /** Variables of the module that can change: `let`, `var`, and what begins as an empty collection. */
  readonly mutable: readonly Fact[];
  /** Uses of the globals of one runtime. */
  readonly runtimes: readonly Fact[];
}

/** An ESTree node, as far as the walk below needs to know. */
interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [key: string]: unknown;
}

const TYPE_IMPORT = /^[ \t]*(?:import|export)\s+type\b[^;"']*?from\s*["']([^"']+)["']/gm;
/** A constant whose declared type cannot change: `ReadonlyMap`, `readonly string[]`. */
const READONLY = /\bconst \w+: [Rr]eadonly/;
const RUNTIMES = new Set(["Deno", "Bun"]);

/**
 * Reads the facts out of a TypeScript module.
 *
 * @throws {SyntaxError} If it is none.
 */
export function moduleFacts(text: string): ModuleFacts {
  const { code } = transform(text, { transforms: ["typescript"], keepUnusedImports: true });
  const program = parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    locations: true,
    allowHashBang: true,
  }) as unknown as Node;
  const imports: ImportFact[] = [...text.matchAll(TYPE_IMPORT)].map((match) => ({
    name: match[1]!,
    line: text.slice(0, match.index).split("\n").length,
    type: true,
  }));
  const runtimes: Fact[] = [];
  for (const { node, parent } of walk(program)) {
    const line = node.loc.start.line;
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push({ name: specifier, line, type: false });
    const runtime = runtimeOf(node, parent);
    if (runtime !== undefined) runtimes.push({ name: runtime, line });
  }
  return { imports, mutable: mutableOf(program.body as Node[], text.split("\n")), runtimes };
}

function* walk(root: Node): Generator<{ node: Node; parent: Node | undefined }> {
  const open: { node: Node; parent: Node | undefined }[] = [{ node: root, parent: undefined }];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (const value of Object.values(next.node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child === "object" && "type" in child) {
          open.push({ node: child as Node, parent: next.node });
        }
      }
    }
  }
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
    case "ImportExpression": {
      const value = (node.source as Node | null)?.value;
      return typeof value === "string" ? value : undefined;
    }
    default:
      return undefined;
  }
}

/** `Deno` and `Bun` as a variable, a property of `globalThis` or the left of `in`; `versions.deno` and `versions.bun`. */
function runtimeOf(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === "Literal" && parent?.type === "BinaryExpression" && parent.operator === "in") {
    return RUNTIMES.has(node.value as string) ? node.value as string : undefined;
  }
  if (node.type !== "Identifier") return undefined;
  const name = node.name as string;
  const owner = parent?.type === "MemberExpression" && parent.property === node && !parent.computed
    ? parent.object as Node
    : undefined;
  const ownerName = (owner?.name ?? (owner?.property as Node | undefined)?.name) as string | undefined;
  if (owner) {
    const known = (RUNTIMES.has(name) && ownerName === "globalThis") ||
      ((name === "deno" || name === "bun") && ownerName === "versions");
    return known ? name : undefined;
  }
  const key = parent?.type === "Property" && parent.key === node && !parent.computed;
  return RUNTIMES.has(name) && !key ? name : undefined;
}

function mutableOf(body: readonly Node[], lines: readonly string[]): Fact[] {
  return body
    .map((statement) => statement.type === "ExportNamedDeclaration" ? statement.declaration as Node | null : statement)
    .filter((statement) => statement?.type === "VariableDeclaration")
    .flatMap((statement) =>
      (statement!.declarations as Node[])
        .filter((declaration) => statement!.kind !== "const" || isEmptyCollection(declaration.init as Node | null))
        .filter((declaration) => !READONLY.test(lines[declaration.loc.start.line - 1] ?? ""))
        .map((declaration) => ({
          name: String((declaration.id as Node).name ?? "a pattern"),
          line: declaration.loc.start.line,
        }))
    );
}

function isEmptyCollection(init: Node | null): boolean {
  switch (init?.type) {
    case "NewExpression":
      return ["Map", "Set"].includes((init.callee as Node).name as string) && (init.arguments as Node[]).length === 0;
    case "ArrayExpression":
      return (init.elements as Node[]).length === 0;
    case "ObjectExpression":
      return (init.properties as Node[]).length === 0;
    default:
      return false;
  }
}
