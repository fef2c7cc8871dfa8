import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { pathToFileURL } from "node:url";
import { packTarball } from "../helpers/installed_package.ts";
import { ROOT } from "../helpers/runtimes.ts";

const { files } = await packTarball();
const paths = files.map(({ path }) => path);

test("npm pack takes the built package, its types and its documents, and nothing else", () => {
  const foreign = paths.filter((path) =>
    !/^dist\/[a-zA-Z0-9_-]+\.js$|^dist\/types\/(mod|(capture|dump|replay)\/[a-z0-9_/]+)\.d\.ts$/.test(path) &&
    !["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "dist/licenses.txt"].includes(path)
  );
  assert.deepEqual(foreign, []);
  assert.ok(paths.includes("dist/relay_worker.js"));
});

test("npm pack takes everything that exports and bin name", () => {
  const { exports, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const named = [
    ...Object.values<string>(bin),
    ...Object.values<string | Record<string, string>>(exports)
      .flatMap((target) => typeof target === "string" ? [target] : Object.values(target)),
  ];
  for (const target of named) assert.ok(paths.includes(target.replace("./", "")), target);
});

test("npm pack takes every module and every type that a packed one imports", () => {
  for (const path of paths.filter((path) => /\.(js|d\.ts)$/.test(path))) {
    const text = readFileSync(join(ROOT, path), "utf8");
    const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, "");
    for (const [, specifier] of code.matchAll(/(?:from|import)\s*\(?\s*["'](\.\.?\/[\w./-]+)["']/g)) {
      const target = join(dirname(path), specifier!);
      assert.ok(
        paths.includes(path.endsWith(".d.ts") ? target.replace(/\.js$/, ".d.ts") : target),
        `${path}: ${specifier}`,
      );
    }
    assert.doesNotMatch(
      code,
      /(from|import)\s*\(?\s*["'](@std\/|acorn|sucrase|js-tokens)/,
      `${path} needs what is bundled`,
    );
  }
});

test("npm pack takes modules that find all names that they import of each other", async () => {
  for (const path of paths.filter((path) => /^dist\/(?:chunk|core)-.*\.js$/.test(path))) {
    await assert.doesNotReject(import(pathToFileURL(join(ROOT, path)).href), path);
  }
});

test("npm pack takes a program that starts from few files", () => {
  const needed = new Set(["dist/cli.js"]);
  for (const path of needed) {
    const code = readFileSync(join(ROOT, path), "utf8");
    for (const [, name] of code.matchAll(/^(?:import|export)\b[^"();]*"\.\/([\w-]+\.js)"/gm)) {
      needed.add(`dist/${name}`);
    }
  }
  assert.ok(needed.size > 1);
  assert.ok(needed.size <= 8, [...needed].join(", "));
});

test("npm pack stays small: under two megabytes unpacked", () => {
  assert.ok(files.reduce((sum, { size }) => sum + size, 0) < 2_000_000);
});
