/**
 * The figures of opening large dumps.
 *
 * @module
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { elapsed, interleave, OPEN, ROOT, run, START } from "./measure.ts";

/** Sizes of the dumps, in megabytes. */
const SIZES = [1, 100];

/** Samples of each figure. */
const ROUNDS = 9;

/**
 * Opens a dump of 1 MB and one of 100 MB, in which a list of as many objects is an argument, and prints how long the
 * first prompt takes, and two commands after it.
 *
 * @param folder Where the dumps are put.
 */
export function open(folder: string): void {
  console.log("first prompt (-c where), to the runtime with cbor-x imported, whole process; then commands on it, ms");
  const dumps = SIZES.map((megabytes) => {
    const file = join(folder, `${megabytes}.cbor`);
    const writer = join(ROOT, "bench", "programs", "write_large.mjs");
    run(["node", "--max-old-space-size=6000", writer, join(ROOT, "dist", "mod.js"), file, String(megabytes)]);
    return file;
  });
  for (const [runtime, program] of Object.entries(OPEN)) {
    for (const dump of dumps) {
      const opening = (...commands: string[]) => () =>
        elapsed([...program, dump, ...commands.flatMap((command) => ["-c", command])]);
      const medians = interleave({
        start: () => elapsed(START[runtime]!),
        where: opening("where"),
        again: opening("where", "where"),
        p: opening("where", "p small"),
      }, ROUNDS);
      const [start, where, again, p] = ["start", "where", "again", "p"].map((name) => medians[name]!);
      console.log(
        `  ${runtime}, ${(statSync(dump).size / 1e6).toFixed(1)} MB: ${where!.toFixed(0)} against ${
          start!.toFixed(0)
        }: ` +
          `${(where! / start!).toFixed(2)} ×; where ${(again! - where!).toFixed(0)}, p small ${
            (p! - where!).toFixed(0)
          }`,
      );
    }
  }
}
