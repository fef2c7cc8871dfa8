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

/** What was read of a file. */
interface SourceFile {
  readonly hash?: string;
  /** Absent when it is too long to be kept. */
  readonly text?: string;
  /** Why there is no text. */
  readonly omitted?: string;
}

/** What tells whether a file has changed. */
interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
}

/** The hash of a file in one state. */
interface KnownHash extends FileState {
  readonly hash: string;
}

/** Hashes of files; those of files that did not change since are not made again. */
export class FileHashes {
  readonly #known = new Map<string, KnownHash>();

  /** The SHA-256 of a file, hexadecimal. `read` gives its bytes when they are needed. */
  hash(path: string, { size, mtimeMs }: FileState, read: () => Uint8Array): string {
    const known = this.#known.get(path);
    if (known?.size === size && known.mtimeMs === mtimeMs) return known.hash;
    const hash = createHash("sha256").update(read()).digest("hex");
    if (this.#known.size < MAX_MODULES || known !== undefined) this.#known.set(path, { size, mtimeMs, hash });
    return hash;
  }
}

/** Reads sources, each once. */
export class SourceReader {
  readonly #keepText: boolean;
  readonly #hashes: FileHashes;
  readonly #files = new Map<string, SourceFile | undefined>();
  readonly #records = new Map<string, SourceRecord | undefined>();

  /** @param keepText Whether records carry the text. */
  constructor(keepText: boolean, hashes: FileHashes) {
    this.#keepText = keepText;
    this.#hashes = hashes;
  }

  /** The source of a URL; undefined for code that is in no file. */
  readonly source = (url: string): SourceRecord | undefined => {
    if (!this.#records.has(url)) this.#records.set(url, this.#record(url));
    return this.#records.get(url);
  };

  /** The text of a URL, whether records carry it or not. */
  readonly text = (url: string): string | undefined => this.#file(url)?.text;

  /** Gives a source the text that a source map carries of it, whether it is in a file or not. */
  readonly setText = (url: string, text: string): void => {
    if (this.#files.get(url)?.text === text) return;
    const hash = createHash("sha256").update(text).digest("hex");
    const { length } = text;
    this.#files.set(url, length > MAX_SOURCE_BYTES ? { hash, omitted: `it has ${length} characters` } : { hash, text });
    this.#records.delete(url);
  };

  /** The text of a source map: that of a file, or that in the URL itself. */
  readonly mapText = (url: string): string | undefined => {
    try {
      const data = /^data:application\/json[^,]*?(;base64)?,/.exec(url);
      if (data !== null) {
        const body = url.slice(data[0].length);
        return data[1] === undefined ? decodeURIComponent(body) : Buffer.from(body, "base64").toString("utf8");
      }
      const path = fileURLToPath(url);
      const stats = statSync(path);
      return stats.isFile() && stats.size <= MAX_READ_BYTES ? readFileSync(path, "utf8") : undefined;
    } catch {
      return undefined;
    }
  };

  #record(url: string): SourceRecord | undefined {
    if (/^https?:/.test(url)) return { url, omitted: "it was not a file on the recording machine" };
    const file = this.#file(url);
    if (file === undefined || this.#keepText || file.hash === undefined) return file && { url, ...file };
    return { url, hash: file.hash, omitted: "sources were not to be kept (sources: false)" };
  }

  #file(url: string): SourceFile | undefined {
    if (!this.#files.has(url)) this.#files.set(url, this.#read(url));
    return this.#files.get(url);
  }

  #read(url: string): SourceFile | undefined {
    if (!url.startsWith("file:")) return undefined;
    try {
      const path = fileURLToPath(url);
      const stats = statSync(path);
      const { size } = stats;
      if (size > MAX_READ_BYTES) return { omitted: `it has ${size} bytes` };
      const bytes = readFileSync(path);
      const hash = this.#hashes.hash(path, stats, () => bytes);
      if (size > MAX_SOURCE_BYTES) return { hash, omitted: `it has ${size} bytes` };
      return { hash, text: bytes.toString("utf8") };
    } catch (error) {
      return { omitted: `it could not be read: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** Hashes of the modules that are files; the program's own come before those of packages. */
  modules(urls: Iterable<string>): ModuleRecord[] {
    const files = [...new Set(urls)].filter((url) => url.startsWith("file:"));
    const isPackage = (url: string) => url.includes("/node_modules/");
    const own = files.filter((url) => !isPackage(url));
    return [...own, ...files.filter(isPackage)].slice(0, MAX_MODULES).map((url) => {
      const hash = this.#files.has(url) ? this.#files.get(url)?.hash : this.#hash(url);
      return { url, ...(hash !== undefined && { hash }) };
    });
  }

  #hash(url: string): string | undefined {
    try {
      const path = fileURLToPath(url);
      const stats = statSync(path);
      return stats.size > MAX_READ_BYTES ? undefined : this.#hashes.hash(path, stats, () => readFileSync(path));
    } catch {
      return undefined;
    }
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
