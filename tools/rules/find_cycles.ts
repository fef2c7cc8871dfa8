/**
 * Finds cycles in a graph: every step back to a node that the search is still in closes one.
 *
 * @param graph For each node, those that it points at; others than its keys are ignored.
 * @returns The nodes on the way round of each, the first one again at the end.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];

  function visit(node: string): void {
    const seen = path.indexOf(node);
    if (seen !== -1) cycles.push([...path.slice(seen), node]);
    if (seen !== -1 || done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    done.add(node);
  }

  for (const node of graph.keys()) visit(node);
  return cycles;
}
