/**
 * A dump file as a session.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { DumpError } from "../../dump/errors.ts";
import type { DumpFile } from "../../dump/read_plain.ts";
import { openFile } from "../open_file.ts";
import type { OpenOptions, Session } from "../session.ts";
import { Gathered } from "./gathered.ts";
import type { PagedFile } from "./paged_file.ts";
import { ProgramError } from "./program_error.ts";
import { filePieces, openDumpFile, readDumpBytes, readDumpFile } from "./read_file.ts";
import type { Stdio } from "./stdio.ts";

/**
 * Opens a dump file for as long as it is in use: of very many, each takes a descriptor only then.
 *
 * @param path The file, or `-` for standard input.
 * @throws {ProgramError} If there is none, or it is no dump, or a damaged one.
 */
export async function withSession<T>(
  path: string,
  stdio: Stdio,
  options: OpenOptions,
  use: (session: Session) => T | Promise<T>,
): Promise<T> {
  return await whileOpen(async (opened) => await use(await openSession(path, stdio, options, opened)));
}

/** Does something with files, and closes those that it leaves open. */
export async function whileOpen<T>(use: (opened: (file: PagedFile) => void) => Promise<T>): Promise<T> {
  const files: PagedFile[] = [];
  try {
    return await use((file) => files.push(file));
  } finally {
    for (const file of files) file.close();
  }
}

/**
 * Opens a dump file.
 *
 * @param path The file, or `-` for standard input.
 * @param opened Is called with a file that stays open, for as long as the process if nobody closes it.
 * @throws {ProgramError} If there is none, or it is no dump, or a damaged one.
 */
export async function openSession(
  path: string,
  stdio: Stdio,
  options: OpenOptions = {},
  opened: (file: PagedFile) => void = () => {},
): Promise<Session> {
  try {
    return openFile(
      await readDumpAt(path, stdio, opened),
      options,
      options.root === undefined ? undefined : (await import("../frames/read_below.ts")).readBelow,
    );
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    const name = path === "-" ? "standard input" : path;
    throw new ProgramError(`${name}: ${error.message.replace(/^Cannot read the dump: /, "")}`);
  }
}

/**
 * Reads a dump.
 *
 * @param path The file, or `-` for standard input.
 * @param opened Is called with a file that stays open.
 * @throws {ProgramError} If it cannot be read, or has too many bytes.
 * @throws {DumpError} If it is no dump, or a damaged one.
 */
export async function readDumpAt(
  path: string,
  stdio: Stdio,
  opened: (file: PagedFile) => void,
): Promise<DumpFile> {
  return path === "-" ? await readDumpBytes(await readBytes(path, stdio)) : await openDumpFile(path, opened);
}

/**
 * Reads a file.
 *
 * @param path The file, or `-` for standard input.
 * @throws {ProgramError} If it cannot be read, or has too many bytes.
 */
async function readBytes(path: string, { stdin }: Stdio): Promise<Uint8Array> {
  return path === "-" ? (await gather(stdin)).bytes : readDumpFile(path);
}

/**
 * A file as pieces, which can be gone through more than once: each is overwritten by the next.
 *
 * @param path The file, or `-` for standard input.
 * @throws {ProgramError} If it cannot be read, or standard input has too many bytes.
 */
export async function readPieces(path: string, { stdin }: Stdio): Promise<Iterable<Uint8Array>> {
  return path === "-" ? (await gather(stdin)).pieces : filePieces(path);
}

async function gather(stdin: Stdio["stdin"]): Promise<Gathered> {
  const gathered = new Gathered("standard input");
  for await (const chunk of stdin) gathered.add(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return gathered;
}
