#!/usr/bin/env -S deno run -A
/**
 * The program's face: opens a dump at the prompt, or runs commands on it. `replay.ts --help` says how.
 *
 * @module
 */
import process from "node:process";
import { main } from "./replay/cli.ts";
import { ProcessStdio } from "./replay/cli/process_stdio.ts";

const stdio = new ProcessStdio((error) => {
  // Whoever reads the output may stop reading, as `head` does.
  if (error.code === "EPIPE") process.exit(0);
  stdio.stderr.write(`keeptrace: the output cannot be written: ${error.message}\n`);
  process.exit(1);
});

const code = await main(process.argv.slice(2), stdio);
await stdio.flush();
// What was evaluated may have left something behind that would keep the process alive.
process.exit(code);
