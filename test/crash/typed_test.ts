import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { readDump } from "../../dump/read.ts";
import { fixture, openEverywhere, stack, temporaryFolder, variables } from "../helpers/crash.ts";
import { binaryOf, commandOf, CURRENT, exec, ROOT } from "../helpers/runtimes.ts";

const FILE = fixture("typed.ts");

/** Whether this is a Node that takes the types out of TypeScript, and leaves the rest at its place. */
const ERASES = CURRENT === "node" && (process.features as { readonly typescript?: unknown }).typescript === "strip";

/** Runs the program as it is, without a build step, and returns its dump. An older Node has tsx do it. */
async function crashTyped(): Promise<string> {
  const dir = join(temporaryFolder(), "dumps");
  const register = CURRENT === "node"
    ? pathToFileURL(join(ROOT, "dist", "register.js")).href
    : join(ROOT, "capture", "register.ts");
  const command = ERASES
    ? [binaryOf("node"), "--import", register, FILE]
    : commandOf(CURRENT, [FILE], { preload: [register] });
  const { code, stderr } = await exec(command, { env: { KEEPTRACE_DIR: dir, NO_COLOR: "1" } });
  assert.equal(code, 1, stderr);
  const [name, ...others] = readdirSync(dir);
  assert.deepEqual(others, []);
  return join(dir, name!);
}

test("TypeScript that no build step has seen: frames stand in the file, with their variables", async () => {
  const dump = await crashTyped();
  const commands = ["where", "locals", "frame 4", "p basket", "p größe", "list 13 13"];
  const [where, locals, , basket, size, list] = await openEverywhere(dump, commands);
  assert.deepEqual(stack(where!).slice(0, 5), [
    "price typed.ts:13",
    "of typed.ts:25",
    "total typed.ts:27",
    "checkout typed.ts:34",
    "(anonymous) typed.ts:39",
  ]);
  const { line, rates } = variables(locals!);
  assert.deepEqual({ line, rates }, { line: '{name: "cup"}', rates: '{"€": 2}' });
  assert.match(basket!.result.preview, /^Basket \{lines: Array\(2\)/);
  assert.equal(size!.result.preview, "{cm: 4}");
  assert.equal(list!.result.lines[0].text, readFileSync(FILE, "utf8").split("\n")[12]);
  if (!ERASES) return;
  const { tables } = readDump(new Uint8Array(readFileSync(dump)));
  const places = tables.functions.flatMap(({ name, position }) =>
    position?.url === pathToFileURL(FILE).href ? [`${name} ${position.line}:${position.column}`] : []
  );
  assert.deepEqual(places.sort(), ["Basket 17:1", "of 25:38", "price 11:1"], "functions stand in the file too");
});
