// The main job in one minute: a program crashes inside a real library on Node, Deno and Bun, and each dump is opened
// at the prompt, on another runtime than the one that wrote it. Run it with: npm run demo
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = join("examples", "orders.mjs");
const bin = (name) => join("node_modules", ".bin", name);
const color = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => color ? `\x1b[${code}m${text}\x1b[0m` : text;
const say = (text = "") => process.stdout.write(`${text}\n`);

const RECORD = {
  Node: ["node", "--import", "./dist/register.js"],
  Deno: [bin("deno"), "run", "-A", "--preload", "./capture/register.ts"],
  Bun: [bin("bun"), "--preload", "./capture/register.ts"],
};
const OPEN = {
  Node: ["node", "dist/cli.js"],
  Deno: [bin("deno"), "run", "-A", "replay.ts"],
  Bun: [bin("bun"), "replay.ts"],
};
const SESSIONS = [
  {
    wrote: "Node",
    opens: "Deno",
    commands: ["where", "list", "locals", "p text.replace('.', '').replace(',', '.') * 1"],
  },
  { wrote: "Deno", opens: "Bun", commands: ["frame 2 locals", "frame 2 p ledger.#cents / 100", "frame 7 pp ledger"] },
  { wrote: "Bun", opens: "Node", commands: ["where", "args", "exception"] },
];

function run([command, ...args], env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...(color ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }), ...env },
    encoding: "utf8",
  });
  if (result.error) throw result.error;
  return result;
}

if (!existsSync(join(root, "dist", "cli.js"))) {
  say(paint("2", "building for Node …"));
  const built = run(["npm", "run", "--silent", "build"]);
  if (built.status !== 0) {
    say(built.stdout + built.stderr);
    process.exit(1);
  }
}

const folder = mkdtempSync(join(tmpdir(), "keeptrace-demo-"));
let last = "";
for (const { wrote, opens, commands } of SESSIONS) {
  say(paint("1", `${wrote} crashes, ${opens} opens the dump`));
  say();
  say(paint("2", `$ ${[...RECORD[wrote], program].join(" ")}`));
  const crash = run([...RECORD[wrote], program], { KEEPTRACE_DIR: folder });
  const newest = readdirSync(folder).map((name) => join(folder, name)).filter((path) => path !== last)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  const inspectorNotice = /^(Debugger |Visit chrome:|Waiting for the debugger)/;
  say(crash.stderr.split("\n").filter((line) => !inspectorNotice.test(line)).join("\n").trim());
  if (newest === undefined) {
    say(`no dump was written (exit code ${crash.status})`);
    process.exit(1);
  }
  last = newest;
  say();
  for (const command of commands) {
    say(`${paint("2", "keeptrace>")} ${paint("1", command)}`);
    const answer = run([...OPEN[opens], newest, "-c", command]);
    say(answer.stdout.trimEnd() || answer.stderr.trimEnd());
    if (answer.status !== 0) process.exit(1);
  }
  say();
}
say("Explore the last one yourself (help lists the commands):");
say();
say(`  node ${relative(process.cwd(), join(root, "dist", "cli.js"))} ${last}`);
