import test from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { installTarball, packTarball } from "../helpers/installed_package.ts";
import { binaryOf, exec, ROOT, type RunResult } from "../helpers/runtimes.ts";

const FOLDER = await installTarball(await packTarball());
const BIN = join(ROOT, "node_modules", ".bin");

const RECORD = `import { writeFileSync } from "node:fs";
import { capture, init } from "keeptrace-repl";
await using recorder = await init();
function withdraw(account, amount) {
  const missing = amount - account.balance;
  if (missing > 0) throw new RangeError("too little by " + missing);
}
try {
  withdraw({ owner: "Ada", balance: 5 }, 47);
} catch (error) {
  writeFileSync(process.argv[2], capture(error));
}
`;

const OPEN = `import { readFileSync } from "node:fs";
import { openDump } from "keeptrace-repl/replay";
const session = openDump(new Uint8Array(readFileSync(process.argv[2])));
const { name, message, frames } = session.exceptions[0];
console.log(JSON.stringify({ name, message, frame: frames[0].functionName, missing: (await frames[0].evaluate("missing")).value }));
`;

const CRASH = `function parse(text) {
  const limit = 3;
  if (text.length > limit) throw new TypeError("too long");
}
parse("abcdef");
`;

for (const [name, text] of Object.entries({ "record.mjs": RECORD, "open.mjs": OPEN, "crash.mjs": CRASH })) {
  writeFileSync(join(FOLDER, name), text);
}

/** `await using` is younger than Node 20: esbuild lowers it there. */
async function nodeProgram(name: string): Promise<string> {
  const { build } = await import("esbuild");
  const outfile = join(FOLDER, name.replace(".mjs", ".node.mjs"));
  await build({ entryPoints: [join(FOLDER, name)], outfile, target: "node20", logLevel: "error" });
  return outfile;
}

function inFolder(command: readonly string[], env: Record<string, string> = {}): Promise<RunResult> {
  return exec(command, {
    cwd: FOLDER,
    timeoutMs: 60_000,
    env: { NO_COLOR: "1", npm_config_loglevel: "error", PATH: `${BIN}:${process.env.PATH}`, ...env },
  });
}

async function opens(file: string): Promise<void> {
  const { code, stdout, stderr } = await inFolder([
    "npx",
    "keeptrace-repl",
    file,
    "--json",
    "-c",
    "where",
    "-c",
    "p missing",
  ]);
  assert.equal(code, 0, stdout + stderr);
  const [where, missing] = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(where.ok, true);
  assert.equal(where.result.frames[0].functionName, "withdraw");
  assert.equal(where.result.frames[0].locals, "available");
  assert.equal(missing.result.preview, "42");
}

test("the installed package records and opens on Node, without a TypeScript loader", async () => {
  const recorded = await inFolder([binaryOf("node"), await nodeProgram("record.mjs"), "node.cbor"]);
  assert.equal(recorded.code, 0, recorded.stderr);
  await opens("node.cbor");
});

test("the installed package records and opens on Bun", async () => {
  const recorded = await inFolder([binaryOf("bun"), "record.mjs", "bun.cbor"]);
  assert.equal(recorded.code, 0, recorded.stderr);
  await opens("bun.cbor");
});

test("the installed package records and opens on Deno", async () => {
  const recorded = await inFolder([binaryOf("deno"), "run", "-A", "record.mjs", "deno.cbor"]);
  assert.equal(recorded.code, 0, recorded.stderr);
  await opens("deno.cbor");
});

test("bunx runs the program with Node, and with Bun alone", async () => {
  const file = (await recordedFile()).path;
  for (const flags of [[], ["--bun"]]) {
    const { code, stdout, stderr } = await inFolder(["bunx", ...flags, "keeptrace-repl", file, "-c", "p missing"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /42/);
  }
});

test("openDump of the installed package answers on every runtime", async () => {
  const file = (await recordedFile()).path;
  for (const command of [[binaryOf("node")], [binaryOf("bun")], [binaryOf("deno"), "run", "-A"]]) {
    const { code, stdout, stderr } = await inFolder([...command, "open.mjs", file]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), {
      name: "RangeError",
      message: "too little by 42",
      frame: "withdraw",
      missing: 42,
    });
  }
});

test("register of the installed package dumps what nobody caught, and leaves the exit code", async () => {
  const preloads = [
    [binaryOf("node"), "--import", "keeptrace-repl/register"],
    [binaryOf("bun"), "--preload", "keeptrace-repl/register"],
    [binaryOf("deno"), "run", "-A", "--preload", "npm:keeptrace-repl/register"],
  ];
  for (const [index, command] of preloads.entries()) {
    const dumps = join(FOLDER, `dumps-${index}`);
    const { code, stderr } = await inFolder([...command, "crash.mjs"], { KEEPTRACE_DIR: dumps });
    assert.equal(code, 1, stderr);
    assert.match(stderr, /TypeError: too long/);
    const [file, ...others] = readdirSync(dumps);
    assert.deepEqual(others, []);
    const shown = await inFolder(["npx", "keeptrace-repl", join(dumps, file!), "-c", "p limit"]);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /3/);
  }
});

test("a bad file is one line and exit code 2", async () => {
  writeFileSync(join(FOLDER, "empty.cbor"), "");
  const { code, stdout, stderr } = await inFolder(["npx", "keeptrace-repl", "empty.cbor", "-c", "where"]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^[^\n]*empty\.cbor[^\n]*\n$/);
});

test("recording loads nothing but keeptrace's own modules and cbor-x", async () => {
  writeFileSync(
    join(FOLDER, "hooks.mjs"),
    `import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync("loaded.txt", url + "\\n");
  return next(url, context);
}
`,
  );
  writeFileSync(
    join(FOLDER, "trace.mjs"),
    `import { register } from "node:module";\nregister("./hooks.mjs", import.meta.url);\n`,
  );
  writeFileSync(
    join(FOLDER, "only.mjs"),
    `import { capture } from "keeptrace-repl/capture";\ncapture(new Error("x"));\n`,
  );
  const { code, stderr } = await inFolder([binaryOf("node"), "--import", "./trace.mjs", "only.mjs"]);
  assert.equal(code, 0, stderr);
  const loaded = readFileSync(join(FOLDER, "loaded.txt"), "utf8").trim().split("\n");
  const packages = loaded
    .map((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1])
    .filter((name) => name !== undefined);
  assert.deepEqual([...new Set(packages)].sort(), ["cbor-x", "keeptrace-repl"]);
});

test("importing the package opens no port, starts no thread and holds no process", async () => {
  writeFileSync(
    join(FOLDER, "quiet.mjs"),
    `const before = new Set(Reflect.ownKeys(globalThis));
await import("keeptrace-repl");
await import("keeptrace-repl/replay");
const { url } = await import("node:inspector");
console.log(JSON.stringify({
  globals: Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String),
  inspector: url() ?? null,
  active: process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe|FSReq|CloseReq)/.test(name)),
}));
`,
  );
  const { code, stdout, stderr } = await inFolder([binaryOf("node"), "quiet.mjs"]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), { globals: [], inspector: null, active: [] });
});

let recorded: Promise<{ path: string }> | undefined;

/** A dump that the installed package recorded on Node. */
function recordedFile(): Promise<{ path: string }> {
  return recorded ??= (async () => {
    const path = join(FOLDER, "shared.cbor");
    const { code, stderr } = await inFolder([binaryOf("node"), await nodeProgram("record.mjs"), path]);
    assert.equal(code, 0, stderr);
    return { path };
  })();
}
