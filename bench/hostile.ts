/**
 * Hostile dumps through every face of the program, on the three runtimes: `node --import tsx bench/hostile.ts [many [runtime…]]`
 * on Linux. A dump is a process, in which faces run one after another; when they take more than they may together, the
 * subcommands get a process each.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { writeDump } from "../dump/write.ts";
import { hostileDumps } from "../test/helpers/hostile_dumps.ts";
import { FACES } from "../test/helpers/faces.ts";
import { commandOf, ROOT, type Runtime, RUNTIMES } from "../test/helpers/runtimes.ts";

/** What a face may take at most: milliseconds, and MiB more than with an empty dump. */
const MOST = { milliseconds: 2000, memory: 300 };
const TIMEOUT_MS = 240_000;

interface Result {
  readonly face: string;
  readonly ending: string;
  readonly wall: number;
  readonly cpu: number;
}

interface Measured {
  readonly memory: number;
  readonly results: readonly Result[];
}

/** What the faces took with the dump in a folder, or one of them alone. */
function take(runtime: Runtime, folder: string, ...face: readonly number[]): Measured {
  const program = join(ROOT, "bench", "programs", "hostile_faces.ts");
  const [file = "", ...args] = commandOf(runtime, [program, folder, ...face.map(String)]);
  const { stdout, stderr } = spawnSync(file, args, { encoding: "utf8", timeout: TIMEOUT_MS, cwd: ROOT });
  if (stdout === "") throw new Error(`Cannot measure: no answer\n${stderr.slice(-500)}`);
  return JSON.parse(stdout);
}

function isTooMuch({ memory, results }: Measured): boolean {
  return memory > MOST.memory || results.some(({ wall, cpu }) => Math.min(wall, cpu) > MOST.milliseconds);
}

function measure(runtime: Runtime, many: number): void {
  const endings = new Map<string, number>();
  let slowest = { took: 0, text: "" };
  let largest = { memory: 0, text: "" };
  for (const [dump, make] of hostileDumps(many)) {
    const folder = mkdtempSync(join(tmpdir(), "keeptrace-hostile-"));
    writeFileSync(join(folder, "hostile.cbor"), writeDump(make()));
    const together = take(runtime, folder);
    const all = isTooMuch(together) ? FACES.map((_, face) => take(runtime, folder, face)) : [];
    for (const { face, ending, wall, cpu } of together.results) {
      const kind = ending === "clean" || ending === "bounded" ? ending : "other";
      endings.set(kind, (endings.get(kind) ?? 0) + 1);
      if (kind === "other") console.log(`  ${dump}: ${face}: ${ending.slice(0, 300)}`);
      const took = Math.min(wall, cpu);
      const text = `${Math.round(cpu)} ms of CPU in ${Math.round(wall)} ms: ${face} of ${dump}`;
      if (took > MOST.milliseconds) console.log(`  ${text}`);
      if (took > slowest.took) slowest = { took, text };
    }
    for (const { memory, results } of all.length === 0 ? [together] : all) {
      const text = `+${Math.round(memory)} MiB: ${results.length === 1 ? `${results[0]!.face} of ` : ""}${dump}`;
      if (memory > MOST.memory) console.log(`  ${text}`);
      if (memory > largest.memory) largest = { memory, text };
    }
    rmSync(folder, { recursive: true });
  }
  const ended = [...endings].map(([kind, count]) => `${count} ${kind}`).join(", ");
  console.log(`${runtime}: ${ended}; slowest ${slowest.text}; most memory ${largest.text}`);
}

// 100,000 makes files of up to 8 MB, and takes half an hour a runtime.
const [, , many = "20000", ...wanted] = process.argv;
for (const runtime of RUNTIMES) if (wanted.length === 0 || wanted.includes(runtime)) measure(runtime, Number(many));
