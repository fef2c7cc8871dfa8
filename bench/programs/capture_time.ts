// Milliseconds of capture() of a crash of 10 frames with 1,000 reachable objects: the first time, and the median.
import process from "node:process";
import { capture, init } from "../../capture/mod.ts";

class Node {
  readonly name: string;
  readonly tags: readonly unknown[];

  constructor(readonly_: number) {
    this.name = `node ${readonly_}`;
    this.tags = ["a", "b", { index: readonly_ }];
  }
}

function fall(depth: number, graph: readonly Node[]): number {
  const local = { depth };
  if (depth === 1) throw new Error("bottom");
  return fall(depth - 1, graph) + local.depth;
}

await init();
const graph = Array.from({ length: 330 }, (_, i) => new Node(i));
const times: number[] = [];
for (let round = 0; round < 15; round++) {
  try {
    fall(10, graph);
  } catch (error) {
    const startMs = performance.now();
    capture(error);
    times.push(performance.now() - startMs);
  }
}
const [first] = times;
times.sort((a, b) => a - b);
console.log(`${first!.toFixed(1)} ${times[times.length >> 1]!.toFixed(1)}`);
process.exit(0);
