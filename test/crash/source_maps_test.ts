import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { openEverywhere, stack, temporaryFolder, variables } from "../helpers/crash.ts";
import { binaryOf, commandOf, CURRENT, exec, ROOT } from "../helpers/runtimes.ts";

const MAIN = `import { parse } from "./parse.ts";
import { dump, init } from "keeptrace-repl";

const recording = await init();
const texts: string[] = ["a=1", "broken"];
try {
  for (const text of texts) parse(text);
} catch (error) {
  dump(error);
}
await recording.dispose();
`;
/** The same, for a recording that is armed already; with a call that JavaScriptCore has no frame of in its printed stack. */
const UNCAUGHT = `import { parse } from "./parse.ts";

function check(text: string) {
  return parse(text);
}
for (const text of ["a=1", "broken"] as string[]) check(text);
`;
const PARSE = `interface Pair {
  readonly key: string;
  readonly value: string;
}

export function parse(text: string): Pair {
  const at = text.indexOf("=");
  if (at < 0) throw new SyntaxError(\`no = in \${text}\`);
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}
`;

const PRICE = `export function price(item: Item): number {
  const cents = item.cents;
  if (cents === undefined) throw new TypeError("no price");
  return cents;
}
`;

/** No file to read a map from; Deno itself would read it to its end. */
const ENDLESS = CURRENT === "deno" ? "/dev/null" : "/dev/zero";

/**
 * Builds the program with esbuild, takes its sources away, runs it, and returns its dump.
 *
 * @param preloads Whether recording is armed before the program is read, which then catches nothing.
 */
async function crashBuilt(
  options: BuildOptions,
  change = (text: string) => text,
  preloads = false,
): Promise<string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "main.ts"), preloads ? UNCAUGHT : MAIN);
  writeFileSync(join(folder, "src", "parse.ts"), PARSE);
  const capture = pathToFileURL(join(ROOT, CURRENT === "node" ? "dist/capture.js" : "capture/mod.ts")).href;
  const outfile = join(folder, "out", "main.mjs");
  await build({
    entryPoints: [join(folder, "src", "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    plugins: [{
      name: "keeptrace stays outside",
      setup: (builder) => builder.onResolve({ filter: /^keeptrace-repl$/ }, () => ({ path: capture, external: true })),
    }],
    logLevel: "error",
    ...options,
  });
  rmSync(join(folder, "src"), { recursive: true });
  writeFileSync(outfile, change(readFileSync(outfile, "utf8")));
  const flags = CURRENT === "deno" ? ["--config", join(ROOT, "deno.json")] : [];
  const register = pathToFileURL(join(ROOT, CURRENT === "node" ? "dist/register.js" : "capture/register.ts"));
  const preload = preloads ? [CURRENT === "bun" ? fileURLToPath(register) : register.href] : [];
  const command = CURRENT === "node"
    ? [binaryOf("node"), ...preload.flatMap((file) => ["--import", file]), outfile]
    : commandOf(CURRENT, [outfile], { flags, preload });
  const dir = join(folder, "dumps");
  const { code, stderr } = await exec(command, { timeoutMs: 60_000, env: { KEEPTRACE_DIR: dir } });
  assert.equal(code, preloads ? 1 : 0, stderr);
  const [name] = readdirSync(dir);
  return join(dir, name!);
}

test("a bundle: frames stand in the sources, whose texts are those in its map", async () => {
  const dump = await crashBuilt({ sourcemap: true });
  const [where, list, locals] = await openEverywhere(dump, ["where", "list", "locals"]);
  assert.deepEqual(stack(where!).slice(0, 2), ["parse parse.ts:8", "(anonymous) main.ts:7"]);
  assert.match(JSON.stringify(list!.result), /throw new SyntaxError/);
  assert.match(JSON.stringify(list!.result), /readonly value: string/);
  assert.deepEqual(variables(locals!), { text: '"broken"', at: "-1" });
});

