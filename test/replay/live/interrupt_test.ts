import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Interrupt } from "../../../replay/evaluate/interrupt.ts";
import { interruptedOutput } from "../../helpers/interrupted.ts";
import { captured } from "./captured_program.ts";

const PROGRAM = fileURLToPath(new URL("./interrupt_program.ts", import.meta.url));

test("live code that does not end is ended by SIGINT, and the session goes on", async () => {
  const { dump, folder } = await captured("spinner");
  assert.equal(
    await interruptedOutput(PROGRAM, dump, folder),
    `running
this.spin(true): Evaluation ended: interrupted
running
this.stubborn(): Evaluation ended: interrupted
running
for (const n of this.turns()) n: Evaluation ended: interrupted
alive: true
`,
  );
});

test("live code that goes on after its call is ended when the thread was not free for long", () => {
  const interrupt = new Interrupt({ isLive: true });
  const { now } = Date;
  let time = now();
  let checks = 0;
  Date.now = () => time += 1000;
  try {
    assert.throws(
      () => {
        for (;; checks++) interrupt.check();
      },
      { name: "InterruptedError", message: /10 s/ },
    );
  } finally {
    Date.now = now;
  }
  assert.ok(checks > 64);
});

test("live code that leaves the thread free now and then is not ended", async () => {
  const interrupt = new Interrupt({ isLive: true });
  const { now } = Date;
  let time = now();
  Date.now = () => time += 1000;
  try {
    for (let turn = 0; turn < 20; turn++) {
      for (let at = 0; at < 200; at++) interrupt.check();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  } finally {
    Date.now = now;
  }
});
