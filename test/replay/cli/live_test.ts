import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { exec } from "../../helpers/runtimes.ts";
import { captured, moved, replayCommand } from "../live/captured_program.ts";

const MENDED = { "order.ts": [["coupon!.apply(scaled)", "(coupon?.apply(scaled) ?? scaled)"]] } as const;

/** Runs commands on the dump of the shop. */
async function replay(flags: readonly string[], commands: readonly string[]) {
  const { dump } = await captured("shop");
  const args = [dump, ...flags, ...commands.flatMap((command) => ["-c", command])];
  return await exec(replayCommand(args), { env: { NO_COLOR: "1" }, timeoutMs: 60_000 });
}

test("without --live nothing runs", async () => {
  const { folder } = await captured("shop");
  const { code, stdout, stderr } = await replay(["--root", folder], ["frame main p 1", "live on", "retry"]);
  assert.equal(code, 1);
  assert.doesNotMatch(stdout, /passes|live:/);
  assert.match(stderr, /nobody can be asked whether code may run: start with --live\n.*nobody can be asked/s);
});

test("--live makes the session live before the first command, in JSON too", async () => {
  const { folder } = await captured("shop");
  const { code, stdout, stderr } = await replay(["--live", "--root", folder, "--json"], [
    "live",
    "each p typeof order === 'object' && order.total",
  ]);
  const [live, each] = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual([live.result.live, live.result.allowed], ["local", true], stderr);
  assert.equal(live.result.match.length, 2);
  assert.match(JSON.stringify(each.result), /13\.39/);
  assert.equal(code, 0);
});

test("retry answers by its exit code, also when the mended file alone keeps the session from going live", async () => {
  const { folder } = await captured("shop");
  const still = await replay(["--live", "--root", folder], ["retry"]);
  assert.deepEqual([still.code, /^still throws TypeError/.test(still.stdout)], [1, true], still.stderr);
  const mended = await replay(["--live", "--root", moved(folder, MENDED)], ["retry"]);
  assert.deepEqual([mended.code, /^passes: .* returned 22\.19\n/.test(mended.stdout)], [0, true], mended.stderr);
  assert.match(
    mended.stderr,
    /^ +recorded +here\n {2}runtime .* same\n {2}platform .* same\n {2}order\.ts {2}.*\n.*\nkeeptrace: Cannot go live: order\.ts is not the same; .*\n$/,
  );
});

test("what live code prints and throws later neither mixes with JSON nor ends the session", async () => {
  const { folder } = await captured("shop");
  const root = moved(folder);
  writeFileSync(
    join(root, "order.ts"),
    "import './noise.ts';\n" + (await import("node:fs")).readFileSync(join(root, "order.ts"), "utf8"),
  );
  writeFileSync(
    join(root, "money.ts"),
    `console.log("noise"); Promise.reject(new Error("late")); export const round = (n: number) => n;
     export default class Currency {}; export enum Rounding { Up }; export const usedBy = 1;`,
  );
  const accept = ["--accept", "order.ts", "--accept", "money.ts"];
  const { code, stdout, stderr } = await replay(["--live", "--root", root, "--json", ...accept], [
    "each p typeof round === 'function' && round(1)",
    "frame 1",
    "await new Promise((done) => done(1))",
    "1 + 1",
  ]);
  assert.deepEqual(stdout.trim().split("\n").map((line) => JSON.parse(line).ok), [true, true, true, true], stderr);
  assert.equal(code, 0);
  assert.match(stderr, /noise/);
  assert.match(stderr, /keeptrace: A promise was rejected and nobody waits for it: Error: late/);
});
