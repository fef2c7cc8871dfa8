import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * Puts a program where npx and bunx look first, so that a checkout has it under its name like a folder in which the
 * package is installed.
 *
 * @param file The program's path.
 */
export function linkProgram(root: string, name: string, file: string): void {
  const bin = join(root, "node_modules", ".bin");
  if (!existsSync(bin)) return;
  rmSync(join(bin, name), { force: true });
  symlinkSync(relative(bin, file), join(bin, name));
}
