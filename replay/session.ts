/**
 * The opened dump: read-only.
 *
 * @module
 */
import type { Header, ModuleRecord, Omitted } from "../dump/format.ts";
import type { DumpFile } from "../dump/read.ts";
import type { Exception, Thread } from "./frames/exception.ts";
import type { FoundVariable } from "./frames/find_variable.ts";
import type { Frame } from "./frames/frame.ts";
import type { Scope } from "./frames/scope.ts";
import type { Selection } from "./frames/selection.ts";
import type { Source } from "./frames/source.ts";
import type { Revivers } from "./rehydrate/context.ts";
import type { Heap } from "./rehydrate/heap.ts";

/** Settings for opening a dump. */
export interface OpenOptions {
  /**
   * Folder below which a source that is not in the dump may be read from disk, when its hash is the recorded one.
   *
   * @default {undefined} Nothing is read from disk.
   */
  readonly root?: string | undefined;
  /**
   * How values come back that a serializer of the program stored, by the serializer's name. They are your code, the only
   * one that runs; what one throws is told in the place of its value.
   *
   * @default {undefined} They are shown as they were stored.
   */
  readonly revivers?: Revivers | undefined;
}

/** A dump, opened: its program as it stood when it was captured. Nothing in it is ever run. */
export interface Session {
  /** Version of the file's format, `[major, minor]`. */
  readonly version: readonly [major: number, minor: number];
  readonly header: Header;
  /** What was captured comes first; causes and members of aggregates follow. */
  readonly exceptions: readonly Exception[];
  readonly threads: readonly Thread[];
  /** Frames of the first exception, innermost first. */
  readonly frames: readonly Frame[];
  readonly sources: readonly Source[];
  readonly modules: readonly ModuleRecord[];
  /** What there is to say about the file, e.g. that a newer keeptrace wrote it, and what the recorder has to say. */
  readonly notes: readonly string[];
  /** The values, by node: for tools that look at all of them. */
  readonly heap: Heap;
  /** The file below. */
  readonly file: DumpFile;

  /** The cursor at the innermost frame of the first exception; undefined when there is no exception. */
  select(): Selection | undefined;
  /**
   * What is missing of a value: of the stand-in for an omitted one everything, of a collection, buffer or string that
   * was cut the rest. Undefined when nothing is.
   */
  omitted(value: unknown): Omitted | undefined;
  /** Closure scopes of a function, innermost first; an `Omitted` when they are not known; undefined for anything else. */
  closure(value: unknown): readonly Scope[] | Omitted | undefined;
  /** Finds a variable by name as code in the frame would: innermost scope first. */
  find(frame: Frame, name: string): FoundVariable | undefined;
  /**
   * Finds a variable that the engine optimised away in this frame, in the frame of the enclosing function, if that
   * still holds it. Evaluating does so by itself.
   */
  findOuter(frame: Frame, name: string): Promise<FoundVariable | undefined>;
  /** Names changed or declared in a frame by evaluating, with their present values. */
  changes(frame: Frame): ReadonlyMap<string, unknown>;
  /** Drops what evaluating changed or declared: in one frame, or in all. */
  reset(frame?: Frame): void;
}
