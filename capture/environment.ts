/**
 * The fingerprint of where a dump was made: runtime, versions, platform, sources and module hashes.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Header, ModuleRecord, SourceRecord } from "../dump/format.ts";
import { detectRuntime } from "../dump/runtime.ts";

/** Longer files are hashed, but their text is not kept, in bytes. */
const MAX_SOURCE_BYTES = 1_000_000;
/** Longer files are not read at all, in bytes. */
const MAX_READ_BYTES = 20_000_000;
/** Modules that are hashed at most. */
const MAX_MODULES = 1000;

/** Reads sources, each once. */
export class SourceReader {
  readonly #keepText: boolean;
  readonly #records = new Map<string, SourceRecord | undefined>();

  /** @param keepText Whether records carry the text. */
  constructor(keepText: boolean) {
    this.#keepText = keepText;
  }

  /** The source of a URL; undefined for code that is in no file. */
  readonly source = (url: string): SourceRecord | undefined => {
    if (!this.#records.has(url)) this.#records.set(url, this.#read(url));
    return this.#records.get(url);
  };

  #read(url: string): SourceRecord | undefined {
    if (/^https?:/.test(url)) return { url, omitted: "it was not a file on the recording machine" };
    if (!url.startsWith("file:")) return undefined;
    try {
      const path = fileURLToPath(url);
      const { size } = statSync(path);
      if (size > MAX_READ_BYTES) return { url, omitted: `it has ${size} bytes` };
      const bytes = readFileSync(path);
      const hash = createHash("sha256").update(bytes).digest("hex");
      if (!this.#keepText) return { url, hash, omitted: "sources were not to be kept (sources: false)" };
      if (size > MAX_SOURCE_BYTES) return { url, hash, omitted: `it has ${size} bytes` };
      return { url, hash, text: bytes.toString("utf8") };
    } catch (error) {
      return { url, omitted: `it could not be read: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** Hashes of the modules that are files; the program's own come before those of packages. */
  modules(urls: Iterable<string>): ModuleRecord[] {
    const files = [...new Set(urls)].filter((url) => url.startsWith("file:"));
    const isPackage = (url: string) => url.includes("/node_modules/");
    const own = files.filter((url) => !isPackage(url));
    return [...own, ...files.filter(isPackage)].slice(0, MAX_MODULES).map((url) => {
      const hash = this.source(url)?.hash;
      return { url, ...(hash !== undefined && { hash }) };
    });
  }
}

/** The part of a header that the process tells. */
export function describeProcess(): Pick<
  Header,
  "runtime" | "versions" | "platform" | "arch" | "time" | "pid" | "cwd" | "argv0" | "main"
> {
  const versions: Record<string, string> = {};
  for (const [name, version] of Object.entries(process.versions)) {
    if (typeof version === "string") versions[name] = version;
  }
  const main = process.argv[1];
  return {
    runtime: detectRuntime(),
    versions,
    platform: process.platform,
    arch: process.arch,
    time: Date.now(),
    pid: process.pid,
    cwd: currentFolder(),
    argv0: process.argv[0] ?? "",
    ...(main !== undefined && { main }),
  };
}

/** The current folder; empty when it was deleted under the program. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return "";
  }
}
