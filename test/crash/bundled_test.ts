import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { build, type BuildOptions } from "esbuild";
import { open, stack, temporaryFolder, variables } from "../helpers/crash.ts";
import { binaryOf, commandOf, CURRENT, exec, ROOT } from "../helpers/runtimes.ts";

const PROGRAM = `import { dump, init } from "keeptrace-repl";

function price(item) {
  const cents = item.cents;
  if (cents === undefined) throw new TypeError("no price");
  return cents;
}

init().then((recording) => {
  console.log(recording.engine, recording.reason);
  try {
    price({ sku: "a" });
  } catch (error) {
    dump(error);
  }
  return recording.dispose();
});
`;

/** Makes one file of a program and the package, in a folder that has no other, and runs it. */
async function runBundle(
  name: string,
  options: BuildOptions,
): Promise<{ stdout: string; stderr: string; dumps: string }> {
  const folder = temporaryFolder();
  const file = join(folder, name);
  await build({
    stdin: { contents: PROGRAM, resolveDir: folder, sourcefile: "program.js" },
    alias: { "keeptrace-repl": join(ROOT, "dist", "capture.js") },
    outfile: file,
    bundle: true,
    platform: "node",
    logLevel: "error",
    ...options,
  });
  writeFileSync(join(folder, "package.json"), "{}");
  const dumps = join(folder, "dumps");
  const command = CURRENT === "node" ? [binaryOf("node"), file] : commandOf(CURRENT, [file]);
  const { stdout, stderr } = await exec(command, { cwd: folder, timeoutMs: 60_000, env: { KEEPTRACE_DIR: dumps } });
  return { stdout, stderr, dumps };
}

test("a program that was made one file with the package records variables", async () => {
  const banner = `import { createRequire as r } from "node:module"; const require = r(import.meta.url);`;
  const { stdout, stderr, dumps } = await runBundle("app.mjs", { format: "esm", banner: { js: banner } });
  assert.equal(stdout, "relay undefined\n", stderr);
  const [name] = readdirSync(dumps);
  const [where, locals, item] = await open(CURRENT, join(dumps, name!), ["where", "locals", "p item"]);
  assert.match(stack(where!)[0]!, /^price app\.mjs:\d+$/);
  assert.equal(Object.values(variables(locals!)).includes('{sku: "a"}'), true);
  assert.equal(item?.ok, true);
});

test("a minified CommonJS bundle, which does not know its address, records variables", async () => {
  const options: BuildOptions = { format: "cjs", minify: true, logOverride: { "empty-import-meta": "silent" } };
  const { stdout, stderr, dumps } = await runBundle("app.cjs", options);
  assert.match(stdout, /^relay (?:undefined|void 0)\n$/, stderr);
  const [name] = readdirSync(dumps);
  const [where, locals] = await open(CURRENT, join(dumps, name!), ["where", "locals"]);
  assert.match(stack(where!)[0]!, / app\.cjs:\d+$/);
  assert.equal(Object.values(variables(locals!)).includes('{sku: "a"}'), true);
});
