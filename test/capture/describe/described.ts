/**
 * Values that were described, written and read again, for tests.
 *
 * @module
 */
import type { DescribeContext, Description } from "../../../capture/describe/context.ts";
import { describe } from "../../../capture/describe/describe.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../capture/options.ts";
import type { LiveFrame, LiveScope } from "../../../capture/snapshot/site.ts";
import type { ClassRecord, NodeKind, Omitted } from "../../../dump/format.ts";
import { type DumpFile, type HeapNode, readDump } from "../../../dump/read.ts";
import type { Slot } from "../../../dump/slot.ts";
import { writeDump } from "../../../dump/write.ts";
import { smallestDump } from "../../helpers/build_dump.ts";

/** What a test may set of the context. */
export interface DescribedOptions extends Partial<Omit<DescribeContext, "limits">> {
  readonly limits?: Partial<Limits>;
}

/** A dump of one frame with one scope, read again. */
export class Described {
  readonly file: DumpFile;
  readonly description: Description;

  constructor(file: DumpFile, description: Description) {
    this.file = file;
    this.description = description;
  }

  /** The slot of a variable of the first frame. */
  slot(name: string): Slot {
    const { frames, scopes } = this.file.tables;
    for (const index of frames[0]!.scopes) {
      const { names, values } = scopes[index]!;
      const at = names.indexOf(name);
      if (at >= 0) return this.file.heap.slot(values[at]!);
    }
    throw new RangeError(`Cannot find ${name}: it is no variable`);
  }

  /** The node of a variable, and further on by keys of properties. */
  node(name: string, ...path: readonly string[]): HeapNode {
    let node = this.nodeOf(this.slot(name));
    for (const key of path) node = this.nodeOf(this.property(node, key));
    return node;
  }

  /** The node that a slot refers to. */
  nodeOf(slot: Slot | undefined): HeapNode {
    if (typeof slot !== "object" || slot === null || !("kind" in slot) || slot.kind !== "ref") {
      throw new TypeError(`Cannot follow a slot: ${JSON.stringify(slot)} is no reference`);
    }
    return this.file.heap.node(slot.id);
  }

  /** The slot of a property. */
  property(node: HeapNode, key: string): Slot {
    const at = node.keys.indexOf(key);
    if (at < 0) throw new RangeError(`Cannot find the property ${key}: there are ${JSON.stringify(node.keys)}`);
    return node.values[at];
  }

  /** The class of a node. */
  classOf(node: HeapNode): ClassRecord | undefined {
    return typeof node.prototype === "number" ? this.file.tables.classes[node.prototype] : undefined;
  }

  /** All that the file holds, as text: what must not be in it is looked for here. */
  text(): string {
    const nodes = Array.from({ length: this.file.heap.size }, (_, id) => this.file.heap.node(id));
    return JSON.stringify(
      [this.file.tables, nodes],
      (_, value: unknown) =>
        typeof value === "bigint"
          ? `${value}`
          : value instanceof Uint8Array
          ? Buffer.from(value).toString("latin1")
          : value,
    );
  }
}

/** Why a slot, or the node that it refers to, has no value. */
export function omission(slot: Slot | undefined, described?: Described): Omitted | undefined {
  if (typeof slot !== "object" || slot === null || !("kind" in slot)) return undefined;
  if (slot.kind === "omitted") return slot.omitted;
  return slot.kind === "ref" ? omission(described?.file.heap.node(slot.id).payload[0]) : undefined;
}

/** A frame with one scope. */
export function frameOf(variables: Readonly<Record<string, unknown>>, scope: Partial<LiveScope> = {}): LiveFrame {
  const names = Object.keys(variables);
  const values = names.map((name) => variables[name]);
  return {
    functionName: "main",
    async: false,
    origin: "program",
    scopes: [{ type: "local", names, values, ...scope }],
  };
}

/** Describes variables as those of the one frame of a thrown `undefined`. */
export function described(
  variables: Readonly<Record<string, unknown>>,
  { limits, ...options }: DescribedOptions = {},
): Described {
  const description = describe([{ value: undefined, frames: [frameOf(variables)], throws: [] }], {
    limits: { ...DEFAULT_LIMITS, maxTimeMs: Infinity, ...limits },
    source: () => undefined,
    ...options,
  });
  return new Described(sent(description), description);
}

/** A description, written and read. Everything in it is checked. */
export function sent({ tables, shapes, heap }: Description): DumpFile {
  const file = readDump(writeDump({ header: smallestDump().header, tables, shapes, heap }));
  file.heap.verify();
  return file;
}

/** Kind of the node of a value on its own. */
export function kindOf(value: unknown, options?: DescribedOptions): NodeKind {
  return described({ value }, options).node("value").kind;
}
