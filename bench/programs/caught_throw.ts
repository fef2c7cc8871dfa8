// Microseconds of one caught throw, 10 frames of 10 variables: `none`, `resume` (a relay pause that does nothing) or
// `armed`.
import process from "node:process";
import { init } from "../../capture/mod.ts";
import { startResumingRelay } from "./resuming_relay.ts";

const [, , mode = "none", rounds = "300"] = process.argv;

function fall(depth: number): number {
  const a = depth, b = `text ${depth}`, c = [depth], d = { depth }, e = depth * 2;
  const f = true, g = null, h = undefined, i = new Date(0);
  if (depth === 1) throw new RangeError("bottom");
  return fall(depth - 1) + a + b.length + c.length + d.depth + e + Number(f) + Number(g) + Number(h) + Number(i);
}

async function start(): Promise<() => Promise<void>> {
  if (mode === "resume") return await startResumingRelay();
  if (mode === "none") return async () => {};
  const recording = await init({ pauseMsPerSecond: Infinity });
  return () => recording.dispose();
}

const stop = await start();
const times: number[] = [];
for (let round = 0; round < Number(rounds) + 30; round++) {
  const startMs = performance.now();
  try {
    fall(10);
  } catch {
    // measured
  }
  times.push((performance.now() - startMs) * 1000);
}
times.splice(0, 30);
times.sort((a, b) => a - b);
console.log(times[times.length >> 1]);
await stop();
