import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import type { Linker } from "../../../replay/live/linker.ts";
import { loadParsers } from "../../../replay/live/parse_source.ts";
import { temporaryFolder } from "../../helpers/crash.ts";
import { captureIn, evaluate, frameOf, live } from "./captured_program.ts";
import { exportsOf, linkerOn, moduleOf } from "./modules_in_memory.ts";

async function valueOf(texts: Readonly<Record<string, string>>): Promise<unknown> {
  return (await exportsOf(texts)).value;
}

function exportOf(linker: Linker, file: string, name: string): unknown {
  return moduleOf(linker, file).exports.get(name)?.get();
}

test("paths of the nearest tsconfig.json count, with those that it extends, first choice first", async () => {
  const linker = await linkerOn({
    "tsconfig.json": `{ "compilerOptions": { "paths": { "~/*": ["./*"] } } }`,
    "apps/base.json":
      `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["gen/*", "web/src/*"], "one": ["one"] } } }`,
    "apps/web/tsconfig.json": `{ "extends": "../base", "compilerOptions": { "jsx": "react" } }`,
    "apps/web/src/main.ts": `
      import { a } from "@/a"; import { b } from "@/b.js"; import { one } from "one"; import { top } from "~/top";
      import { based } from "lib/based";
      export const value = a + b + one + top + based;`,
    "apps/gen/a.ts": `export const a = "gen-a ";`,
    "apps/web/src/a.ts": `export const a = "src-a ";`,
    "apps/web/src/b.ts": `export const b = "src-b ";`,
    "apps/one.ts": `export const one = "one ";`,
    "apps/lib/based.ts": `export const based = "based";`,
    "top.ts": `export const top = "top ";`,
  });
  assert.equal(exportOf(linker, "apps/web/src/main.ts", "value"), "gen-a src-b one top based");
});

test("packages of a Deno workspace are found by their names", async () => {
  const linker = await linkerOn({
    "deno.json": `{ "workspace": ["./core", "./app"] }`,
    "core/deno.json": `{ "name": "@m/core", "exports": { ".": "./mod.ts", "./sub": "./sub.ts" } }`,
    "core/mod.ts": `export const core = "core";`,
    "core/sub.ts": `export const sub = "sub";`,
    "app/deno.json": `{ "name": "@m/app", "imports": { "own": "./own.ts" } }`,
    "app/own.ts": `export const own = "own";`,
    "app/main.ts": `import { core } from "@m/core"; import { sub } from "@m/core/sub"; import { own } from "own";
      export const value = [core, sub, own].join();`,
  });
  assert.equal(exportOf(linker, "app/main.ts", "value"), "core,sub,own");
});

test("packages of a workspace that are links to folders of the program are modules of the program", async () => {
  const folder = join(temporaryFolder(), "workspace");
  const files = {
    "package.json": `{ "workspaces": ["packages/*"], "type": "module" }`,
    "packages/core/package.json": `{ "name": "@m/core", "type": "module", "exports": { ".": "./src/index.ts" } }`,
    "packages/core/src/index.ts": `
      import { pad } from "@m/pad";
      export class Id { #n: number; constructor(n: number) { this.#n = n; } get text(): string { return pad(this.#n); } }`,
    "packages/pad/package.json": `{ "name": "@m/pad", "type": "module", "main": "./pad.ts" }`,
    "packages/pad/pad.ts": `export const pad = (n: number): string => String(n).padStart(3, "0");`,
    "main.ts": `
      import { writeFileSync } from "node:fs";
      import process from "node:process";
      import { Id } from "@m/core";
      const { capture, init } = await import(process.env["KEEPTRACE"]!);
      const recording = await init();
      function work(id: Id): void {
        try { throw new Error(id.text + new Id(9).text); } catch (error) { writeFileSync(process.argv[2]!, capture(error)); }
      }
      work(new Id(7));
      await recording.dispose();`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, "node_modules", "@m"), { recursive: true });
  for (const name of ["core", "pad"]) {
    symlinkSync(join(folder, "packages", name), join(folder, "node_modules", "@m", name), "dir");
  }
  const session = await live(await captureIn(folder, "main.ts"));
  const frame = frameOf(session, "work");
  const found: unknown[] = [];
  for (const text of ["id.text", "new Id(4).text", "id instanceof Id"]) found.push(await evaluate(frame, text));
  assert.deepEqual(found, ["007", "004", true]);
});

const FACTORY = `
  export const Frag = "frag";
  export const h = (tag: unknown, props: unknown, ...kids: unknown[]) => [tag, props, ...kids].join("/");`;

test("JSX becomes calls of what the settings, or a comment in the module, name", async () => {
  const classic = `import { Frag, h } from "./h.ts"; export const value = <><b id="x">y</b></>;`;
  const settings = `{ "compilerOptions": { "jsx": "react", "jsxFactory": "h", "jsxFragmentFactory": "Frag" } }`;
  const bySettings = await linkerOn({ "tsconfig.json": settings, "h.ts": FACTORY, "a.tsx": classic });
  assert.equal(exportOf(bySettings, "a.tsx", "value"), "frag//b/[object Object]/y");
  const byComment = await linkerOn({ "h.ts": FACTORY, "a.jsx": `/** @jsx h */\n/** @jsxFrag Frag */\n${classic}` });
  assert.equal(exportOf(byComment, "a.jsx", "value"), "frag//b/[object Object]/y");
  const imported = await linkerOn({
    "deno.json": `{
      "imports": { "ui/jsx-runtime": "./ui.ts" },
      "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "ui" }
    }`,
    "ui.ts":
      `export const jsx = (tag: string, { children }: { children: string }) => tag + children; export const jsxs = jsx;`,
    "a.tsx": `export const value = <p>x</p>;`,
  });
  assert.equal(exportOf(imported, "a.tsx", "value"), "px");
});

test("a name that no settings know is that of a package", async () => {
  assert.equal(
    await valueOf({
      "tsconfig.json": `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./*"] } } }`,
      "a.ts":
        `import { join } from "node:path"; import { posix } from "path"; export const value = join("a", posix.join("b"));`,
    }),
    "a/b",
  );
});

test("a module that begins with very many line breaks, as a piece of a large one does, is read in no time", async () => {
  const { parseSource } = await loadParsers();
  const start = performance.now();
  const tree = parseSource(`${"\n".repeat(100_000)}export const value = 1; // @jsx h`, "file:///a.tsx");
  assert.equal(tree.lineOf(tree.program.body[0]!.start), 100_001);
  assert.ok(performance.now() - start < 5000);
});
