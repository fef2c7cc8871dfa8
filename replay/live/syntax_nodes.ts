/**
 * All nodes of a syntax tree.
 *
 * @module
 */
import type { Node } from "acorn";
import { childrenOf } from "../evaluate/syntax_tree.ts";

/**
 * A node and all below it, outer ones first, in the order of the text. Works on trees of any depth.
 *
 * @param enter Whether to look below a node.
 */
export function* syntaxNodes(root: Node, enter: (node: Node) => boolean = () => true): Generator<Node> {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (enter(node)) stack.push(...childrenOf(node).reverse());
  }
}
