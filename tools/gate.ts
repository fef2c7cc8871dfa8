/**
 * The gate: everything that must hold before a change may stand. `npm test` runs all of it, `npm test -- lint rules`
 * the named steps. The last line is `N passed, N failed`, over all steps and runtimes; the exit code is 1 if any failed.
 *
 * @module
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Command, runCommand } from "./gate/run_command.ts";
import { schedule } from "./gate/schedule.ts";
import { judge, type StepResult } from "./gate/step.ts";
import { stepsOf } from "./gate/steps.ts";
import { withoutPasses } from "./gate/without_passes.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const AT_A_TIME = 2;
const TIMEOUT_MS = 15 * 60_000;

function chosen(names: readonly string[]) {
  const all = stepsOf(ROOT);
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No step: ${unknown.join(", ")}\nSteps: ${all.map(({ name }) => `"${name}"`).join(" ")}`);
    process.exit(2);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

function report(result: StepResult): void {
  const { step, passed, failed, seconds, output, problem } = result;
  if (failed > 0) {
    const shown = step.runner ? withoutPasses(step.runner, output) : output;
    console.log(`\n${"─".repeat(20)} ${step.name}: ${step.command.slice(0, 8).join(" ")}\n${shown.trim()}`);
    if (problem) console.log(problem);
    console.log("─".repeat(20));
  }
  if (result.unchecked) console.log(`${step.name}: ${output.trim()}`);
  const mark = failed > 0 ? "FAIL" : result.unchecked ? "--  " : "ok  ";
  console.log(
    `${mark} ${step.name.padEnd(22)}${`${passed} passed`.padStart(12)}, ${failed} failed${
      `${seconds.toFixed(1)} s`.padStart(10)
    }`,
  );
}

const running = new Set<Command>();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const command of running) command.stop();
    process.exit(130);
  });
}

const results: StepResult[] = [];
await schedule(chosen(process.argv.slice(2)), AT_A_TIME, async (step) => {
  const command = runCommand(step.command, ROOT, TIMEOUT_MS);
  running.add(command);
  const result = judge(step, await command.result);
  running.delete(command);
  results.push(result);
  report(result);
});

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
