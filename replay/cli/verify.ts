/**
 * `verify`: reads all of a dump.
 *
 * @module
 */
import { DumpError } from "../../dump/errors.ts";
import { escapeText } from "../preview/escape.ts";
import { bytes } from "../text/bytes_text.ts";
import { count } from "../text/count.ts";
import { jsonLine } from "../text/json_line.ts";
import { dumpPaths } from "./dump_paths.ts";
import { readDumpAt, whileOpen } from "./open_session.ts";
import type { Stdio } from "./stdio.ts";
import type { RunSubcommand } from "./subcommand.ts";

/** Reads all of each dump and says whether it is sound; 2 when one is not. */
export const verify: RunSubcommand = async ({ rest, json }, stdio) => {
  let code: 0 | 2 = 0;
  for (const path of dumpPaths(rest, "verify FILE", stdio)) {
    const data = await check(path, stdio);
    if (!data.ok) code = 2;
    const text = data.ok
      ? `sound: format ${data.format}, ${bytes(data.bytes)}, ${count(data.exceptions, "exception")}, ` +
        `${count(data.frames, "frame")}, ${count(data.values, "value")}, ${count(data.sources, "source")}`
      : data.error;
    if (json) stdio.stdout.write(`${jsonLine({ file: path, ...data })}\n`);
    else (data.ok ? stdio.stdout : stdio.stderr).write(`${escapeText(`${path}: ${text}`)}\n`);
  }
  return code;
};

type Checked =
  | {
    readonly ok: true;
    readonly format: string;
    readonly bytes: number;
    readonly exceptions: number;
    readonly frames: number;
    readonly values: number;
    readonly sources: number;
  }
  | { readonly ok: false; readonly code: DumpError["code"]; readonly error: string };

async function check(path: string, stdio: Stdio): Promise<Checked> {
  try {
    return await whileOpen(async (opened) => {
      const { version, bytes, tables, heap } = await readDumpAt(path, stdio, opened);
      heap.verify();
      return {
        ok: true,
        format: version.join("."),
        bytes,
        exceptions: tables.exceptions.length,
        frames: tables.frames.length,
        values: heap.size,
        sources: tables.sources.length,
      };
    });
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    return { ok: false, code: error.code, error: error.message.replace(/^Cannot read the dump: /, "") };
  }
}
