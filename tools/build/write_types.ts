import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const SPECIFIER = /((?:\bfrom|\bimport)\s*\(?\s*["'])(\.[^"']*)\.ts(["'])/g;
const COMMENT = /\/\*[\s\S]*?\*\//g;

/**
 * Writes the type declarations of modules and of what they name, and no others. Type errors are printed and do not end
 * it: finding them is the type check's job, and a checkout in the middle of a change can be built all the same.
 *
 * @param tsconfig The project.
 * @param types Folder for the declarations.
 * @param entries Their paths in it, e.g. `capture/mod.d.ts`.
 * @throws {Error} If the compiler writes no declarations.
 */
export function writeTypes(root: string, tsconfig: string, types: string, entries: readonly string[]): void {
  const { error } = spawnSync(join(root, "node_modules", ".bin", "tsc"), ["-p", tsconfig, "--outDir", types], {
    cwd: root,
    stdio: "inherit",
  });
  if (error) throw error;
  const needed = new Set<string>();
  const open = entries.map((entry) => join(types, entry));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (needed.has(file)) continue;
    needed.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, , path] of text.replaceAll(COMMENT, "").matchAll(SPECIFIER)) {
      open.push(join(dirname(file), `${path}.d.ts`));
    }
    // The sources name each other as .ts; a consumer has .d.ts beside what would be .js.
    writeFileSync(file, text.replaceAll(SPECIFIER, "$1$2.js$3"));
  }
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !needed.has(file)) rmSync(file);
  }
}
