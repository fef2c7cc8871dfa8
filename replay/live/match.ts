/**
 * The environment of the program against this machine.
 *
 * @module
 */
import { isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Header, ModuleRecord } from "../../dump/format.ts";
import type { Checkout } from "./checkout.ts";

/** Things that one line names. */
const MOST_NAMED = 6;

/** One thing that was compared. */
export interface MatchRow {
  readonly kind: "runtime" | "platform" | "module";
  /** `runtime`, `platform`, or the path of a module from the program's working folder: the name to accept it by. */
  readonly what: string;
  /** As recorded: a version, a platform, or the SHA-256 of a module, hexadecimal. */
  readonly recorded: string;
  /** As it is here; of a module that has no hash, why. */
  readonly here: string;
  /**
   * - `outside`: not below the root; nothing of it is ever loaded, so that it need not be the same.
   * - `missing`: there is no such file below the root.
   * - `unknown`: its hash was not recorded.
   */
  readonly state: "same" | "different" | "missing" | "outside" | "unknown";
  /** Whether it differs and was accepted by name. */
  readonly accepted: boolean;
}

/** What was compared, and whether code may be live. */
export interface EnvironmentMatch {
  readonly rows: readonly MatchRow[];
  /** Whether all that counts is the same or was accepted. */
  readonly allowed: boolean;
  /** Why not, on one line; undefined when it is allowed. */
  readonly why: string | undefined;
}

/** What is compared with what. */
export interface MatchOptions {
  readonly header: Header;
  readonly modules: readonly ModuleRecord[];
  /** The files here; undefined when none of them will be loaded. */
  readonly checkout: Checkout | undefined;
  /** This runtime and platform. */
  readonly here: { readonly runtime: Header["runtime"]; readonly platform: string };
  /** What may differ, by name: `runtime`, `platform`, a module's path or URL. */
  readonly accept: readonly string[];
}

/**
 * Compares runtime and major version, platform, and every module's hash with the file on this disk. What the file
 * claims of itself counts for nothing: all of it is computed here.
 */
export function matchEnvironment(options: MatchOptions): EnvironmentMatch {
  const { header, modules, checkout, here, accept } = options;
  const rows: MatchRow[] = [
    row("runtime", runtimeText(header.runtime), runtimeText(here.runtime), sameRuntime(header.runtime, here.runtime)),
    row("platform", header.platform, here.platform, header.platform === here.platform),
  ];
  if (checkout !== undefined) { for (const module of modules) rows.push(moduleRow(module, header, checkout)); }
  const judged = rows.map((one) => ({ ...one, accepted: differs(one) && isAccepted(one, accept, header) }));
  const why = whyNot(judged, checkout);
  return { rows: judged, allowed: why === undefined, why };
}

/** Whether a row stands in the way unless it is accepted. */
export function differs({ state }: MatchRow): boolean {
  return state === "different" || state === "missing" || state === "unknown";
}

function row(kind: "runtime" | "platform", recorded: string, here: string, same: boolean): MatchRow {
  return { kind, what: kind, recorded, here, state: same ? "same" : "different", accepted: false };
}

function moduleRow({ url, hash }: ModuleRecord, { cwd }: Header, checkout: Checkout): MatchRow {
  const found = checkout.find(url);
  const base = {
    kind: "module",
    what: moduleName(url, cwd),
    recorded: hash ?? "not recorded",
    accepted: false,
  } as const;
  if ("why" in found) return { ...base, here: found.why, state: found.outside ? "outside" : "missing" };
  if (hash === undefined) return { ...base, here: found.hash, state: "unknown" };
  return { ...base, here: found.hash, state: found.hash === hash.toLowerCase() ? "same" : "different" };
}

/** The path of a module from the program's working folder; its path or URL when it lies elsewhere. */
export function moduleName(url: string, cwd: string): string {
  let path: string;
  try {
    path = url.startsWith("file:") ? fileURLToPath(url) : url;
  } catch {
    return url;
  }
  if (!isAbsolute(path) || !isAbsolute(cwd)) return url;
  const way = relative(cwd, path);
  return way === "" || way.startsWith("..") || isAbsolute(way) ? path : way;
}

function isAccepted({ what }: MatchRow, accept: readonly string[], { cwd }: Header): boolean {
  return accept.some((name) =>
    name === what || moduleName(name, cwd) === what || resolve(cwd, name) === resolve(cwd, what)
  );
}

function whyNot(rows: readonly MatchRow[], checkout: Checkout | undefined): string | undefined {
  const inTheWay = rows.filter((one) => differs(one) && !one.accepted);
  if (inTheWay.length > 0) {
    const names = inTheWay.map(({ what, state, recorded, here }) => {
      if (state === "missing") return `${what} is missing`;
      if (state === "unknown") return `${what} was recorded without a hash`;
      return what === "runtime" || what === "platform"
        ? `${what} ${recorded} is ${here} here`
        : `${what} is not the same`;
    });
    const more = names.length - MOST_NAMED;
    const text = names.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return `${text}; what differs must be accepted by name`;
  }
  const modules = rows.filter(({ kind }) => kind === "module");
  if (checkout === undefined || modules.length === 0 || modules.some(({ state }) => state !== "outside")) {
    return undefined;
  }
  return `no module of the program lies below ${checkout.root}`;
}

function sameRuntime(recorded: Header["runtime"], here: Header["runtime"]): boolean {
  return recorded.name === here.name && major(recorded.version) === major(here.version);
}

function major(version: string): string {
  return version.split(".")[0] ?? "";
}

function runtimeText({ name, version }: Header["runtime"]): string {
  return `${name} ${version}`;
}
