import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import type { Runner } from "./count_tests.ts";
import type { Step } from "./step.ts";

/** Where examples stand. */
const DOCUMENTED = ["README.md", "docs", "mod.ts", "capture", "dump", "replay", "vendor"];

/** Everything that must hold before a change may stand, the longest first where the order is free. */
export function stepsOf(root: string): Step[] {
  const bin = join(root, "node_modules", ".bin");
  const tsx = [process.execPath, "--import", "tsx"];
  const tests = testFiles(root, "test").filter((file) => !file.startsWith("test/package/"));
  const packageTests = testFiles(root, "test/package");
  return [
    { name: "format", command: [join(bin, "deno"), "fmt", "--check"] },
    { name: "lint", command: [join(bin, "deno"), "lint"] },
    { name: "rules", command: [...tsx, "tools/check_rules.ts"] },
    { name: "advisories", command: [...tsx, "tools/check_advisories.ts"] },
    { name: "types (tsc)", command: [join(bin, "tsc"), "-p", "."] },
    { name: "types (deno)", command: [join(bin, "deno"), "check", "--quiet", "."] },
    { name: "generated docs", command: [...tsx, "tools/docs.ts", "--check"] },
    { name: "build", command: [...tsx, "tools/build.ts"] },
    { name: "jsr package", command: [join(bin, "deno"), "publish", "--dry-run", "--allow-dirty", "--quiet"] },
    {
      name: "examples in docs",
      command: [join(bin, "deno"), "test", "-A", "--doc", ...filesWithExamples(root)],
      runner: "deno",
    },
    { name: "tests (node)", command: testCommand("node", bin, tests), runner: "node", after: ["build"] },
    { name: "tests (deno)", command: testCommand("deno", bin, tests), runner: "deno", after: ["build"] },
    { name: "tests (bun)", command: testCommand("bun", bin, tests), runner: "bun", after: ["build"] },
    { name: "tests of the package", command: testCommand("node", bin, packageTests), runner: "node", after: ["build"] },
  ];
}

function testCommand(runner: Runner, bin: string, files: readonly string[]): string[] {
  switch (runner) {
    case "node":
      return [process.execPath, "--import", "tsx", "--test", "--test-reporter=spec", ...files];
    case "deno":
      return [join(bin, "deno"), "test", "-A", "--no-check", ...files];
    case "bun":
      // Tests that start programs take longer than Bun's five seconds a test.
      return [join(bin, "bun"), "test", "--timeout", "120000", ...files.map((file) => `./${file}`)];
  }
}

function testFiles(root: string, folder: string): string[] {
  return filesIn(root, folder).filter((file) => file.endsWith("_test.ts"));
}

/** Deno loads every file that it looks for examples in, so those without any are left out. */
function filesWithExamples(root: string): string[] {
  return DOCUMENTED.flatMap((path) => filesIn(root, path))
    .filter((file) => /\.(ts|md)$/.test(file) && /^(?: \* )?```ts$/m.test(readFileSync(join(root, file), "utf8")));
}

function filesIn(root: string, path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
