/**
 * This machine, for commands.
 *
 * @module
 */
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import process from "node:process";
import { detectRuntime } from "../../dump/runtime.ts";
import { CommandError } from "../repl/command_error.ts";
import type { Host, LateError } from "../repl/host.ts";

/** Bytes of a file that is hashed at most. */
const LARGEST = 64 * 1024 * 1024;

/** Files, clock and runtime of this machine. `person` is what takes a person at a screen. */
export function thisMachine(person: Pick<Host, "edit" | "confirm"> = {}): Host {
  return {
    runtime: detectRuntime(),
    platform: process.platform,
    arch: process.arch,
    now: Date.now,
    hash,
    readText: (path) => orComplain(path, () => readFileSync(path, "utf8")),
    writeText: (path, text) => orComplain(path, () => writeFileSync(path, text, { mode: 0o600, flag: "wx" })),
    appendText: (path, text) => orComplain(path, () => appendFileSync(path, text, { mode: 0o600 })),
    list,
    catchLateErrors,
    ...person,
  };
}

/** The names in a folder; none when it cannot be read. */
function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => entry.name + (entry.isDirectory() ? "/" : ""));
  } catch {
    return [];
  }
}

function catchLateErrors(report: (late: LateError) => void): () => void {
  const thrown = (error: unknown) => report({ error, rejected: false });
  const rejected = (error: unknown) => report({ error, rejected: true });
  process.on("uncaughtException", thrown).on("unhandledRejection", rejected);
  return () => process.off("uncaughtException", thrown).off("unhandledRejection", rejected);
}

/** SHA-256 of a regular file; devices, pipes and what cannot be read have none. */
async function hash(path: string): Promise<string | undefined> {
  try {
    const { size } = statSync(path);
    if (!statSync(path).isFile() || size > LARGEST) return undefined;
    // Loaded here, for runtimes take as long for it as for all of keeptrace.
    const { createHash } = await import("node:crypto");
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return undefined;
  }
}

function orComplain<T>(path: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why = code === "ENOENT"
      ? "there is no such file or folder"
      : code === "EEXIST"
      ? "there is such a file already"
      : code === "EISDIR"
      ? "it is a folder"
      : code === "EACCES"
      ? "it is not allowed"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new CommandError(`${path}: ${why}: type another path`);
  }
}
