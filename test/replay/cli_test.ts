import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { writeDump } from "../../dump/write.ts";
import { main } from "../../replay/cli.ts";
import { sampleDump } from "../helpers/build_dump.ts";
import { program } from "../helpers/program.ts";
import { binaryOf, commandOf, CURRENT, exec, ROOT, run } from "../helpers/runtimes.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-cli-"));
const BYTES = writeDump(sampleDump());

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}

const CRASH = file("crash.cbor", BYTES);

test("-c runs commands and exits with 0, or with 1 when one failed", async () => {
  assert.deepEqual(await program([CRASH, "-c", "p this.id", "-c", "p 1 + 1"]), {
    code: 0,
    stdout: "7\n2\n",
    stderr: "",
  });
  assert.deepEqual(await program([CRASH, "-c", "nope", "-c", "p 1"]), {
    code: 1,
    stdout: "1\n",
    stderr: "keeptrace: ReferenceError: nope is not defined\n",
  });
});

test("--json prints one line a command", async () => {
  const { code, stdout } = await program(["--json", "-c", "p this.id", CRASH, "-c", "nope"]);
  assert.equal(code, 1);
  assert.deepEqual(stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), [
    { command: "p this.id", ok: true, result: { type: "number", preview: "7", value: 7 } },
    { command: "nope", ok: false, error: "ReferenceError: nope is not defined" },
  ]);
});

test("commands come from standard input where there is no terminal, after the opening", async () => {
  const { code, stdout } = await program([CRASH], { input: "p this.id\n[1,\n2]\n\n# a note\np 3" });
  assert.equal(code, 0);
  assert.match(stdout, /^TypeError: Cannot read[^]*\n7\nArray\(2\) \[1, 2\]\n3\n$/);
});

test("with --json, standard input gives lines of JSON and nothing else", async () => {
  const { stdout } = await program([CRASH, "--json"], { input: "p 1\np 2" });
  assert.deepEqual(stdout.trimEnd().split("\n").map((line) => JSON.parse(line).result.value), [1, 2]);
});

test("- is a dump on standard input", async () => {
  let out = "";
  async function* stdin() {
    await Promise.resolve();
    yield BYTES.subarray(0, 100);
    yield BYTES.subarray(100);
  }
  const stdio = { stdin: stdin(), stdout: { write: (text: string) => out += text }, stderr: { write: () => {} } };
  assert.equal(await main(["-", "-c", "p this.id"], { ...stdio, env: {}, home: () => FOLDER }), 0);
  assert.equal(out, "7\n");
});

test("a compressed dump opens", async () => {
  const path = file("crash.cbor.gz", gzipSync(BYTES));
  assert.deepEqual(await program([path, "-c", "p this.id"]), { code: 0, stdout: "7\n", stderr: "" });
});

test("several files are run one after another, and named", async () => {
  const other = file("other.cbor", BYTES);
  const { stdout } = await program([CRASH, other, "-c", "p this.id"]);
  assert.equal(stdout, `${CRASH}\n7\n${other}\n7\n`);
  const json = await program([CRASH, other, "-c", "p this.id", "--json"]);
  assert.deepEqual(json.stdout.trimEnd().split("\n").map((line) => JSON.parse(line).file), [CRASH, other]);
});

test("--version and --help say so", async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  assert.deepEqual(await program(["--version"]), { code: 0, stdout: `keeptrace ${version}\n`, stderr: "" });
  const { code, stdout } = await program(["--help"]);
  assert.equal(code, 0);
  assert.match(stdout, /-c COMMAND/);
});

function folder(name: string, files: Record<string, Uint8Array | string>): string {
  const path = join(FOLDER, name);
  mkdirSync(path);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes);
  return path;
}

