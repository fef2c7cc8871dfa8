/**
 * The environment of the program against this machine.
 *
 * @module
 */
import type { Session } from "../session.ts";
import { toPath } from "../text/display_path.ts";
import type { Host } from "./host.ts";

/** One thing that may differ. */
export interface Difference {
  readonly kind: "runtime" | "platform" | "module";
  /** Of a module: its URL. */
  readonly name: string;
  /** "unknown": not a file, or its hash was not recorded. */
  readonly state: "same" | "different" | "missing" | "unknown";
  readonly recorded: string;
  readonly here: string;
}

/**
 * Compares runtime, platform and modules. Of a module's file only the hash is taken, and only when the path names a
 * regular file; nothing of it is shown.
 */
export async function compareEnvironment({ header, modules }: Session, host: Host): Promise<Difference[]> {
  const differences = [
    compare(
      "runtime",
      `${header.runtime.name} ${header.runtime.version}`,
      `${host.runtime.name} ${host.runtime.version}`,
    ),
    compare("platform", `${header.platform} ${header.arch}`, `${host.platform} ${host.arch}`),
  ];
  for (const { url, hash } of modules) {
    const path = toPath(url);
    const isFile = hash !== undefined && (path !== url || /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path));
    const here = isFile ? await host.hash(path) : undefined;
    const state = !isFile ? "unknown" : here === undefined ? "missing" : here === hash ? "same" : "different";
    differences.push({ kind: "module", name: url, state, recorded: hash ?? "", here: here ?? "" });
  }
  return differences;
}

function compare(kind: "runtime" | "platform", recorded: string, here: string): Difference {
  return { kind, name: kind, state: recorded === here ? "same" : "different", recorded, here };
}
