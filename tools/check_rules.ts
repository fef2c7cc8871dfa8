/**
 * Checks who imports whom, import cycles, state at module level and use of one runtime's globals.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { checkModules } from "./rules/check_modules.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CHECKED = ["mod.ts", "replay.ts", "capture", "dump", "replay", "tools", "vendor"];

function modulesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

const modules = new Map(
  CHECKED.flatMap((path) => modulesIn(join(ROOT, path)))
    .sort()
    .map((file) => [relative(ROOT, file).replaceAll(sep, "/"), readFileSync(file, "utf8")]),
);
const violations = checkModules(modules);
for (const violation of violations) console.error(violation);
console.log(`${modules.size} modules, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
