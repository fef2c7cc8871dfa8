/**
 * What JSX is written out as.
 *
 * @module
 */

/** What settings or a comment in a module say of JSX; undefined where they do not. */
export interface JsxSettings {
  /** In the words of the TypeScript compiler, `react` or `react-jsx`, or of a comment, `classic` or `automatic`. */
  readonly runtime: string | undefined;
  /** Package with the functions that it becomes calls of. */
  readonly importSource: string | undefined;
  /** The function that an element becomes a call of, where nothing is imported. */
  readonly factory: string | undefined;
  readonly fragmentFactory: string | undefined;
}

/** JSX as sucrase is told to write it. */
export interface JsxOptions {
  readonly jsxRuntime: "automatic" | "classic";
  readonly jsxImportSource?: string;
  readonly jsxPragma?: string;
  readonly jsxFragmentPragma?: string;
}

/**
 * How a module writes out its JSX: as its comments say, else the settings.
 *
 * @param isAutomatic Whether the functions are imported where nothing is said, as Bun does.
 */
export function jsxOptions(text: string, settings: Partial<JsxSettings>, isAutomatic: boolean): JsxOptions {
  const comments = text.includes("@jsx") ? text : "";
  // Spaces only: a piece of a module may begin with very many line breaks.
  const comment = (name: string) =>
    new RegExp(`^[ \\t]*(?:/?\\*+|//)[ \\t]*@${name}[ \\t]+(\\S+)`, "m").exec(comments)?.[1];
  const factory = comment("jsx") ?? settings.factory;
  const fragment = comment("jsxFrag") ?? settings.fragmentFactory;
  const source = comment("jsxImportSource") ?? settings.importSource;
  const runtime = comment("jsxRuntime") ?? settings.runtime;
  const automatic = runtime === undefined || runtime === "preserve"
    ? source !== undefined || (isAutomatic && factory === undefined)
    : runtime !== "classic" && runtime !== "react";
  return {
    jsxRuntime: automatic && comment("jsx") === undefined ? "automatic" : "classic",
    ...source !== undefined && { jsxImportSource: source },
    ...factory !== undefined && { jsxPragma: factory },
    ...fragment !== undefined && { jsxFragmentPragma: fragment },
  };
}
