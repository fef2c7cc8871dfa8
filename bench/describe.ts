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

class Customer {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly since: Date;
  readonly address: { street: string; zip: number; city: string };
  readonly tags: Set<string>;

  constructor(index: number) {
    this.id = index;
    this.name = `customer number ${index}`;
    this.email = `customer${index}@shop.example`;
    this.since = new Date(1_400_000_000_000 + index * 86_400_000);
    this.address = { street: `street ${index % 500}`, zip: 10_000 + index % 90_000, city: `city ${index % 40}` };
    this.tags = new Set([`tag ${index % 50}`, `tag ${index % 7}`]);
  }
}

class Order {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly total: number;
  readonly paid: boolean;
  readonly note: string | undefined;
  readonly created: Date;
  readonly customer: Customer;
  readonly parent: Order | undefined;
  readonly lines: { sku: string; quantity: number; price: number; order: Order }[];
  readonly children: Order[] = [];
  readonly attributes: Map<string, unknown>;
  peer: Order | undefined;

  constructor(index: number, parent: Order | undefined, customer: Customer) {
    this.id = index;
    this.number = `2024-${index}`;
    this.state = ["open", "packed", "sent", "closed"][index % 4]!;
    this.total = index * 1.25;
    this.paid = index % 3 === 0;
    this.note = index % 5 === 0 ? `leave it at the door of number ${index % 100}` : undefined;
    this.created = new Date(1_600_000_000_000 + index * 1000);
    this.customer = customer;
    this.parent = parent;
    this.lines = [1, 2].map((line) => ({
      sku: `sku-${(index * line) % 2000}`,
      quantity: line,
      price: (index % 400) / 4,
      order: this,
    }));
    this.attributes = new Map<string, unknown>([["channel", index % 2 === 0 ? "web" : "shop"], ["weight", index % 30]]);
  }
}

/**
 * A graph of about `count` objects, as a shop may hold it: orders with parents, children and peers, their lines,
 * customers that are shared, dates, maps and sets.
 */
function graph(count: number): { root: Order; objects: number } {
  const customers = [new Customer(0)];
  const root = new Order(0, undefined, customers[0]!);
  const orders = [root];
  for (let objects = OBJECTS_OF_ORDER + OBJECTS_OF_CUSTOMER; objects < count; objects += OBJECTS_OF_ORDER) {
    const index = orders.length;
    if (index % 4 === 0) {
      customers.push(new Customer(customers.length));
      objects += OBJECTS_OF_CUSTOMER;
    }
    const parent = orders[index >> 2]!;
    const order = new Order(index, parent, customers[index * 31 % customers.length]!);
    parent.children.push(order);
    order.peer = orders[index * 7919 % index];
    orders.push(order);
  }
  return { root, objects: orders.length * OBJECTS_OF_ORDER + customers.length * OBJECTS_OF_CUSTOMER };
}

/** The order itself, its date, two lists, two lines and the map. */
const OBJECTS_OF_ORDER = 7;

/** The customer itself, the date, the address and the set. */
const OBJECTS_OF_CUSTOMER = 4;

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
  let objects = 0;
  for (let round = 0; round < rounds; round++) {
    // A new graph each time: a crash meets objects that were in no table of ours before.
    const made = graph(size);
    const { root } = made;
    objects = made.objects;
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