test("a bundle that is read when recording is armed already: frames stand in the sources", async () => {
  const dump = await crashBuilt({ sourcemap: true, minifySyntax: true, minifyWhitespace: true }, undefined, true);
  const [where, locals] = await openEverywhere(dump, ["where", "locals"]);
  assert.deepEqual(stack(where!).slice(0, 3), ["parse parse.ts:8", "check main.ts:4", "(anonymous) main.ts:6"]);
  assert.deepEqual(variables(locals!), { text: '"broken"', at: "-1" });
});

test("a minified bundle with its map inside: lines of the sources, variables by the names that ran", async () => {
  const dump = await crashBuilt({ sourcemap: "inline", minify: true });
  const [where, locals] = await openEverywhere(dump, ["where", "locals"]);
  const frames = stack(where!).slice(0, 2);
  assert.deepEqual(frames.map((line) => line.replace(/^\S+ /, "")), ["parse.ts:8", "main.ts:7"]);
  // V8 says where a function's parameters begin, and so where its name stands.
  if (CURRENT !== "bun") assert.equal(frames[0], "parse parse.ts:8");
  assert.deepEqual(Object.values(variables(locals!)).sort(), ['"broken"', "-1"]);
});

test("a map without texts, and one that is none: frames stand in the bundle", async () => {
  for (
    const dump of [
      await crashBuilt({ sourcemap: true, sourcesContent: false }),
      await crashBuilt({}, (text) => `${text}\n//# sourceMappingURL=data:application/json,{"mappings":7\n`),
      await crashBuilt({}, (text) => `${text}\n//# sourceMappingURL=${ENDLESS}\n`),
    ]
  ) {
    const [where, locals] = await openEverywhere(dump, ["where", "locals"]);
    // Deno applies maps itself, whether there is a text or not.
    if (CURRENT !== "deno") assert.match(stack(where!)[0]!, /^parse main\.mjs:/);
    assert.deepEqual(variables(locals!), { text: '"broken"', at: "-1" });
  }
});

test("a module that a tool compiles in memory and evaluates, as test runners do: frames stand in the file", async () => {
  const folder = temporaryFolder();
  const source = join(folder, "shop.ts");
  writeFileSync(source, `interface Item {\n  readonly cents?: number;\n}\n\n${PRICE}`);
  const { transform } = await import("esbuild");
  const { code } = await transform(readFileSync(source, "utf8"), {
    loader: "ts",
    sourcemap: "inline",
    sourcefile: source,
    format: "cjs",
    banner: "\n\n\n\n\n\n",
  });
  const capture = pathToFileURL(join(ROOT, CURRENT === "node" ? "dist/capture.js" : "capture/mod.ts")).href;
  const runner = join(folder, "runner.mjs");
  writeFileSync(
    runner,
    `import { runInThisContext } from "node:vm";
    import { dump, init } from ${JSON.stringify(capture)};
    const recording = await init();
    const module = { exports: {} };
    const filename = ${JSON.stringify(CURRENT === "bun" ? source : pathToFileURL(source).href)};
    runInThisContext("(function (module, exports) {" + ${
      JSON.stringify(code)
    } + "\\n})", { filename })(module, module.exports);
    try {
      module.exports.price({});
    } catch (error) {
      dump(error);
    }
    await recording.dispose();`,
  );
  const flags = CURRENT === "deno" ? ["--config", join(ROOT, "deno.json")] : [];
  const command = CURRENT === "node" ? [binaryOf("node"), runner] : commandOf(CURRENT, [runner], { flags });
  const dir = join(folder, "dumps");
  const { code: exit, stderr } = await exec(command, { timeoutMs: 60_000, env: { KEEPTRACE_DIR: dir } });
  assert.equal(exit, 0, stderr);
  const [name] = readdirSync(dir);
  const [where, locals, list] = await openEverywhere(join(dir, name!), ["where", "locals", "list"]);
  // JavaScriptCore does not tell of the map.
  if (CURRENT !== "bun") {
    assert.equal(stack(where!)[0], "price shop.ts:7");
    assert.match(JSON.stringify(list!.result), /7.*throw new TypeError/);
  }
  const { item, cents } = variables(locals!);
  assert.deepEqual([item, cents], ["{}", "undefined"]);
});
