/**
 * The npm package as a user gets it: packed, and installed in an empty folder.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { exec, ROOT } from "./runtimes.ts";

/** A file of the tarball. */
export interface PackedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** The tarball that `npm pack` makes of what the build left in `dist/`. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly PackedFile[];
}

const INSTALL_MS = 120_000;

/** A folder outside of the project that is gone when the process ends. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "keeptrace-package-")));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Packs the project. It must have been built. */
export async function packTarball(): Promise<Tarball> {
  const folder = temporaryFolder();
  const command = ["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { code, stdout, stderr } = await exec(command, { timeoutMs: INSTALL_MS });
  if (code !== 0) throw new Error(`Cannot pack: ${stderr}`);
  const [packed] = JSON.parse(stdout) as { filename: string; files: PackedFile[] }[];
  return { path: join(folder, packed!.filename), files: packed!.files };
}

/** Installs a tarball in an empty folder, with nothing but its dependencies, as if it came from the registry. */
export async function installTarball(tarball: Tarball): Promise<string> {
  const consumer = { name: "consumer", private: true, type: "module" };
  const folder = temporaryFolder({ "package.json": JSON.stringify(consumer) });
  const command = ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball.path];
  const { code, stderr } = await exec(command, { cwd: folder, timeoutMs: INSTALL_MS });
  if (code !== 0) throw new Error(`Cannot install ${tarball.path} (packed from ${ROOT}): ${stderr}`);
  const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...consumer, dependencies: { [name]: version } }));
  return folder;
}
