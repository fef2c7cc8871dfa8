/**
 * Source text → syntax tree.
 *
 * @module
 */
import type { Expression, Node, Program } from "acorn";
import { loadSucrase } from "../evaluate/strip_types.ts";
import { detectRuntime } from "../../dump/runtime.ts";
import { ColumnMap } from "./column_map.ts";
import { type JsxOptions, jsxOptions, type JsxSettings } from "./jsx_settings.ts";
import { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";
import { isAtDecorator, parseWithoutDecorators } from "./without_decorators.ts";

/** Reads a module, JavaScript or TypeScript as its URL says. Throws a SyntaxError when it is neither. */
export type ParseSource = (text: string, url: string, jsx?: Partial<JsxSettings>) => SourceTree;

/** Reads a text that is a function, a method or a class, as `toString` gives it; undefined when it is none. */
export type ParseFunction = (text: string) => Node | undefined;

/** The parsers, once they are loaded. */
export interface Parsers {
  readonly parseSource: ParseSource;
  readonly parseFunction: ParseFunction;
  /** Reads JSON that may have comments and trailing commas; undefined when it is none. */
  readonly parseJson: (text: string) => unknown;
}

const OPTIONS = {
  ecmaVersion: "latest",
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
  allowSuperOutsideMethod: true,
  checkPrivateFields: false,
} as const;

/** Loads the parsers, which work at once from then on: modules become live in the middle of a synchronous call. */
export async function loadParsers(): Promise<Parsers> {
  const { parse, parseExpressionAt, tokenizer } = await import("acorn");
  const { transform } = await loadSucrase();

  const parseSource: ParseSource = (text, url, jsx = {}) => {
    const ending = /\.([cm]?[jt]sx?)$/.exec(url.replace(/[?#].*$/, ""))?.[1] ?? "js";
    const typed = ending.includes("ts") || ending.endsWith("x");
    // What strips types knows some decorators, and leaves them there; the parser knows none.
    const options = jsxOptions(text, jsx, detectRuntime().name === "bun");
    const stripped = typed
      ? parseWithoutDecorators(text, (code) => strip(code, ending, options), tokenizer)
      : undefined;
    const { columns } = stripped?.parsed ?? {};
    const { parsed: program, code, decorators } = parseWithoutDecorators(
      stripped?.parsed.code ?? text,
      parseProgram,
      tokenizer,
    );
    return new SourceTree({
      url,
      code,
      program,
      isCommonJs: isCommonJs(program, ending),
      namespaces: ending.includes("ts") ? namespacesIn(text) : new Map(),
      decorators: [...decorators, ...stripped?.decorators.map((range) => moved(range, text, code, columns!)) ?? []],
      ...columns && { columns },
    });
  };

  const strip = (text: string, ending: string, jsx: JsxOptions): { code: string; columns: ColumnMap } => {
    const { code, sourceMap } = transform(text, {
      transforms: [
        ...ending.includes("ts") ? ["typescript" as const] : [],
        ...ending.endsWith("x") ? ["jsx" as const] : [],
      ],
      disableESTransforms: true,
      keepUnusedImports: true,
      production: true,
      ...jsx,
      filePath: `source.${ending}`,
      sourceMapOptions: { compiledFilename: "source.js" },
    });
    return { code, columns: new ColumnMap(sourceMap?.mappings ?? "") };
  };

  const parseProgram = (code: string): Program => {
    try {
      return parse(code, { ...OPTIONS, sourceType: "module" });
    } catch (error) {
      if (isAtDecorator(code, error)) throw error;
      return parse(code, { ...OPTIONS, sourceType: "script" }); // Sloppy code, perhaps: `with`, octal numbers.
    }
  };

  const parseFunction: ParseFunction = (text) => {
    for (const [before, after] of [["(", "\n)"], ["({", "\n})"], ["(class {", "\n})"]] as const) {
      try {
        const [statement] = parse(before + text + after, { ...OPTIONS, sourceType: "script" }).body;
        if (statement?.type !== "ExpressionStatement") continue;
        const { expression } = statement;
        if (expression.type === "ObjectExpression") return expression.properties[0];
        return before === "(" ? expression : (expression as { body?: { body: Node[] } }).body?.body[0];
      } catch {
        // It is something else.
      }
    }
    return undefined;
  };

  const parseJson = (text: string): unknown => {
    try {
      return valueOf(parseExpressionAt(text.replace(/^\uFEFF/, ""), 0, OPTIONS));
    } catch {
      return undefined;
    }
  };

  return { parseSource, parseFunction, parseJson };
}

/** Namespaces at the top of a TypeScript source, which what strips types leaves out, by name; whether each is exported. */
function namespacesIn(text: string): Map<string, boolean> {
  const pattern =
    /^[ \t]*(export\s+)?(?:namespace|module)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)[\p{ID_Continue}$.\s]*\{/gmu;
  return new Map([...text.matchAll(pattern)].map(([, exported, name = ""]) => [name, exported !== undefined]));
}

/** A range of the source as one of the code that was made from it. */
function moved(
  range: readonly [start: number, end: number],
  source: string,
  code: string,
  columns: ColumnMap,
): [start: number, end: number] {
  const lines = code.split("\n");
  const place = (offset: number): number => {
    const before = source.slice(0, offset).split("\n");
    const line = before.length;
    const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
    return start + columns.toCode(line, before[line - 1]!.length);
  };
  return [place(range[0]), place(range[1])];
}

/** The value of an expression that holds nothing but data; of anything else undefined. */
function valueOf(node: Expression): unknown {
  switch (node.type) {
    case "Literal":
      return node.value;
    case "ArrayExpression":
      return node.elements.map((item) => item === null || item.type === "SpreadElement" ? null : valueOf(item));
    case "ObjectExpression":
      return Object.fromEntries(node.properties.flatMap((property) => {
        if (property.type === "SpreadElement" || property.key.type !== "Literal") return [];
        return [[String(property.key.value), valueOf(property.value)]];
      }));
    default:
      return undefined;
  }
}

/** Whether it is a CommonJS module: by its name, else by how it imports and exports. */
function isCommonJs(program: Program, ending: string): boolean {
  if (ending.startsWith("c")) return true;
  if (ending.startsWith("m") || program.sourceType === "script") return program.sourceType === "script";
  let usesCommonJs = false;
  for (const node of syntaxNodes(program)) {
    if (/^(?:Import|Export)\w*Declaration$/.test(node.type)) return false;
    if (node.type !== "Identifier") continue;
    usesCommonJs ||= /^(?:require|module|exports)$/.test((node as { name?: string }).name ?? "");
  }
  return usesCommonJs;
}
