import assert from "node:assert/strict";
import test from "node:test";
import { secrecyOf, secretForms, suspect, suspiciousLines } from "../../../replay/report/secret_finder.ts";
import { NodeKind } from "../../../dump/format.ts";
import { smallestDump } from "../../helpers/build_dump.ts";
import { DumpBuilder, omitted } from "../../helpers/dump_builder.ts";
import { matchGolden } from "../repl/golden.ts";
import { dumpFile, newFolder, program } from "../../helpers/program.ts";

const FOLDER = newFolder();
const GITHUB = `ghp_${"a1B2".repeat(9)}`;

function dumpWithSecrets() {
  const dump = new DumpBuilder();
  const source = dump.source(
    "file:///app/main.ts",
    `const url = "https://ada:hunter22@db.example/";\nconst password = ask();\n`,
  );
  const user = dump.node(NodeKind.object, {
    properties: {
      name: "Ada",
      password: "hunter2",
      apiKey: omitted({ reason: "redacted", type: "string" }),
      pin: 1234,
      password2: dump.function({ name: "password2" }),
    },
  });
  const headers = dump.node(NodeKind.map, { payload: ["authorization", "Bearer abc.def.123456789", "accept", "*/*"] });
  const frame = dump.frame({
    functionName: "login",
    position: { url: "file:///app/main.ts", line: 1, column: 1 },
    source,
    scopes: [dump.scope("local", {
      user,
      headers,
      token: GITHUB,
      tokens: 12,
      session: "[redacted]",
      sha256: "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRg",
      blob: "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRg",
    })],
  });
  dump.exception({
    value: undefined,
    name: "undefined",
    message: "GET https://x:verysecret@host/ failed",
    frames: [frame],
  });
  return dump.build();
}

const PATH = dumpFile(FOLDER, "secrets.cbor", dumpWithSecrets());

test("secrets lists what looks like a secret, by path, and shows none", async () => {
  const { code, stdout, stderr } = await program(["secrets", PATH]);
  assert.deepEqual([code, stderr], [1, ""]);
  assert.ok(!stdout.includes("password2"), "a function is no secret");
  for (const secret of ["hunter2", "hunter22", GITHUB, "abc.def.123", "verysecret", "1234 "]) {
    assert.ok(!stdout.includes(secret), secret);
  }
  matchGolden("secrets", stdout);
});

test("secrets --json has kind, path and a mask", async () => {
  const { stdout } = await program(["secrets", "--json", PATH]);
  const found: { kind: string; path: string; masked: string }[] = JSON.parse(stdout).secrets;
  assert.deepEqual(found.find(({ path }) => path === "user.password"), {
    kind: "name",
    frame: 1,
    path: "user.password",
    masked: "h… (7 characters)",
  });
});

test("secrets finds nothing in a dump without any", async () => {
  const { code, stdout } = await program(["secrets", dumpFile(FOLDER, "none.cbor", smallestDump())]);
  assert.equal(code, 0);
  assert.equal(stdout, "nothing in it looks like a secret\n");
});

test("suspect() goes by form, then by name, then by looks", () => {
  assert.deepEqual(suspect(GITHUB, "x"), { kind: "form", rule: "github", found: GITHUB });
  assert.deepEqual(suspect("anything", "dbPassword"), { kind: "name" });
  assert.deepEqual(suspect("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRg", "blob"), { kind: "random" });
  assert.equal(suspect("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRg", "sha256"), undefined);
  assert.equal(suspect("[redacted]", "password"), undefined);
  assert.equal(suspect("An ordinary sentence of some length, with 3 numbers", "text"), undefined);
});

test("secrecyOf() ignores case and separators", () => {
  assert.deepEqual(["API-Key", "api_key", "x.apiKey", "slackBotToken", "tokens", "name"].map(secrecyOf), [
    "value",
    "value",
    "value",
    "text",
    undefined,
    undefined,
  ]);
});

test("secretForms() passes over assignments in code", () => {
  assert.deepEqual(secretForms("password=hunter2", true), [{ rule: "assignment", found: "hunter2" }]);
  assert.deepEqual(secretForms("password=hunter2", false), []);
});

test("suspiciousLines() has every line in which secretForms() finds something, by its number", () => {
  const secrets = [
    "4111 1111 1111 1111",
    "authorization: abc",
    "const k = 'AKIAABCDEFGHIJKLMNOP';",
    "  fetch('https://u:pass1234@h/')",
    "-----BEGIN RSA PRIVATE KEY-----",
    "bearer abcdefgh12345",
  ];
  const others = ["", "x = 1;", '{ "a": 1 }', "://", "a@b", "auth", "\r"];
  for (const before of others) {
    for (const secret of secrets) {
      for (const after of [...others, ...secrets]) {
        const text = [before, before, secret, after, before, secret].join("\n");
        const wanted = text.split("\n").flatMap((line, at) => secretForms(line, false).length > 0 ? [at + 1] : []);
        const found = new Map([...suspiciousLines(text)].map(({ number, line }) => [number, line]));
        for (const number of wanted) assert.equal(found.get(number), text.split("\n")[number - 1], text);
      }
    }
  }
});

test("secrets ends its search early when very many texts look as if they held secrets, and says so", async () => {
  const listOf = (name: string, text: (index: number) => string): string => {
    const dump = new DumpBuilder();
    const list = dump.array(...Array.from({ length: 12_000 }, (_, index) => text(index)));
    dump.exception({ value: 1, frames: [dump.frame({ functionName: "f", scopes: [dump.scope("local", { list })] })] });
    return dumpFile(FOLDER, `${name}.cbor`, dump.build());
  };
  const all = await program([
    "secrets",
    listOf("all", (index) => `ghp_${String(index).padStart(36, "aB3dE5gH")}`),
    "--json",
  ]);
  const { secrets, leftOut } = JSON.parse(all.stdout);
  assert.deepEqual([secrets.length, leftOut], [10_000, true]);
  const none = await program(["secrets", listOf("none", (index) => `token: ${"a ".repeat(200)}${index}`)]);
  assert.match(none.stdout, /^… there may be more: the search ended early/);
});
