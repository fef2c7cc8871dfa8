import { dirname, join } from "node:path/posix";
import { findCycles } from "./find_cycles.ts";
import { IMPORT_RULES } from "./import_rules.ts";
import { type ModuleFacts, moduleFacts } from "./module_facts.ts";

/** Where runtimes are told apart. */
const RUNTIME_DETECTION = /^dump\/runtime\.ts$/;

/** Parts that keep no state in modules; a thread's own program is no part. */
const STATELESS = /^(mod\.ts|capture\/(?!engine\/relay_worker\.ts)|dump\/|replay\/)/;

/**
 * Holds modules against the rules.
 *
 * @param modules Their texts, by path from the project's folder.
 * @returns One line a violation: path, line, what is wrong.
 */
export function checkModules(modules: ReadonlyMap<string, string>): string[] {
  const violations: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, text] of modules) {
    try {
      const facts = moduleFacts(text);
      graph.set(path, facts.imports.map(({ name }) => targetOf(path, name)));
      violations.push(...checkModule(path, facts));
    } catch (error) {
      violations.push(`${path}: cannot be read: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const cycle of findCycles(graph)) violations.push(`${cycle[0]}: import cycle: ${cycle.join(" → ")}`);
  return violations;
}

function checkModule(path: string, { imports, mutable, runtimes }: ModuleFacts): string[] {
  const violations: string[] = [];
  for (const { name, line } of imports) {
    if (name.startsWith(".") && !/\.(ts|json)$/.test(name)) {
      violations.push(`${path}:${line}: imports ${name}: a relative import ends with .ts`);
    }
    const target = targetOf(path, name);
    const rule = IMPORT_RULES.find(({ from, except, to }) => from.test(path) && !except?.test(path) && to.test(target));
    if (rule) violations.push(`${path}:${line}: imports ${target}: ${rule.why}`);
  }
  if (!STATELESS.test(path)) return violations;
  for (const { name, line } of mutable) {
    violations.push(`${path}:${line}: ${name} can change: nothing mutable at module level`);
  }
  for (const { name, line } of RUNTIME_DETECTION.test(path) ? [] : runtimes) {
    violations.push(`${path}:${line}: uses ${name}: runtimes are told apart in one place`);
  }
  return violations;
}

function targetOf(path: string, specifier: string): string {
  return specifier.startsWith(".") ? join(dirname(path), specifier) : specifier;
}
