/**
 * What describing a graph and writing it costs, beside `v8.serialize` of the same graph, which runs getters and loses
 * classes.
 *
 *     node --import tsx bench/describe.ts [objects…]
 *
 * Rounds are interleaved; figures are medians. "cold" is the first run in this process.
 *
 * @module
 */
import process from "node:process";
import { serialize } from "node:v8";
import { gzipSync } from "node:zlib";
import { describe } from "../capture/describe/describe.ts";
import { DEFAULT_LIMITS } from "../capture/options.ts";
import { createRedactor } from "../capture/redact.ts";
import type { Header } from "../dump/format.ts";
import { writeDump } from "../dump/write.ts";

class Address {
  readonly street: string;
  readonly zip: number;

  constructor(index: number) {
    this.street = `street ${index % 500}`;
    this.zip = 10_000 + index % 90_000;
  }
}

class Order {
  readonly id: number;
  readonly name: string;
  readonly total: number;
  readonly open: boolean;
  readonly parent: Order | undefined;
  readonly children: Order[] = [];
  peer: Order | undefined;
  extra: unknown;

  constructor(index: number, parent: Order | undefined) {
    this.id = index;
    this.name = `order ${index % 1000}`;
    this.total = index * 1.25;
    this.open = index % 3 === 0;
    this.parent = parent;
  }
}

/** A graph of about `count` objects: a tree of instances with parents and peers, and something else on each. */
function graph(count: number): { root: Order; objects: number } {
  const root = new Order(0, undefined);
  const orders = [root];
  let objects = 2;
  for (let index = 1; objects < count; index++) {
    const parent = orders[index >> 2]!;
    const order = new Order(index, parent);
    parent.children.push(order);
    order.peer = orders[index * 7919 % orders.length];
    objects += 2;
    switch (index % 6) {
      case 0:
        order.extra = new Map<string, unknown>([["address", new Address(index)], ["count", index]]);
        objects += 2;
        break;
      case 1:
        order.extra = new Set([index, `tag ${index % 50}`]);
        objects += 1;
        break;
      case 2:
        order.extra = new Date(1_600_000_000_000 + index * 1000);
        objects += 1;
        break;
      case 3:
        order.extra = [index, `item ${index % 200}`, null, { quantity: index % 9, price: index / 4 }];
        objects += 2;
        break;
      case 4:
        order.extra = { kind: "note", at: { line: index % 80, column: index % 120 } };
        objects += 2;
        break;
      default:
        order.extra = new Address(index);
        objects += 1;
    }
    orders.push(order);
  }
  return { root, objects };
}

const HEADER: Header = {
  product: "keeptrace",
  productVersion: "0",
  runtime: { name: "unknown", version: "0" },
  versions: {},
  platform: process.platform,
  arch: process.arch,
  time: 0,
  pid: 0,
  cwd: "/",
  argv0: "bench",
  engine: { kind: "bench" },
  limits: {},
  omitted: {},
  trigger: "capture",
  notes: [],
};

const LIMITS = {
  ...DEFAULT_LIMITS,
  depth: Infinity,
  maxItems: Infinity,
  maxNodes: Infinity,
  maxBytes: Infinity,
  maxTimeMs: Infinity,
};

const REDACTOR = createRedactor();

function describeGraph(root: Order): ReturnType<typeof describe> {
  const scopes = [{ type: "local" as const, names: ["root"], values: [root] }];
  const frames = [{ functionName: "main", async: false, origin: "program" as const, scopes }];
  return describe([{ value: "bench", frames, throws: [] }], {
    limits: LIMITS,
    source: () => undefined,
    redact: REDACTOR,
  });
}

function write({ tables, shapes, heap }: ReturnType<typeof describe>): Uint8Array {
  return writeDump({ header: HEADER, tables, shapes, heap });
}

function milliseconds<Result>(run: () => Result): [number, Result] {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1]!;
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 10_000, 100_000];
for (const size of sizes) {
  const rounds = Math.max(3, Math.min(15, Math.round(1_000_000 / size)));
  const times: Record<"describe" | "write" | "v8", number[]> = { describe: [], write: [], v8: [] };
  let dump: Uint8Array = new Uint8Array();
  let native: Uint8Array = new Uint8Array();
  // A graph for each round, all made before: what a crash meets is not young, and was in no table of ours.
  const graphs = Array.from({ length: rounds }, () => graph(size));
  const { objects } = graphs[0]!;
  for (const { root } of graphs) {
    const [describing, description] = milliseconds(() => describeGraph(root));
    const [writing, bytes] = milliseconds(() => write(description));
    const [serializing, buffer] = milliseconds(() => serialize(root));
    times.describe.push(describing);
    times.write.push(writing);
    times.v8.push(serializing);
    dump = bytes;
    native = buffer;
  }
  const [describing, writing, serializing] = [median(times.describe), median(times.write), median(times.v8)];
  const cold = times.describe[0]! + times.write[0]!;
  console.log(
    `${objects} objects: describe ${describing.toFixed(1)} + write ${writing.toFixed(1)} ms ` +
      `(${((describing + writing) / objects * 1e6).toFixed(0)} ns an object; first ${cold.toFixed(1)} ms), ` +
      `v8.serialize ${serializing.toFixed(1)} ms (first ${times.v8[0]!.toFixed(1)}): ` +
      `${(serializing / (describing + writing)).toFixed(2)} of its speed`,
  );
  const [gzip, nativeGzip] = [gzipSync(dump).length, gzipSync(native).length];
  console.log(
    `  ${dump.length} bytes, ${(dump.length / native.length).toFixed(2)} of v8.serialize's; ` +
      `gzip ${gzip}, ${(gzip / nativeGzip).toFixed(2)}`,
  );
}
