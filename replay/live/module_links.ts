/**
 * What a module imports and exports.
 *
 * @module
 */
import type { Identifier, Literal } from "acorn";
import { namesIn } from "../evaluate/syntax_tree.ts";
import type { Link } from "./linked.ts";
import { DEFAULT } from "./program_writer.ts";
import { requiredNames } from "./required_names.ts";
import type { SourceTree } from "./source_tree.ts";

/** The links of a module. */
export interface ModuleLinks {
  /** Specifiers of all modules that it imports, in order. */
  readonly specifiers: readonly string[];
  /** By local name. */
  readonly imports: ReadonlyMap<string, Link>;
  /** What a CommonJS module requires at its top, by local name; `*` is all that `require` gives. */
  readonly requires: ReadonlyMap<string, Link>;
  /** By the name outside: a local name, or a link. */
  readonly exports: ReadonlyMap<string, string | Link>;
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
}

/** Finds the links of a module. */
export function moduleLinks(tree: SourceTree): ModuleLinks {
  const { program, namespaces } = tree;
  const specifiers: string[] = [];
  const imports = new Map<string, Link>();
  const exports = new Map<string, string | Link>();
  const stars: string[] = [];
  for (const statement of program.body) {
    const specifier = "source" in statement && statement.source ? String(statement.source.value) : undefined;
    if (specifier !== undefined) specifiers.push(specifier);
    switch (statement.type) {
      case "ImportDeclaration":
        for (const one of statement.specifiers) {
          const name = one.type === "ImportDefaultSpecifier"
            ? "default"
            : one.type === "ImportNamespaceSpecifier"
            ? "*"
            : textOf(one.imported);
          imports.set(one.local.name, { specifier: specifier!, name });
        }
        break;
      case "ExportNamedDeclaration": {
        const { declaration } = statement;
        for (const { local, exported } of statement.specifiers) {
          const name = textOf(local);
          exports.set(textOf(exported), specifier === undefined ? name : { specifier, name });
        }
        if (declaration?.type === "VariableDeclaration") {
          for (const name of declaration.declarations.flatMap(({ id }) => namesIn(id))) exports.set(name, name);
        } else if (declaration) {
          exports.set(declaration.id.name, declaration.id.name);
        }
        break;
      }
      case "ExportDefaultDeclaration": {
        const { declaration } = statement;
        const isNamed = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
        exports.set("default", isNamed && declaration.id ? declaration.id.name : DEFAULT);
        break;
      }
      case "ExportAllDeclaration":
        if (statement.exported) exports.set(textOf(statement.exported), { specifier: specifier!, name: "*" });
        else stars.push(specifier!);
    }
  }
  for (const [name, isExported] of namespaces) if (isExported) exports.set(name, name);
  return { specifiers, imports, requires: requiredNames(tree), exports, stars };
}

function textOf(name: Identifier | Literal): string {
  return name.type === "Identifier" ? name.name : String(name.value);
}
