import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of packages whose code is in a bundle, as one text.
 *
 * @param inputs Paths of the bundled files from the project's folder.
 * @throws {Error} If a package has no licence file.
 */
export function licenseNotices(root: string, inputs: Iterable<string>): string {
  const folders = new Set<string>();
  for (const input of inputs) {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (match) folders.add(match[0]);
  }
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)));
  return ["Code of these packages is part of the modules beside this file.", ...notices].join(
    `\n\n${"-".repeat(80)}\n\n`,
  );
}

function notice(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`Cannot bundle ${name}: it has no licence`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}
