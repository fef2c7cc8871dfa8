/**
 * This machine, as far as commands may use it.
 *
 * @module
 */
import type { Header } from "../../dump/format.ts";

/** What was thrown when nobody waited for it. */
export interface LateError {
  readonly error: unknown;
  /** Whether a promise was rejected, rather than a callback threw. */
  readonly rejected: boolean;
}

/** The machine that the prompt runs on. Commands reach files and programs only through it. */
export interface Host {
  readonly runtime: Header["runtime"];
  readonly platform: string;
  readonly arch: string;
  /** Milliseconds since 1970, UTC, now. */
  now(): number;
  /** SHA-256 of a file, hexadecimal; undefined when there is no such regular file to be read. */
  hash(path: string): Promise<string | undefined>;
  /** Reads a text file that the person named. */
  readText(path: string): string;
  /** Writes a new text file that the person named; readable by its owner only. */
  writeText(path: string, text: string): void;
  /** Adds to a text file that {@linkcode Host.writeText} began. */
  appendText(path: string, text: string): void;
  /** What is in a folder, folders with a slash at the end; absent where nobody types. */
  readonly list?: (folder: string) => readonly string[];
  /** Asks the person a question that yes or no answers; absent where nobody can be asked. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /**
   * Has what code throws later, when nobody waits for it, reported rather than end this process.
   *
   * @returns Ends that.
   */
  readonly catchLateErrors?: (report: (late: LateError) => void) => () => void;
  /** Opens an editor, if there is a screen for it: the person's, else `vi`. */
  readonly edit?: (path: string, line: number, column: number) => Promise<void>;
}
