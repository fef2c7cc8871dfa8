/**
 * Where keeptrace's own code is: in its sources, in the files of its package, or inside a program that a bundler made.
 *
 * @module
 */
import { existsSync } from "node:fs";

/** The relay's thread as one text; the build of the package puts it in here. */
declare const KEEPTRACE_RELAY_TEXT: string;

/** The address of this module; bundlers that make CommonJS leave it out. */
const HERE: string | undefined = import.meta.url;

/** Addresses that the modules of keeptrace itself begin with; none in a bundle, where they have no files of their own. */
export function ownAddresses(): string[] {
  if (isSource(HERE)) return ["./", "../dump/", "../replay/", "../mod.ts"].map((own) => new URL(own, HERE).href);
  return packagedWorker() === undefined ? [] : [new URL("./", HERE).href];
}

/** The module that the relay's thread begins with: a file where there is one, else its text. */
export function relayAddress(): URL {
  if (!isSource(HERE)) return packagedWorker() ?? textModule(KEEPTRACE_RELAY_TEXT);
  const entry = new URL("./engine/relay_worker.ts", HERE);
  // Deno takes threads of Node's kind from files only; a package from JSR is none, but a text can import it.
  return entry.protocol === "file:" ? entry : textModule(`import ${JSON.stringify(entry.href)};`);
}

/** The file of the program that opens dumps, in the sources; undefined anywhere else. */
export function replayFile(): URL | undefined {
  const url = isSource(HERE) ? new URL("../replay.ts", HERE) : undefined;
  return url?.protocol === "file:" ? url : undefined;
}

/** Whether this is run from the sources, and needs their loader. */
export function runsFromSource(): boolean {
  return isSource(HERE);
}

function isSource(here: string | undefined): here is string {
  return here?.endsWith(".ts") === true;
}

/** The file of the relay's thread in the package, beside all others; a bundle has none beside it. */
function packagedWorker(): URL | undefined {
  if (HERE?.startsWith("file:") !== true) return undefined;
  const url = new URL("./relay_worker.js", HERE);
  return existsSync(url) ? url : undefined;
}

function textModule(text: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}
