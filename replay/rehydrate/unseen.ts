/**
 * What no engine shows of an object of the runtime.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Context } from "./context.ts";
import { intrinsicClass } from "./intrinsics.ts";

/** Classes of the language whose objects have an inside that no engine shows. */
const CLOSED: ReadonlySet<string> = new Set(["FinalizationRegistry", "DisposableStack", "AsyncDisposableStack"]);

/** What is not there of an object that the dump has the properties of, and nothing more; undefined when that is all. */
export function unseenIn(node: HeapNode, context: Context): string | undefined {
  const path = node.kind === NodeKind.object ? closedClass(node, context) : undefined;
  return path && `what the runtime itself keeps in objects of ${path} is not in the dump`;
}

/** The nearest built-in class of an object, if its objects have an inside; those of the runtime's modules show theirs. */
function closedClass({ prototype }: HeapNode, { tables: { classes } }: Context): string | undefined {
  let record = typeof prototype === "number" ? classes[prototype] : undefined;
  for (let depth = 0; record !== undefined && record.builtin === undefined && depth < 256; depth++) {
    record = record.extends === undefined ? undefined : classes[record.extends];
  }
  const path = record?.builtin;
  if (path === "%Segments%") return "Segments";
  if (path === undefined || path.includes(":") || path.startsWith("%")) return undefined;
  return CLOSED.has(path) || intrinsicClass(path) === undefined ? path : undefined;
}
