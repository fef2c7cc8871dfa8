/**
 * How the function of a frame is called from another module.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import { classNames } from "../frames/heap_graph.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Session } from "../session.ts";
import { type ExportedNames, exportedNames } from "./exported_names.ts";

/** How a function is called. */
export type CallTarget =
  /** `order.total(…)`: a method or an accessor of the receiver. */
  | { readonly kind: "method" | "getter" | "setter"; readonly name: string; readonly className: string }
  /** `Order.compare(…)`: a method of a class. */
  | { readonly kind: "static"; readonly name: string; readonly className: string }
  /** `new Order(…)`. */
  | { readonly kind: "new"; readonly name: string }
  /** `checkout(…)`. */
  | { readonly kind: "function"; readonly name: string }
  /** It cannot be called from outside. */
  | { readonly kind: "none"; readonly why: string };

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Finds out how the function of a frame is called. */
export function callTarget(session: Session, frame: Frame): CallTarget {
  const text = frame.source?.text;
  if (text === undefined) return { kind: "none", why: "its source is not in the dump" };
  const names = exportedNames(text);
  const full = frame.functionName.replace(/ \[as .*\]$/, "").replace(/^async /, "");
  const made = /^new (?:.*\.)?(\S+)$/.exec(full)?.[1];
  if (made !== undefined) return names.has(made) ? { kind: "new", name: made } : notExported(made);
  const accessor = /(?:^|[. ])(get|set) (\S+)$/.exec(full);
  const parts = (accessor?.[2] ?? full).split(".");
  const name = parts.at(-1)!;
  if (!IDENTIFIER.test(name)) return { kind: "none", why: "it has no name" };
  const method = methodTarget(session, frame, accessor === null ? name : `${accessor[1]} ${name}`, parts, names);
  if (method !== undefined) return method;
  return names.has(name) ? { kind: "function", name } : notExported(name);
}

function notExported(name: string): CallTarget {
  return { kind: "none", why: `its module does not export ${name}` };
}

function methodTarget(
  session: Session,
  frame: Frame,
  name: string,
  parts: readonly string[],
  names: ExportedNames,
): CallTarget | undefined {
  const id = frame.receiver === undefined ? undefined : nodeOf(frame.receiver.value)?.id;
  if (id === undefined) return undefined;
  const { file } = session;
  const node = file.heap.node(id);
  const plain = name.replace(/^[gs]et /, "");
  const record = nodeOf(frame.receiver!.value)?.function?.record;
  if (record !== undefined) {
    const isStatic = parts.length > 1 || record.kind === "class";
    return isStatic && names.has(record.name) ? { kind: "static", name: plain, className: record.name } : undefined;
  }
  for (const className of classNames(node, session)) {
    const owner = file.tables.classes.find((one) => one.name === className && one.builtin === undefined);
    if (owner?.members.some(({ key }) => key === plain) !== true) continue;
    if (!names.has(className)) return { kind: "none", why: `its module does not export ${className}` };
    const kind = name.startsWith("get ") ? "getter" : name.startsWith("set ") ? "setter" : "method";
    return { kind, name: plain, className };
  }
  return undefined;
}
