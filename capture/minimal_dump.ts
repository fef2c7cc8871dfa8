/**
 * The dump that is written when describing failed: what the value was, and what went wrong.
 *
 * @module
 */
import { types } from "node:util";
import type { Header } from "../dump/format.ts";
import { writeDump } from "../dump/write.ts";
import { readStack } from "./describe/errors.ts";
import { describeProcess } from "./environment.ts";
import { VERSION } from "../dump/version.ts";

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;

/** A dump without values. */
export function minimalDump(value: unknown, trigger: Header["trigger"], failure: unknown): Uint8Array {
  const stack = plainText(() => typeof value === "object" && value !== null ? readStack(value)?.value : undefined);
  const reason = `describing failed: ${plainText(() => failure instanceof Error ? failure.stack : failure) ?? "?"}`;
  return writeDump({
    header: {
      product: "keeptrace",
      productVersion: VERSION,
      ...describeProcess(),
      engine: { kind: "none", reason },
      limits: {},
      omitted: {},
      trigger,
      notes: [reason],
    },
    tables: {
      exceptions: [{
        value: undefined,
        name: errorName(value),
        message: plainText(() => messageOf(value)) ?? "",
        ...(stack !== undefined && { stack }),
        thread: 0,
        frames: [],
        unavailable: reason,
        throws: [],
      }],
      threads: [{ id: 0, name: "main" }],
      frames: [],
      scopes: [],
      classes: [],
      functions: [],
      sources: [],
      modules: [],
    },
    shapes: [],
    heap: [],
  });
}

/** The class name of a thrown value, for a file's name; the type of a primitive. */
export function errorName(value: unknown): string {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  for (let at: object | null = value, steps = 0; at !== null && steps < 10; steps++) {
    if (types.isProxy(at)) return "Proxy";
    const name: unknown = getOwnPropertyDescriptor(at, "name")?.value;
    if (typeof name === "string" && name !== "") return name;
    const owner: unknown = getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof owner === "function" && !types.isProxy(owner)) {
      const ownerName: unknown = getOwnPropertyDescriptor(owner, "name")?.value;
      if (typeof ownerName === "string" && ownerName !== "") return ownerName;
    }
    at = getPrototypeOf(at) as object | null;
  }
  return "Object";
}

function messageOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value === "symbol" ? value.description : String(value);
  return types.isProxy(value) ? undefined : getOwnPropertyDescriptor(value, "message")?.value;
}

/** A text, made well-formed; undefined when it cannot be had. */
function plainText(read: () => unknown): string | undefined {
  try {
    const text = read();
    return typeof text === "string"
      ? text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
      : undefined;
  } catch {
    return undefined;
  }
}
