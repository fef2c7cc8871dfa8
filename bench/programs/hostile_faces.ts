/**
 * Puts one hostile dump through every face of the program, one after another, and prints what that took.
 *
 * Arguments: the folder with `hostile.cbor`, and perhaps the number of the only face.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { writeDump } from "../../dump/write.ts";
import { main } from "../../replay/cli.ts";
import { smallestDump } from "../../test/helpers/build_dump.ts";
import { COMMANDS, FACES } from "../../test/helpers/faces.ts";

const [folder = "", face] = process.argv.slice(2);

/** MiB that the process had at most so far; runtimes count in different units, Linux does not. */
function peak(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
}

/** Runs the program; whether it ended clean, or said in its own words what it cannot do, or else what it threw. */
async function run(argv: readonly string[], path: string): Promise<string> {
  let said = "";
  try {
    const code = await main(argv.map((arg) => arg === "FILE" ? path : arg), {
      stdin: (async function* () {})(),
      stdout: { write() {} },
      stderr: { write: (text) => said += text },
      env: {},
      home: () => folder,
    });
    return code === 0 ? "clean" : said === "" || said.startsWith("keeptrace: ") ? "bounded" : said;
  } catch (error) {
    return String(error);
  }
}

const all = [...FACES, ...COMMANDS.map((command) => ["FILE", "-c", command])];
const argvs = face === undefined ? all : [all[Number(face)]!];
const empty = join(folder, "empty.cbor");
const hostile = join(folder, "hostile.cbor");
writeFileSync(empty, writeDump(smallestDump()));
for (const argv of argvs) await run(argv, empty);
const before = peak();

const results = [];
for (const argv of argvs) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const ending = await run(argv, hostile);
  const { user, system } = process.cpuUsage(cpu);
  results.push({ face: argv.join(" "), ending, wall: performance.now() - start, cpu: (user + system) / 1000 });
}
console.log(JSON.stringify({ memory: peak() - before, results }));
