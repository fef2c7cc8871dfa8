// Megabytes of heap that many caught throws leave behind, after collection; without a limit on pauses.
import process from "node:process";
import { init } from "../../capture/mod.ts";

const throws = Number(process.argv[2] ?? 100_000);
const collect = (globalThis as { gc?: () => void; Bun?: { gc(force: boolean): void } }).gc ??
  (() => (globalThis as { Bun?: { gc(force: boolean): void } }).Bun?.gc(true));

function fall(depth: number, payload: object): number {
  const local = { depth, payload };
  if (depth === 0) throw new Error(`number ${depth}`);
  return fall(depth - 1, local);
}

async function throwMany(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    try {
      fall(3, { i, list: new Array(100).fill(i) });
    } catch {
      // counted
    }
    if (i % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

async function heapMb(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed / 1e6;
}

await init({ pauseMsPerSecond: Infinity });
await throwMany(2000);
const before = await heapMb();
await throwMany(throws);
console.log((await heapMb() - before).toFixed(2));
process.exit(0);
