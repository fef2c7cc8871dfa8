#!/usr/bin/env -S deno run -A
/**
 * The program's face: opens a dump at the prompt, or runs commands on it. `replay.ts --help` says how.
 *
 * @module
 */
import { homedir } from "node:os";
import process from "node:process";
import { main } from "./replay/cli.ts";

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const { stdin, stdout, stderr, env } = process;
const code = await main(process.argv.slice(2), { stdin, stdout, stderr, env, home: homedir });
// What was evaluated may have left something behind that would keep the process alive.
stdout.write("", () => process.exit(code));
