/**
 * Searches a dump with a pattern that never comes to its end, to be interrupted.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { writeDump } from "../../../dump/write.ts";
import { main } from "../../../replay/cli.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";

// A signal after the search is not to end the program.
process.on("SIGINT", () => {});
const folder = mkdtempSync(join(tmpdir(), "keeptrace-"));
const file = join(folder, "crash.cbor");
const dump = new DumpBuilder();
const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", { text: `${"a".repeat(30)}b` })] });
dump.exception({ value: "boom", name: "string", message: "boom", frames: [frame] });
writeFileSync(file, writeDump(dump.build()));
process.stdout.write("running\n");
const code = await main([file, "-c", "find /^(a+)+$/", "-c", "p text.length"], {
  stdin: (async function* () {})(),
  stdout: process.stdout,
  stderr: process.stdout,
  env: {},
  home: () => folder,
});
rmSync(folder, { recursive: true });
process.stdout.write(`exit code ${code}\n`);
process.exit();
