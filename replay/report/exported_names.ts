/**
 * What a module exports, as far as its text tells.
 *
 * @module
 */

/** Name in the module → name under which it is exported; `default` for the default export. */
export type ExportedNames = ReadonlyMap<string, string>;

const NAME = "[\\p{ID_Start}$_][\\p{ID_Continue}$]*";
// None of them looks at a stretch of a text again and again: a source may be made for that.
const DECLARED = new RegExp(
  `^[ \\t]*export\\s+(default\\s+)?(?:declare\\s+)?(?:abstract\\s+)?(?:async\\s+)?(?:function\\s*\\*|function|class|const|let|var)\\s+(${NAME})`,
  "gmu",
);
const LISTED = /^[ \t]*export\s*\{([^{}]*)\}(?!\s*from)/gm;
const DEFAULT_NAME = new RegExp(`^[ \\t]*export\\s+default\\s+(${NAME})(?:[ \\t]*;)?[ \\t\\r]*$`, "gmu");
const MODULE_EXPORTS = /^[ \t]*module\.exports\s*=\s*\{([^}]*)\}/gm;
const EXPORTS_MEMBER = new RegExp(
  `^[ \\t]*(?:module\\.)?exports\\.(${NAME})\\s*=\\s*(?:async\\s+)?(?:(?:function|class)\\s*\\*?\\s*)?(${NAME})?`,
  "gmu",
);

/** Finds the exports in the text of a module in JavaScript or TypeScript. Text in comments counts too. */
export function exportedNames(text: string): ExportedNames {
  const names = new Map<string, string>();
  for (const [, isDefault, name = ""] of text.matchAll(DECLARED)) names.set(name, isDefault ? "default" : name);
  for (const [, name = ""] of text.matchAll(DEFAULT_NAME)) if (!names.has(name)) names.set(name, "default");
  for (const [, list = ""] of text.matchAll(LISTED)) {
    for (const [local, exported] of listed(list, /\s+as\s+/)) names.set(local, exported);
  }
  for (const [, list = ""] of text.slice(0, text.lastIndexOf("}") + 1).matchAll(MODULE_EXPORTS)) {
    for (const [exported, local] of listed(list, /\s*:\s*/)) names.set(local, exported);
  }
  for (const [, exported = "", local] of text.matchAll(EXPORTS_MEMBER)) {
    names.set(exported, exported);
    if (local !== undefined && !/^(?:function|class|async|new|require|void)$/.test(local)) names.set(local, exported);
  }
  return names;
}

/** Finds the exports of modules, of each text once: many frames stand in the same one. */
export class ModuleExports {
  readonly #known = new Map<string, ExportedNames>();

  /** The exports of a module by its text. */
  of(text: string): ExportedNames {
    const known = this.#known.get(text) ?? exportedNames(text);
    this.#known.set(text, known);
    return known;
  }
}

function listed(list: string, separator: RegExp): [string, string][] {
  const isName = new RegExp(`^${NAME}$`, "u");
  return list.split(",").flatMap((part): [string, string][] => {
    const [first = "", second = first] = part.trim().replace(/^type\s+/, "").split(separator);
    return isName.test(first) && isName.test(second) ? [[first, second]] : [];
  });
}