/** What is wrong, and what the line must say. */
const BAD: readonly (readonly [what: string, argv: () => string[], said: RegExp])[] = [
  ["nothing on standard input", () => ["-", "-c", "p 1"], /standard input: the file is empty/],
  ["no file", () => [], /no file is named: type keeptrace-repl crash\.cbor/],
  ["a missing file", () => [join(FOLDER, "nope.cbor")], /nope\.cbor: there is no such file; check the path/],
  ["an empty file", () => [file("empty.cbor", "")], /empty\.cbor: the file is empty/],
  ["a text file", () => [file("log.txt", "Error: x\n    at y\n")], /log\.txt: this is a text file, not a dump/],
  ["a foreign CBOR file", () => [file("foreign.cbor", new Uint8Array([0xd9, 0xd9, 0xf7, 0xa0]))], /foreign\.cbor: /],
  [
    "a truncated file",
    () => [file("cut.cbor", BYTES.subarray(0, BYTES.length >> 1))],
    /cut\.cbor: the file is cut off/,
  ],
  [
    "a damaged file",
    () => [file("bad.cbor", BYTES.map((byte, at) => at === BYTES.length - 400 ? byte ^ 1 : byte))],
    /bad\.cbor: /,
  ],
  ["an empty folder", () => [folder("none", {})], /none: it is a folder, and there is no dump in it/],
  [
    "a folder with a dump",
    () => [folder("one", { "a.cbor": BYTES, "b.txt": "" })],
    /one dump in it; type keeptrace-repl .*a\.cbor/,
  ],
  [
    "a folder with dumps",
    () => [folder("two", { "a.cbor": BYTES, "b.cbor": BYTES })],
    /2 dumps in it; type .* for the newest/,
  ],
  ["a wrong flag", () => [CRASH, "--nope=1"], /there is no option --nope: type keeptrace-repl --help/],
  ["a short wrong flag", () => [CRASH, "-x"], /there is no option -x/],
  ["-c without a command", () => [CRASH, "-c"], /-c is the last argument: type what follows it/],
];

test("bad arguments and files are one line on standard error and exit code 2", async () => {
  for (const [what, argv, said] of BAD) {
    const { code, stdout, stderr } = await program(argv());
    assert.deepEqual([code, stdout], [2, ""], what);
    assert.match(stderr, /^keeptrace: [^\n]+\n$/, what);
    assert.match(stderr, said, what);
  }
});

test("a name with control characters is escaped in the complaint", async () => {
  const { stderr } = await program([join(FOLDER, "a\x1b[31m.cbor")]);
  assert.match(stderr, /a\\x1b\[31m\.cbor/);
});

test("the program itself exits with the code, and writes all of a long output", async () => {
  const args = [join(ROOT, "replay.ts"), CRASH];
  const good = await run(CURRENT, [
    ...args,
    "-c",
    "p 'x'.repeat(1000)",
    "--json",
    ...Array(300).fill(["-c", "locals"]).flat(),
  ]);
  assert.equal(good.code, 0, good.stderr);
  assert.equal(good.stdout.trimEnd().split("\n").length, 301);
  assert.equal((await run(CURRENT, [...args, "-c", "nope"])).code, 1);
  const bad = await run(CURRENT, [join(ROOT, "replay.ts"), "nope.cbor"]);
  assert.deepEqual([bad.code, bad.stdout], [2, ""]);
  assert.match(bad.stderr, /^keeptrace: nope\.cbor: [^\n]+\n$/);
});

test("whoever stops reading the output ends the program quietly", async () => {
  const command = [
    ...commandOf(CURRENT, [join(ROOT, "replay.ts"), CRASH]),
    ...Array(300).fill(["-c", "locals"]).flat(),
  ];
  const quoted = command.map((word) => `'${word}'`).join(" ");
  const { stdout, stderr } = await exec(["sh", "-c", `${quoted} | head -n 1`]);
  assert.equal(stdout.split("\n").length, 2);
  assert.equal(stderr, "");
});

test("under Deno the program needs no permission but reading, and no file but the dump beside its own", async () => {
  const command = [
    binaryOf("deno"),
    "run",
    "--no-prompt",
    `--allow-read=${ROOT},${CRASH}`,
    join(ROOT, "replay.ts"),
    CRASH,
  ];
  const lines = [
    "where",
    "p this.items.map((item) => item.price)",
    "pp this",
    "locals",
    "list",
    "find Tea",
    "exception",
  ];
  const { code, stdout, stderr } = await exec([...command, ...lines.flatMap((line) => ["-c", line])]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /Array\(2\) \[10, 1\.25\]/);
});
