import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { packageTarget } from "../../../replay/live/package_exports.ts";
import { Packages } from "../../../replay/live/packages.ts";
import { UnavailableError } from "../../../replay/live/unavailable_error.ts";
import { temporaryFolder } from "../../helpers/crash.ts";

const CONDITIONS = new Set(["node", "import", "default"]);

function project(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return join(folder, "src", "main.ts");
}

test("packageTarget() picks by conditions, subpaths and patterns", () => {
  const exports = {
    ".": { require: "./r.cjs", import: { deno: "./d.js", default: "./i.js" } },
    "./deep/*": "./lib/*.js",
    "./deep/exact": ["./exact.js", "./other.js"],
    "./hidden": null,
    "./*.css": "./styles/*.css",
  };
  const target = (key: string) => packageTarget(exports, key, CONDITIONS);
  assert.deepEqual(
    [".", "./deep/a/b", "./deep/exact", "./hidden", "./x.css", "./none"].map(target),
    ["./i.js", "./lib/a/b.js", "./exact.js", undefined, "./styles/x.css", undefined],
  );
  assert.equal(packageTarget("./only.js", ".", CONDITIONS), "./only.js");
  assert.equal(packageTarget("./only.js", "./x", CONDITIONS), undefined);
});

test("packages are loaded as an import in a file of the program would", () => {
  const main = project({
    "node_modules/dual/package.json": `{"name":"dual","exports":{"require":"./r.cjs","import":"./i.mjs"}}`,
    "node_modules/dual/i.mjs": `export const kind = "import"; export default 5;`,
    "node_modules/dual/r.cjs": `exports.kind = "require";`,
    "node_modules/@scope/old/package.json": `{"name":"@scope/old","main":"lib/index"}`,
    "node_modules/@scope/old/lib/index.js": `module.exports = { a: 1, b: require("./part") };`,
    "node_modules/@scope/old/lib/part.js": `module.exports = "part";`,
    "package.json": `{"name":"self","exports":{"./own":"./own.mjs"},"imports":{"#config":"./config.mjs"}}`,
    "own.mjs": `export const own = true;`,
  });
  const packages = new Packages();
  assert.deepEqual(packages.load("dual", main).names().sort(), ["default", "kind"]);
  assert.deepEqual(["kind", "default"].map((name) => packages.load("dual", main).get(name)), ["import", 5]);
  const old = packages.load("@scope/old", main);
  assert.deepEqual([old.get("b"), old.get("default"), old.names()], ["part", old.value, ["a", "b", "default"]]);
  assert.equal(packages.load("@scope/old/lib/part.js", main).value, "part");
  assert.equal(packages.load("self/own", main).get("own"), true);
  assert.equal(typeof packages.load("node:path", main).get("join"), "function");
  assert.match(packages.inner("#config", main) ?? "", /config\.mjs$/);
  assert.equal(packages.load("dual", main), packages.load("dual", main));
});

test("a package that cannot be loaded says why", () => {
  const main = project({
    "node_modules/closed/package.json": `{"name":"closed","exports":{".":"./i.mjs"}}`,
    "node_modules/broken/package.json": `{"name":"broken","main":"main.cjs"}`,
    "node_modules/broken/main.cjs": `throw new RangeError("broken on load");`,
  });
  const packages = new Packages();
  const why = (specifier: string) => {
    try {
      packages.load(specifier, main);
      return undefined;
    } catch (error) {
      assert.ok(error instanceof UnavailableError);
      return error.message;
    }
  };
  assert.equal(why("nowhere"), "Cannot import nowhere: it is not installed");
  assert.equal(why("closed/inner"), "Cannot import closed/inner: the package does not export ./inner");
  assert.equal(why("broken"), "Cannot import broken: broken on load");
});
