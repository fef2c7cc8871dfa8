/**
 * Loops and functions of live code → those that can be ended.
 *
 * @module
 */
import type { AnyNode, Statement } from "acorn";
import type { Edits } from "../evaluate/edits.ts";
import { isFunction } from "./bindings.ts";
import type { SourceTree } from "./source_tree.ts";

/**
 * Has a loop or a function call `guard` each time that it begins anew, which throws when it is to end. Others are left as
 * they are.
 *
 * @param guard Name of the function that is called, which gives true.
 */
export function addGuard(node: AnyNode, tree: SourceTree, edits: Edits, guard: string): void {
  switch (node.type) {
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
      if (node.test) edits.wrap(node.test.start, node.test.end, `(${guard}() && (`, "))");
      else guardBody(node.body, tree, edits, guard);
      return;
    case "ForInStatement":
    case "ForOfStatement":
      return guardBody(node.body, tree, edits, guard);
  }
  if (!isFunction(node)) return;
  const { body } = node;
  if (body.type !== "BlockStatement") return edits.wrap(body.start, body.end, `(${guard}(), `, ")");
  // A directive is one only as long as nothing stands before it.
  const directives = body.body.filter((statement) => "directive" in statement && statement.directive !== undefined);
  const last = directives.at(-1);
  if (last === undefined) edits.insertBefore(body.start + 1, ` ${guard}();`);
  else edits.insertAfter(last.end, `; ${guard}();`);
}

function guardBody(body: Statement, tree: SourceTree, edits: Edits, guard: string): void {
  if (body.type === "BlockStatement") edits.insertBefore(body.start + 1, ` ${guard}();`);
  // What ends without a mark may be rewritten at its end.
  else if (/[;}]$/.test(tree.textOf(body))) edits.wrap(body.start, body.end, `{ ${guard}(); `, " }");
}
