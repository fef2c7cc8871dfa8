/**
 * What a report is: an answer of the program that needs no prompt.
 *
 * @module
 */
import type { Session } from "../session.ts";
import type { View } from "../text/view.ts";

/** A file that a report was asked about. */
export interface Input {
  /** Path as it was typed or found; `-` for standard input. */
  readonly path: string;
  /** Path for people, not escaped. */
  readonly name: string;
}

/** What a report works on. */
export interface ReportContext {
  /** The arguments after the name of the subcommand. */
  readonly args: readonly string[];
  /** Whether it writes lines of JSON in place of text. */
  readonly json: boolean;
  /** Folder below which sources may be read from disk. */
  readonly root: string | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Whether commands were given, to be run on sessions. */
  readonly hasCommands: boolean;
  /** Files by their paths. */
  inputs(paths: readonly string[]): readonly Input[];
  /** The files among some paths, and the dumps in the folders among them. Throws when there is none. */
  dumps(paths: readonly string[]): readonly Input[];
  /** Whether there is such a file or folder. */
  exists(path: string): boolean;
  /** The present text of a source below `root`; undefined when there is none. */
  sourceOf(url: string): string | undefined;
  /** A file as pieces, which can be gone through more than once. Throws when it cannot be read. */
  read(input: Input): Promise<Iterable<Uint8Array>>;
  /** Opens a dump, of which the parts are read that are looked at. Throws when it cannot be read, or is none. */
  open(input: Input): Promise<Session>;
  /** Opens a dump for as long as it is in use. Throws when it cannot be read, or is none. */
  use<T>(input: Input, use: (session: Session) => T): Promise<T>;
  /**
   * Enters a session: the prompt for a person, else commands.
   *
   * @param name The file, and what of it.
   * @param isOneOfSeveral Whether what is printed must say which one it is about.
   */
  enter(session: Session, input: Input, name: string, isOneOfSeveral: boolean): Promise<0 | 1>;
  /** The screen; without a session, paths are shown whole and no string counts as cut. */
  view(session?: Session): View;
  /** Writes lines. */
  print(lines: readonly string[]): void;
  /** Writes one line of JSON. */
  printJson(data: unknown): void;
  /** Writes one line of complaint on standard error; not escaped yet. */
  complain(line: string): void;
}

/**
 * Makes a report.
 *
 * @returns The exit code: 0; 1 as the subcommand's help says; 2 when a file is bad.
 * @throws {ReportError} If the arguments are wrong.
 */
export type Report = (context: ReportContext) => Promise<0 | 1 | 2>;

/** Wrong arguments: exit code 2. The message is one line that says what was found and what to type. */
export class ReportError extends Error {
  override readonly name = "ReportError";
}
