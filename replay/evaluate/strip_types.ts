/**
 * TypeScript → JavaScript.
 *
 * @module
 */
import { ExpressionError, expressionError } from "./expression_error.ts";
import { originalOffset } from "./original_offset.ts";

/** JavaScript that was TypeScript. */
export interface Stripped {
  readonly code: string;
  /** Offset in the TypeScript text of an offset in `code`, both in UTF-16 units from 0. */
  original(offset: number): number;
}

/** A module or namespace block, which the stripper would drop without a word. */
const NAMESPACE = /^[ \t]*(?:declare\s+)?(?:namespace|module)\s+(?=[\w$.]+\s*\{)/m;

/**
 * Takes the types out of a text: annotations, generics, `as`, `satisfies`, `!`, interfaces; an enum becomes an object.
 *
 * @throws {ExpressionError} If the text is no TypeScript.
 */
export async function stripTypes(text: string): Promise<Stripped> {
  const { transform } = await import("sucrase");
  const namespace = NAMESPACE.exec(text);
  if (namespace !== null) {
    throw new ExpressionError("Cannot evaluate a namespace", text, namespace.index + namespace[0].length);
  }
  const convert = (map: boolean) =>
    transform(text, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
      production: true,
      filePath: "prompt.ts",
      ...map ? { sourceMapOptions: { compiledFilename: "prompt.js" } } : {},
    });
  try {
    const { code } = convert(false);
    return { code, original: (offset) => originalOffset(convert(true).sourceMap?.mappings ?? "", code, text, offset) };
  } catch (error) {
    throw faultOf(error, text);
  }
}

/** Sucrase says `Error transforming prompt.ts: message (line:column)` and has the offset in `pos`. */
function faultOf(error: unknown, text: string): unknown {
  if (!(error instanceof Error)) return error;
  const { pos } = error as { pos?: unknown };
  if (typeof pos !== "number") return new ExpressionError(error.message, text);
  const message = error.message.replace(/^Error transforming prompt\.ts: /, "").replace(/ \(\d+:\d+\)$/, "");
  return expressionError(message, text, pos);
}
