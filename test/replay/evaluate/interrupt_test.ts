import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { interruptedOutput } from "../../helpers/interrupted.ts";

const PROGRAM = fileURLToPath(new URL("./interrupt_program.ts", import.meta.url));

test("Interrupt ends loops, also those of functions typed before, at SIGINT", async () => {
  assert.equal(
    await interruptedOutput(PROGRAM),
    `running
for (;;) ;: Evaluation ended: interrupted
running
spin(1): Evaluation ended: interrupted
running
for (;;) { try { while (true) ; } catch {} }: Evaluation ended: interrupted
alive
`,
  );
});
