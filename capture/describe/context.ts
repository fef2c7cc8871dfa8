/**
 * What describing needs to know from outside, and what it hands back.
 *
 * @module
 */
import type { OmittedReason, SourceRecord, Tables, WireChunk, WireShape } from "../../dump/format.ts";
import type { Limits } from "../options.ts";
import type { Redactor } from "../redact.ts";
import type { Inspect } from "../snapshot/site.ts";
import type { BuiltinPaths } from "./builtin_paths.ts";
import type { Serializer } from "./serializer.ts";

/** How exceptions hang together: indexes in the list that is described. */
export interface ExceptionLinks {
  readonly cause?: number;
  readonly errors?: readonly number[];
}

/** Surroundings of one description. */
export interface DescribeContext {
  readonly limits: Limits;
  /** Answers what the language does not tell; without it that is marked as "no-inspector". */
  readonly inspect?: Inspect | undefined;
  /** The source of a URL as it stands in a frame or a function's position; remembered by the caller. */
  readonly source: (url: string) => SourceRecord | undefined;
  /**
   * Whether functions keep their texts.
   *
   * @default {true}
   */
  readonly code?: boolean;
  /** Asked in this order for every object and function; the first that takes one says what is kept of it. */
  readonly serializers?: readonly Serializer[] | undefined;
  /** The table of built-in values, if there is one from before: making it takes milliseconds. */
  readonly paths?: BuiltinPaths | undefined;
  /** Modules of the runtime that the program uses, with their paths: they are named, not copied. */
  readonly builtins?: readonly (readonly [path: string, module: object])[] | undefined;
  /** What never reaches the dump; everything does when absent. */
  readonly redact?: Redactor | undefined;
  /** One an exception, in the same order. */
  readonly links?: readonly ExceptionLinks[] | undefined;
}

/** The parts of a dump that describing makes; `tables.modules` is left empty. */
export interface Description {
  readonly tables: Tables;
  readonly shapes: readonly WireShape[];
  /** The chunks of a large heap are encoded already. */
  readonly heap: readonly (WireChunk | Uint8Array)[];
  /** How many values were left out, by reason. */
  readonly omitted: Readonly<Partial<Record<OmittedReason, number>>>;
}
