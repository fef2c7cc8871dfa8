/**
 * Looking at a dump takes no more rights than reading that one file: what SECURITY.md tells people to type.
 *
 * @module
 */
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FACES, SCRIPTS } from "../helpers/faces.ts";
import { binaryOf, exec, ROOT } from "../helpers/runtimes.ts";

const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), "keeptrace-rights-")));
process.on("exit", () => rmSync(FOLDER, { recursive: true, force: true }));

const DUMP = join(FOLDER, "crash.cbor");
copyFileSync(new URL("../fixtures/dump/v1.0.node.cbor", import.meta.url), DUMP);

const VERSION = (await exec([binaryOf("node"), "--version"])).stdout;
const FLAG = Number(/\d+/.exec(VERSION)?.[0]) < 24 ? "--experimental-permission" : "--permission";
const NODE = [binaryOf("node"), "--no-warnings", FLAG, `--allow-fs-read=${join(ROOT, "dist")}/`];
const DENO = [binaryOf("deno"), "run", "--no-prompt"];

/** Each face with a permission to read the dump and nothing else. */
async function everyFace(program: readonly string[]): Promise<void> {
  for (const face of [...FACES, ...SCRIPTS]) {
    const { code, stdout, stderr } = await exec([...program, ...face.map((arg) => arg === "FILE" ? DUMP : arg)]);
    // x is no variable there, and so what is said of it fails.
    const allowed = face[0] === "FILE" ? [0, 1] : [0];
    assert.ok(allowed.includes(code ?? -1), `${face.join(" ")}: ${code} ${stderr}`);
    assert.doesNotMatch(
      stdout + stderr,
      /ERR_ACCESS_DENIED|NotCapable|ermission|Requires|\n {4}at node:/,
      face.join(" "),
    );
    assert.notEqual(stdout, "", face.join(" "));
  }
}

test("under Node's permission model every face of the program needs to read the dump and its own folder", async () => {
  await everyFace([...NODE, `--allow-fs-read=${DUMP}`, join(ROOT, "dist", "cli.js")]);
});

test("under Node's permission model the program may read no other file", async () => {
  const { code, stderr } = await exec([...NODE, join(ROOT, "dist", "cli.js"), DUMP, "-c", "where"]);
  assert.equal(code, 2);
  assert.match(stderr, /^keeptrace: [^\n]*crash\.cbor: this process has no permission to read it; [^\n]*\n$/);
});

test("under Node's permission model openDump() needs to read its own folder and cbor-x, and evaluates, starts and writes nothing", async () => {
  const script = join(FOLDER, "look.mjs");
  const replay = pathToFileURL(join(ROOT, "dist", "replay.js")).href;
  writeFileSync(
    script,
    `import { readFileSync } from "node:fs";
import { openDump } from "${replay}";
const session = openDump(readFileSync(process.argv[2]));
const frame = session.frames.find(({ functionName }) => functionName === "objects");
session.file.heap.verify();
const { value } = await frame.evaluate("square.side * 2");
console.log(value, process.permission.has("child"), process.permission.has("worker"));
`,
  );
  const folders = [`${FOLDER}/`, join(ROOT, "node_modules", "cbor-x") + "/"].map((folder) =>
    `--allow-fs-read=${folder}`
  );
  const { stdout, stderr } = await exec([...NODE, ...folders, script, DUMP]);
  assert.equal(stdout, "4 false false\n", stderr);
});

test("under Deno every face of the program needs to read the dump and nothing else", async () => {
  await everyFace([...DENO, `--allow-read=${DUMP}`, join(ROOT, "replay.ts")]);
});

test("under Deno the program may read no other file", async () => {
  const { code, stderr } = await exec([...DENO, join(ROOT, "replay.ts"), "verify", DUMP]);
  assert.equal(code, 2);
  assert.match(stderr, /^keeptrace: [^\n]*crash\.cbor: this process has no permission to read it; [^\n]*\n$/);
});

test("under Deno values, previews, JSON and completion need no permission for anything", async () => {
  const program = fileURLToPath(new URL("../fixtures/dump/look_without_permission.ts", import.meta.url));
  const { stdout, stderr } = await exec([...DENO, program]);
  assert.equal(stdout, "true price Order.checkout\n", stderr);
});

test("SECURITY.md and README.md tell the same commands", () => {
  for (const name of ["SECURITY.md", "README.md"]) {
    const text = readFileSync(join(ROOT, name), "utf8");
    assert.match(text, /deno run --no-prompt --allow-read=crash\.cbor replay\.ts crash\.cbor/, name);
    assert.match(
      text,
      /node --permission --allow-fs-read="[^"]+" --allow-fs-read="\$PWD\/crash\.cbor"/,
      name,
    );
  }
});
