import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { readDump } from "../../dump/read.ts";
import { temporaryFolder } from "../helpers/crash.ts";
import { binaryOf, exec, ROOT } from "../helpers/runtimes.ts";

const PROGRAM = `function fail(item) { throw new RangeError(item.name) }
setTimeout(() => fail({ name: "tea" }));
`;

const NODE = binaryOf("node");
const FLAGS = (await exec([NODE, "-p", "[...process.allowedNodeEnvironmentFlags].join('\\n')"])).stdout.split("\n");
const MODEL = FLAGS.includes("--permission") ? "--permission" : "--experimental-permission";

/** Records a program on Node under its permission model, with these rights on top of files; tells how that went. */
async function crashWith(rights: readonly string[]): Promise<{ engine: string; reason?: string; variables: string }> {
  const folder = temporaryFolder();
  const file = join(folder, "fail.mjs");
  writeFileSync(file, PROGRAM);
  const register = pathToFileURL(join(ROOT, "dist", "register.js")).href;
  const flags = [MODEL, "--allow-fs-read=*", "--allow-fs-write=*", ...rights, "--no-warnings", "--import", register];
  const dir = join(folder, "dumps");
  const { code, stderr } = await exec([NODE, ...flags, file], { env: { KEEPTRACE_DIR: dir } });
  assert.equal(code, 1, stderr);
  assert.match(stderr, /^keeptrace: the crash was recorded/);
  const { header: { engine }, tables } = readDump(new Uint8Array(readFileSync(join(dir, readdirSync(dir)[0]!))));
  const [innermost] = tables.exceptions[0]!.frames;
  const { functionName, scopes } = tables.frames[innermost!]!;
  assert.equal(functionName, "fail");
  return {
    engine: engine.kind,
    ...(engine.reason !== undefined && { reason: engine.reason }),
    variables: scopes.map((index) => tables.scopes[index]!).filter(({ type }) => type === "local")
      .flatMap(({ names }) => names).join(),
  };
}

test("Node's permission model: without the inspector, an uncaught error leaves its stack", async () => {
  const reason = "Node's permission model forbids the inspector; newer versions allow it by --allow-inspector";
  for (const rights of [[], ["--allow-worker"]]) {
    assert.deepEqual(await crashWith(rights), { engine: "stack-only", reason, variables: "" }, rights.join());
  }
});

test("Node's permission model: with the inspector, variables are kept where the worker is allowed too", async () => {
  // Node has this right only since 24.
  if (!FLAGS.includes("--allow-inspector")) return;
  assert.deepEqual(await crashWith(["--allow-inspector", "--allow-worker"]), { engine: "relay", variables: "item" });
  const { engine, reason } = await crashWith(["--allow-inspector"]);
  assert.equal(engine, "stack-only");
  assert.match(reason ?? "", /--allow-worker/);
});
