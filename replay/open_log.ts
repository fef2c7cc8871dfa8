/**
 * Opening the stacks in a log.
 *
 * @module
 */
import { readDump } from "../dump/read.ts";
import type { TraceOrigin } from "./log/trace_dump.ts";
import { openFile } from "./open_file.ts";
import type { Session } from "./session.ts";

/** Where a log came from. */
export interface OpenLogOptions extends Partial<TraceOrigin> {
  /**
   * Its name, which the notes of the sessions tell.
   *
   * @default {"log"}
   */
  readonly name?: string;
}

/**
 * Opens every stack that is printed in a log as a session: the error with its causes and members, the frames with their
 * positions, and the sources as far as they are to be had; without variables, for a log has none. It finds stacks of V8
 * and JavaScriptCore, behind prefixes, indented, and in strings of JSON.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openLog } from "./mod.ts";
 *
 * const [session] = await openLog("app | TypeError: x is not a function\napp |     at run (/srv/a.js:3:7)\n");
 * assert.equal(session?.exceptions[0]?.name, "TypeError");
 * assert.equal(session?.frames[0]?.functionName, "run");
 * assert.equal(session?.frames[0]?.locals, "unavailable");
 * ```
 *
 * @param log Its text.
 * @returns One session a stack, in the order of the log; a stack that it has twice is there twice.
 */
export async function openLog(log: string, { name = "log", ...origin }: OpenLogOptions = {}): Promise<Session[]> {
  // Whoever only opens dumps loads neither the writer nor what reads logs.
  const [{ writeDump }, { parseLog }, { traceDump }] = await Promise.all([
    import("../dump/write.ts"),
    import("./log/parse_log.ts"),
    import("./log/trace_dump.ts"),
  ]);
  return parseLog(log).map((trace) => openFile(readDump(writeDump(traceDump(trace, { name, ...origin }))), {}));
}
