/**
 * The tables and the header, checked: every field, every index, every reference.
 *
 * @module
 */
import { isReason } from "./decode_slot.ts";
import { DumpError } from "./errors.ts";
import { Fault, within } from "./fault.ts";
import type {
  ClassRecord,
  ExceptionRecord,
  FrameRecord,
  FunctionRecord,
  Header,
  MemberRecord,
  ModuleRecord,
  OmittedReason,
  Position,
  ScopeRecord,
  SourceRecord,
  Tables,
  ThreadRecord,
  ThrowRecord,
} from "./format.ts";
import {
  type Check,
  count,
  dictionary,
  flag,
  index,
  list,
  number,
  oneOf,
  optional,
  record,
  type RecordContext,
  required,
  type TableSizes,
  text,
  time,
  wire,
} from "./record.ts";

/** Variables of all scopes together; a bundle's module may have ten thousand. */
export const MAX_VARIABLES = 500_000;

/** Variables of all frames together, those of a shared scope counted in each; a bundle's module may have ten thousand. */
export const MAX_FRAME_VARIABLES = 4_000_000;

/** Frames of all stacks together, and members of all exceptions: both are listed by number, which takes a byte each. */
export const MAX_LISTED = 1_000_000;

const position = record<Position>({ url: required(text), line: required(count), column: required(count) });

const throwRecord = record<ThrowRecord>({ time: required(time), frames: required(list(index("frames"))) });

const exception = record<ExceptionRecord>({
  value: required(wire),
  name: required(text),
  message: required(text),
  stack: optional(text),
  thread: required(index("threads")),
  frames: required(list(index("frames"))),
  unavailable: optional(text),
  throws: required(list(throwRecord)),
  cause: optional(index("exceptions")),
  errors: optional(list(index("exceptions"))),
});

const thread = record<ThreadRecord>({ id: required(count), name: required(text) });

/** Each scope once: a file could else hold the same variables as often as it has bytes. */
const scopesOfFrame: Check<readonly number[]> = (item, context) => {
  const scopes = list(index("scopes"))(item, context);
  if (new Set(scopes).size < scopes.length) throw new Fault("a frame has a scope twice");
  return scopes;
};

const frame = record<FrameRecord>({
  functionName: required(text),
  position: optional(position),
  generated: optional(position),
  source: optional(index("sources")),
  async: required(flag),
  origin: required(oneOf("program", "library", "runtime")),
  scopes: required(scopesOfFrame),
  this: optional(wire),
  parameters: optional(list(text)),
  unavailable: optional(text),
  elided: optional(count),
});

const scopeFields = record<ScopeRecord>({
  type: required(oneOf("local", "block", "closure", "catch", "module", "script", "with", "eval")),
  name: optional(text),
  names: required(list(text)),
  values: required(list(wire)),
});

const scope: Check<ScopeRecord> = (item, context) => {
  const scope = scopeFields(item, context);
  if (scope.names.length !== scope.values.length) throw new Fault("there is not one value a name");
  return scope;
};

const member = record<MemberRecord>({
  key: required(wire),
  kind: required(oneOf("method", "accessor", "getter", "setter", "value")),
  length: optional(count),
  value: optional(wire),
  attributes: optional(count),
  async: optional(flag),
  generator: optional(flag),
});

const closed: Check<1 | 2 | 3> = (item) => {
  if (item !== 1 && item !== 2 && item !== 3) throw new Fault("the integrity is not 1 to 3");
  return item;
};

const classRecord = record<ClassRecord>({
  name: required(text),
  builtin: optional(text),
  extends: optional(index("classes")),
  bare: optional(flag),
  function: optional(index("functions")),
  value: optional(wire),
  members: required(list(member)),
  statics: required(list(member)),
  integrity: optional(closed),
  constructorAttributes: optional(count),
});

const functionRecord = record<FunctionRecord>({
  name: required(text),
  length: required(number),
  kind: required(oneOf("function", "arrow", "method", "getter", "setter", "class", "native")),
  async: required(flag),
  generator: required(flag),
  text: optional(text),
  hash: optional(text),
  generated: optional(position),
  position: optional(position),
  class: optional(index("classes")),
});

const source = record<SourceRecord>({
  url: required(text),
  hash: optional(text),
  text: optional(text),
  omitted: optional(text),
});

const module = record<ModuleRecord>({ url: required(text), hash: optional(text) });

const tables = record<Tables>({
  exceptions: required(list(exception)),
  threads: required(list(thread)),
  frames: required(list(frame)),
  scopes: required(list(scope)),
  classes: required(list(classRecord)),
  functions: required(list(functionRecord)),
  sources: required(list(source)),
  modules: required(list(module)),
});

