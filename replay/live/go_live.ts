/**
 * An opened dump → a live session.
 *
 * @module
 */
import process from "node:process";
import { detectRuntime } from "../../dump/runtime.ts";
import type { DumpFile } from "../../dump/read.ts";
import { Interrupt } from "../evaluate/interrupt.ts";
import type { LiveActions } from "../live_parts.ts";
import type { OpenOptions } from "../session.ts";
import { Checkout } from "./checkout.ts";
import { LiveRefusedError } from "./live_refused_error.ts";
import type { LiveOptions } from "./live_options.ts";
import { LiveRecordedSession } from "./live_recorded_session.ts";
import { type EnvironmentMatch, matchEnvironment } from "./match.ts";
import { Packages } from "./packages.ts";
import { loadParsers } from "./parse_source.ts";
import { RecordedFiles } from "./recorded_files.ts";

/** Compares this machine with the recorded one. Runs nothing. */
export function compareWithHere(file: DumpFile, { root, mode = "local", accept = [] }: LiveOptions): EnvironmentMatch {
  return compare(file, mode === "local" ? new Checkout(root, file.header.cwd) : undefined, accept);
}

/**
 * Opens a dump anew with real functions and classes.
 *
 * @throws {LiveRefusedError} If the environment is not the recorded one, and what differs was not accepted.
 */
export async function goLive(
  file: DumpFile,
  live: LiveOptions,
  options: OpenOptions,
  actions: LiveActions,
): Promise<LiveRecordedSession> {
  const { root, mode = "local", accept = [] } = live;
  const checkout = new Checkout(root, file.header.cwd);
  const match = compare(file, mode === "local" ? checkout : undefined, accept);
  if (!match.allowed) throw new LiveRefusedError(match);
  const files = mode === "local" ? checkout : new RecordedFiles(file.tables.sources, checkout.root);
  const parsers = await loadParsers();
  const session = new LiveRecordedSession(file, {
    mode,
    match,
    asked: live,
    files,
    parsers,
    interrupt: new Interrupt({ isLive: true }),
    packages: new Packages(),
    options,
    actions,
  });
  if (detectRuntime().name === "deno") await fetchPackages(session);
  return session;
}

function compare(file: DumpFile, checkout: Checkout | undefined, accept: readonly string[]): EnvironmentMatch {
  const { header, tables: { modules } } = file;
  const here = { runtime: detectRuntime(), platform: process.platform };
  return matchEnvironment({ header, modules, checkout, here, accept });
}

/** Loads what modules of the program import in a way that takes waiting. */
async function fetchPackages({ code, file }: LiveRecordedSession): Promise<void> {
  for (const { url } of file.tables.modules) {
    const module = url.includes("/node_modules/") ? undefined : code.linker.find(url);
    if (module !== undefined && !("why" in module)) await code.linker.fetch(module);
  }
}
