/**
 * How the function of a frame is called from another module.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import { NodeKind } from "../../dump/format.ts";
import { classNames, refOf } from "../frames/heap_graph.ts";
import type { Session } from "../session.ts";
import type { ModuleExports } from "./exported_names.ts";

/** How a function is called. */
export type CallTarget =
  | Called & {
    /** The name that its module would have to export first. */
    readonly unexported?: string;
  }
  /** It cannot be called from outside. */
  | { readonly kind: "none"; readonly why: string };

type Called =
  /** `order.total(…)`: a method or an accessor of the receiver. */
  | { readonly kind: "method" | "getter" | "setter"; readonly name: string; readonly className: string }
  /** `Order.compare(…)`: a method of a class. */
  | { readonly kind: "static"; readonly name: string; readonly className: string }
  /** `new Order(…)`. */
  | { readonly kind: "new"; readonly name: string }
  /** `checkout(…)`. */
  | { readonly kind: "function"; readonly name: string };

/** The module of a function. */
interface Module {
  readonly text: string;
  readonly exports: ModuleExports;
}

/** UTF-16 units of the name of a frame that are looked at. */
const LONGEST_NAME = 1000;

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Finds out how the function of a frame is called. */
export function callTarget(session: Session, frame: Frame, exports: ModuleExports): CallTarget {
  const text = frame.source?.text;
  if (text === undefined) return { kind: "none", why: "its source is not in the dump" };
  const module = { text, exports };
  const full = frame.functionName.slice(0, LONGEST_NAME).replace(/ \[as .*\]$/, "").replace(/^async /, "");
  const made = /^new (?:.*\.)?(\S+)$/.exec(full)?.[1];
  if (made !== undefined) return exported({ kind: "new", name: made }, made, module);
  const accessor = /(?:^|[. ])(get|set) (\S+)$/.exec(full);
  const parts = (accessor?.[2] ?? full).split(".");
  const name = parts.at(-1)!;
  if (!IDENTIFIER.test(name)) return { kind: "none", why: "it has no name" };
  const method = methodTarget(session, frame, accessor === null ? name : `${accessor[1]} ${name}`, parts, module);
  if (method !== undefined) return method;
  return exported({ kind: "function", name }, name, module);
}

/** The target, if the name that it needs is to be had, or could be: when it stands at the beginning of a line. */
function exported(target: Called, name: string, { text, exports }: Module): CallTarget {
  if (!IDENTIFIER.test(name)) return { kind: "none", why: "it has no name" };
  if (exports.of(text).has(name)) return target;
  const declared = new RegExp(
    `^(?:(?:async\\s+)?(?:function\\s*\\*|function)|(?:abstract\\s+)?class|const|let|var)\\s+${
      name.replaceAll("$", "\\$")
    }(?![\\p{ID_Continue}$])`,
    "mu",
  );
  return declared.test(text)
    ? { ...target, unexported: name }
    : { kind: "none", why: `its module does not export ${name}` };
}

function methodTarget(
  session: Session,
  frame: Frame,
  name: string,
  parts: readonly string[],
  module: Module,
): CallTarget | undefined {
  const id = refOf(frame.receiver?.slot);
  if (id === undefined) return undefined;
  const { file } = session;
  const node = file.heap.node(id);
  const plain = name.replace(/^[gs]et /, "");
  const [index] = node.payload;
  const record = node.kind === NodeKind.function && typeof index === "number"
    ? file.tables.functions[index]
    : undefined;
  if (record !== undefined) {
    const isStatic = parts.length > 1 || record.kind === "class";
    if (!isStatic || record.name === "") return undefined;
    return exported({ kind: "static", name: plain, className: record.name }, record.name, module);
  }
  for (const className of classNames(node, session)) {
    const owner = file.tables.classes.find((one) => one.name === className && one.builtin === undefined);
    if (owner?.members.some(({ key }) => key === plain) !== true) continue;
    const kind = name.startsWith("get ") ? "getter" : name.startsWith("set ") ? "setter" : "method";
    return exported({ kind, name: plain, className }, className, module);
  }
  return undefined;
}
