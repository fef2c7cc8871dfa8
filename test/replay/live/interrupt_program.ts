/**
 * Opens a dump live and runs what does not return, to be interrupted.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import { openDump } from "../../../replay/mod.ts";

// A signal between two evaluations is not to end the program.
process.on("SIGINT", () => {});
const [dump = "", root = ""] = process.argv.slice(2);
const session = await openDump(readFileSync(dump)).live({ root });
const frame = session.frames.find(({ locals }) => locals === "available")!;
for (const text of ["this.spin(true)", "this.stubborn()", "for (const n of this.turns()) n"]) {
  process.stdout.write("running\n");
  const result = await frame.evaluate(text);
  process.stdout.write(`${text}: ${result.ok ? "value" : (result.error as Error).message}\n`);
}
const result = await frame.evaluate("this.spin(false) > 0");
process.stdout.write(`alive: ${result.ok && result.value}\n`);
process.exit();
