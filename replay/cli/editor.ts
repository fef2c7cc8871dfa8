/**
 * Opens the editor of the person.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { basename } from "node:path";
import { CommandError } from "../repl/command_error.ts";

/**
 * Opens a file in `$VISUAL`, else `$EDITOR`, and waits until the editor ends.
 *
 * @param line From 1.
 * @param column From 1.
 * @throws {CommandError} If there is no such file or no editor.
 */
export async function openEditor(
  env: Readonly<Record<string, string | undefined>>,
  path: string,
  line: number,
  column: number,
): Promise<void> {
  const [program, ...flags] = (env["VISUAL"] || env["EDITOR"] || "").split(/\s+/).filter((word) => word !== "");
  if (program === undefined) throw new CommandError("no editor is set: set EDITOR, e.g. EDITOR=vim");
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new CommandError(`there is no file ${path} here: type list to see the recorded source`);
  }
  const args = [...flags, ...placeArguments(basename(program), path, line, column)];
  await new Promise<void>((resolve, reject) => {
    spawn(program, args, { stdio: "inherit" })
      .once("error", () => reject(new CommandError(`${program} does not start: set EDITOR to another editor`)))
      .once("exit", () => resolve());
  });
}

/** How an editor is told where to go; those that are not known get the line in the way of vi. */
export function placeArguments(editor: string, path: string, line: number, column: number): string[] {
  if (/^(?:code|codium|cursor|windsurf)/.test(editor)) return ["--goto", `${path}:${line}:${column}`];
  if (/^(?:subl|zed|hx|helix|micro|atom)/.test(editor)) return [`${path}:${line}:${column}`];
  if (/^(?:idea|webstorm)/.test(editor)) return ["--line", String(line), path];
  if (/^(?:emacs|nano)/.test(editor)) return [`+${line}`, path];
  return [`+${line}`, path];
}
