// Live code: a program crashes on Deno; its dump is opened with --live, where a method with private fields and a
// closure run as they would have; then the bug is mended in the checkout, and `retry` says that this mends the crash.
// Run it with: node examples/live/run.mjs
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
// The settings tell Deno where keeptrace's own packages are, for the program runs in another folder.
const deno = [join(root, "node_modules", ".bin", "deno"), "run", "-A", "--config", join(root, "deno.json")];
const folder = realpathSync(mkdtempSync(join(tmpdir(), "keeptrace-live-")));
const checkout = join(folder, "bank");
const say = (text = "") => process.stdout.write(`${text}\n`);

function run(command, env = {}) {
  const { error, stdout, stderr, status } = spawnSync(command[0], command.slice(1), {
    cwd: checkout,
    env: { ...process.env, NO_COLOR: "1", ...env },
    encoding: "utf8",
  });
  if (error) throw error;
  const notice = /^(Debugger |Visit chrome:|Waiting for the debugger)/;
  return { status, stdout, stderr: stderr.split("\n").filter((line) => !notice.test(line)).join("\n") };
}

/** Runs commands at the prompt on the dump, and shows what it says; answers whether all of them worked. */
function prompt(dump, commands) {
  const settings = ["--live", "--root", checkout];
  for (const command of commands) {
    say(`keeptrace> ${command}`);
    const { stdout, stderr, status } = run([...deno, join(root, "replay.ts"), dump, ...settings, "-c", command]);
    say(stdout.trimEnd() || stderr.trimEnd());
    if (status !== 0 && command !== "retry") return false;
    if (command === "retry") return status === 0;
  }
  return true;
}

for (const name of ["account.ts", "main.ts"]) cpSync(join(here, name), join(checkout, name));
say("The program crashes:\n");
const crash = run([...deno, "--preload", join(root, "capture", "register.ts"), "main.ts"], { KEEPTRACE_DIR: folder });
say(crash.stderr.trim());
const dump = join(folder, readdirSync(folder).find((name) => name.endsWith(".cbor")) ?? "no dump was written");

say("\nIts methods and closures run, with the state of the crash:\n");
const worked = prompt(dump, [
  "live",
  "p [this.owner, this.balance, this.#balance]",
  "p this.withdraw(50, { limit: 100 })",
  "p this.#fee(100)",
  "retry",
]);

say("\nThe bug is mended in account.ts: without a card there is no limit.\n");
const file = join(checkout, "account.ts");
writeFileSync(file, readFileSync(file, "utf8").replace("if (cost > card!.limit)", "if (card && cost > card.limit)"));
const mended = prompt(dump, ["retry"]);

rmSync(folder, { recursive: true });
process.exit(!worked && mended ? 0 : 1);
