import test from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../dump/version.ts";
import { ROOT } from "../helpers/runtimes.ts";

function read(name: string) {
  return JSON.parse(readFileSync(join(ROOT, name), "utf8"));
}

const npm = read("package.json");
const deno = read("deno.json");

test("package.json, deno.json and the code carry the same version", () => {
  assert.equal(deno.version, npm.version);
  assert.equal(VERSION, npm.version);
});

test("package.json and deno.json name the same licence, which is there", () => {
  assert.equal(deno.license, npm.license);
  assert.ok(existsSync(join(ROOT, "LICENSE")));
});

test("package.json and deno.json have the same entries", () => {
  assert.deepEqual(
    Object.keys(npm.exports).filter((name) => name !== "./package.json"),
    Object.keys(deno.exports),
  );
  for (const file of Object.values<string>(deno.exports)) assert.ok(existsSync(join(ROOT, file)), file);
});

test("package.json and deno.json take the same versions of packages", () => {
  for (const [name, specifier] of Object.entries<string>(deno.imports)) {
    if (!specifier.startsWith("npm:")) continue;
    assert.equal(specifier, `npm:${name}@${npm.dependencies[name] ?? npm.devDependencies[name]}`);
  }
});

test("the npm package depends on cbor-x alone; what else replaying needs is bundled", () => {
  assert.deepEqual(Object.keys(npm.dependencies), ["cbor-x"]);
});

test("deno.lock knows every dependency that the two list", () => {
  const { dependencies, packageJson } = read("deno.lock").workspace;
  const all = { ...npm.dependencies, ...npm.devDependencies };
  const foreign = Object.values<string>(deno.imports).filter((specifier) => !specifier.startsWith("./"));
  assert.deepEqual(dependencies.length, foreign.length);
  assert.deepEqual(packageJson.dependencies.length, Object.keys(all).length);
  for (const name of Object.keys(all)) {
    const known = packageJson.dependencies.some((specifier: string) => specifier.startsWith(`npm:${name}@`));
    assert.ok(known, `${name}: run npx deno install --lockfile-only`);
  }
});

test("deno.json knows the npm package's name, which the examples in README.md import", () => {
  assert.equal(deno.imports[npm.name], deno.exports["."]);
});

test("deno.json links the ports of @std that tsconfig.json names too", () => {
  const { paths } = read("tsconfig.json").compilerOptions;
  const ported = deno.links.flatMap((folder: string) => {
    const port = read(join(folder, "deno.json"));
    return Object.entries<string>(port.exports).map(([name, file]) => [
      port.name + name.slice(1),
      [`${folder}/${file.slice(2)}`],
    ]);
  });
  assert.deepEqual(paths, Object.fromEntries(ported));
  for (const folder of deno.links) {
    const { name, version } = read(join(folder, "deno.json"));
    assert.equal(deno.imports[name], `jsr:${name}@^${version.split(".")[0]}`);
  }
});
