/**
 * Evaluates what does not return, to be interrupted.
 *
 * @module
 */
import process from "node:process";
import { evaluate } from "../../../replay/evaluate/evaluate.ts";
import { environmentOf } from "./frame_environment.ts";

// A signal between two evaluations is not to end the program.
process.on("SIGINT", () => {});
const environment = environmentOf();
await evaluate("function spin(n: number) { for (;;) n++ }", environment);
for (const text of ["for (;;) ;", "spin(1)", "for (;;) { try { while (true) ; } catch {} }"]) {
  process.stdout.write("running\n");
  const result = await evaluate(text, environment);
  process.stdout.write(`${text}: ${result.ok ? "value" : (result.error as Error).message}\n`);
}
process.stdout.write("alive\n");
process.exit();