const omissions: Check<Header["omitted"]> = (item, context) => {
  const counts = dictionary(count)(item, context);
  const known: Partial<Record<OmittedReason, number>> = {};
  for (const [reason, times] of Object.entries(counts)) if (isReason(reason)) known[reason] = times;
  return known;
};

const header = record<Header>({
  product: required(oneOf("keeptrace")),
  productVersion: required(text),
  runtime: required(record<Header["runtime"]>({
    name: required(oneOf("unknown", "node", "deno", "bun")),
    version: required(text),
  })),
  versions: required(dictionary(text)),
  platform: required(text),
  arch: required(text),
  time: required(time),
  pid: required(count),
  cwd: required(text),
  argv0: required(text),
  main: optional(text),
  engine: required(record<Header["engine"]>({ kind: required(text), reason: optional(text) })),
  limits: required(dictionary(number)),
  omitted: required(omissions),
  trigger: required(oneOf("capture", "uncaughtException", "unhandledRejection")),
  notes: required(list(text)),
});

const NO_TABLES: TableSizes = {
  exceptions: 0,
  threads: 0,
  frames: 0,
  scopes: 0,
  classes: 0,
  functions: 0,
  sources: 0,
  modules: 0,
};

/**
 * Checks the header.
 *
 * @param item What CBOR gave.
 * @param newer Whether the file is of a newer minor version.
 * @throws {Fault} If it breaks a rule.
 */
export function checkHeader(item: unknown, newer: boolean): Header {
  return header(item, { nodes: 0, newer, sizes: NO_TABLES });
}

/**
 * Checks the tables.
 *
 * @param item What CBOR gave.
 * @param nodes How many nodes the heap has.
 * @param newer Whether the file is of a newer minor version.
 * @throws {Fault} If they break a rule.
 */
export function checkTables(item: unknown, nodes: number, newer: boolean): Tables {
  const context: RecordContext = { nodes, newer, sizes: sizesOf(item) };
  const checked = tables(item, context);
  within("classes", () => refuseCycles(checked.classes));
  refuseManyVariables(checked);
  refuseManyListed(checked);
  return checked;
}

function sizesOf(item: unknown): TableSizes {
  if (!(item instanceof Map)) throw new Fault("the tables are no map");
  const sizes = { ...NO_TABLES };
  for (const table of Object.keys(sizes) as (keyof TableSizes)[]) {
    const entries: unknown = item.get(table);
    if (!Array.isArray(entries)) {
      throw new Fault(item.has(table) ? "a list is none" : "a field is missing").inside(table);
    }
    sizes[table] = entries.length;
  }
  return sizes;
}

/** Frames share scopes, so that a small file could have more variables in its frames than memory holds. */
function refuseManyVariables({ frames, scopes }: Tables): void {
  let own = 0;
  for (const { names } of scopes) own += names.length;
  if (own > MAX_VARIABLES) {
    throw new DumpError("limit", `its scopes have more than ${MAX_VARIABLES} variables`, { path: "tables.scopes" });
  }
  let total = 0;
  for (const frame of frames) for (const index of frame.scopes) total += scopes[index]!.names.length;
  if (total <= MAX_FRAME_VARIABLES) return;
  throw new DumpError("limit", `its frames have more than ${MAX_FRAME_VARIABLES} variables`, { path: "tables.frames" });
}

/** Stacks share frames and exceptions members, so that a small file could list more than memory holds. */
function refuseManyListed({ exceptions }: Tables): void {
  let frames = 0;
  let members = 0;
  for (const exception of exceptions) {
    frames += exception.frames.length;
    for (const later of exception.throws) frames += later.frames.length;
    members += exception.errors?.length ?? 0;
  }
  const what = frames > MAX_LISTED ? "frames in stacks" : members > MAX_LISTED ? "members" : undefined;
  if (what === undefined) return;
  throw new DumpError("limit", `its exceptions have more than ${MAX_LISTED} ${what}`, { path: "tables.exceptions" });
}

/** A class must not extend itself, however many classes lie between: what walks up the chain would never end. */
function refuseCycles(classes: readonly ClassRecord[]): void {
  // For each class, the walk that came past it: 0 for none yet.
  const walks = new Float64Array(classes.length);
  for (let start = 0; start < classes.length; start++) {
    const walk = start + 1;
    let at: number | undefined = start;
    while (at !== undefined && walks[at] === 0) {
      walks[at] = walk;
      at = classes[at]!.extends;
    }
    if (at !== undefined && walks[at] === walk) throw new Fault("a class extends itself").inside(at);
  }
}
