// Writes a dump of about some megabytes, with a list of one small customer for each 100 bytes: write_large.mjs MOD FILE MB.
import { writeFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [keeptrace, file, megabytes] = process.argv.slice(2);
const { capture, init } = await import(pathToFileURL(keeptrace).href);

function customer(id) {
  const address = { street: `${id % 300} Long Lane`, city: "Springfield", zip: 10_000 + id % 90_000 };
  return { id, name: `customer ${id}`, email: `someone.${id}@example.org`, tags: ["new", id % 7], address, note: null };
}

function total(customers, small) {
  throw new RangeError(`nothing to sum up below ${small} of ${customers[0].name}`);
}

function handle(count) {
  return total(Array.from({ length: count }, (_, id) => customer(id)), 42);
}

await init();
try {
  handle(Math.round(Number(megabytes) * 10_200));
} catch (error) {
  writeFileSync(
    file,
    capture(error, { maxItems: Infinity, maxNodes: Infinity, maxBytes: Infinity, maxTimeMs: Infinity }),
  );
}
process.exit(0);
