/**
 * TypeScript → JavaScript.
 *
 * @module
 */
import type { ExpressionError } from "./expression_error.ts";
import { originalOffset } from "./original_offset.ts";

/** JavaScript that was TypeScript. */
export interface Stripped {
  readonly code: string;
  /** Offset in the TypeScript text of an offset in `code`, both in UTF-16 units from 0. */
  original(offset: number): number;
}

/** Sucrase, once it is needed. */
export async function loadSucrase(): Promise<typeof import("sucrase")> {
  const module: typeof import("sucrase") & { readonly default?: typeof import("sucrase") } = await import("sucrase");
  return module.default ?? module; // Loaders differ on what CommonJS exports.
}

/** A module or namespace block, which the stripper would drop without a word. */
const NAMESPACE = /^[ \t]*(?:declare\s+)?(?:namespace|module)\s+(?=[\w$.]+\s*\{)/m;

/** Makes the error for a message and an offset in the TypeScript text. */
export type Fault = (message: string, offset: number) => ExpressionError;

/**
 * Takes the types out of a text: annotations, generics, `as`, `satisfies`, `!`, interfaces; an enum becomes an object.
 *
 * @throws {ExpressionError} If the text is no TypeScript.
 */
export async function stripTypes(text: string, fault: Fault): Promise<Stripped> {
  const { transform } = await loadSucrase();
  const namespace = NAMESPACE.exec(text);
  if (namespace !== null) throw fault("Cannot evaluate a namespace", namespace.index + namespace[0].length);
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
    // It says `Error transforming prompt.ts: message (line:column)` and has the offset in `pos`, if it has one.
    if (!(error instanceof Error) || error instanceof RangeError) throw error;
    const { pos = /at end of file/.test(error.message) ? text.length : 0 } = error as { pos?: number };
    throw fault(error.message.replace(/^Error transforming prompt\.ts: /, "").replace(/ \(\d+:\d+\)$/, ""), pos);
  }
}
