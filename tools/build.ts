/**
 * Builds what the npm package holds: JavaScript for Node 20 and Bun, flat in `dist/`, and types in `dist/types/`.
 *
 * @module
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { licenseNotices } from "./build/license_notices.ts";
import { linkProgram } from "./build/link_program.ts";
import { mergeChunks } from "./build/merge_chunks.ts";
import { writeTypes } from "./build/write_types.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIST = join(ROOT, "dist");

/** Where the package is put together, so that a program that runs meanwhile does not find half of it. */
const FRESH = join(ROOT, "node_modules", `.dist-${process.pid}`);

/** Where each file of the package comes from. The relay's thread is loaded by its path, beside the module that starts it. */
const ENTRIES = {
  mod: "mod.ts",
  capture: "capture/mod.ts",
  register: "capture/register.ts",
  relay_worker: "capture/engine/relay_worker.ts",
  replay: "replay/mod.ts",
  cli: "replay.ts",
};

/** What loads into other people's programs, which stays as a person reads it. */
const RECORDING = /^(?:mod|capture|register|relay_worker)\.js$|^core-.*\b(?:capture|register|relay_worker)\b/;

/** Entries that a program imports; `tools/build/tsconfig.json` lists their sources. */
const TYPES = ["mod.d.ts", "capture/mod.d.ts", "capture/register.d.ts", "replay/mod.d.ts"];

/** The relay's thread as one text, for programs that a bundler has made of the package: those have no files of it. */
async function relayText(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRIES.relay_worker],
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  return outputFiles[0]!.text;
}

async function buildJavaScript(): Promise<void> {
  const result = await build({
    absWorkingDir: ROOT,
    define: { KEEPTRACE_RELAY_TEXT: JSON.stringify(await relayText()) },
    entryPoints: ENTRIES,
    outdir: FRESH,
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    chunkNames: "chunk-[hash]",
    // The decoder is bundled, for the program starts sooner without the search for a package.
    external: ["cbor-x/index-no-eval"],
    tsconfig: join(ROOT, "tsconfig.json"),
    logLevel: "warning",
    charset: "utf8",
    legalComments: "inline",
    metafile: true,
  });
  const { outputs } = result.metafile;
  for (const [file, text] of await mergeChunks(result)) {
    writeFileSync(join(FRESH, file), RECORDING.test(file) ? text : await shrink(text));
  }
  const bundled = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  writeFileSync(join(FRESH, "licenses.txt"), licenseNotices(ROOT, bundled) + "\n");
}

/** Takes the white space out of a module. */
async function shrink(text: string): Promise<string> {
  const options = { minifyWhitespace: true, charset: "utf8", legalComments: "inline", target: "node20" } as const;
  return (await transform(text, options)).code;
}

/** The program starts by itself under Node; run from source it starts under Deno. */
function makeExecutable(file: string): void {
  const text = readFileSync(file, "utf8").replace(/^#!.*\n/, "");
  writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  chmodSync(file, 0o755);
}

mkdirSync(FRESH);
try {
  await buildJavaScript();
  makeExecutable(join(FRESH, "cli.js"));
  writeTypes(ROOT, join(ROOT, "tools", "build", "tsconfig.json"), join(FRESH, "types"), TYPES);
  rmSync(DIST, { recursive: true, force: true });
  renameSync(FRESH, DIST);
  linkProgram(ROOT, "keeptrace-repl", join(DIST, "cli.js"));
  console.log(`${readdirSync(DIST).filter((name) => name.endsWith(".js")).length} modules in dist/`);
} catch (error) {
  // The compilers have said where.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(FRESH, { recursive: true, force: true });
}
