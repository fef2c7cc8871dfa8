import { type Count, countTests, type Runner } from "./count_tests.ts";
import type { CommandResult } from "./run_command.ts";

/** Exit code of a command that could not check anything, and says why: neither passed nor failed. */
export const NOT_CHECKED = 77;

/** One part of the gate: a command, and how its result is counted. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Names of steps that must have ended before, whatever their result. */
  readonly after?: readonly string[];
  /** The test runner whose totals the output has; without it, the command as a whole is one check. */
  readonly runner?: Runner;
}

/** How a step ended. */
export interface StepResult extends Count {
  readonly step: Step;
  readonly seconds: number;
  readonly output: string;
  /** Whether the command could not check anything. */
  readonly unchecked?: true;
  /** What is wrong beside failed tests. */
  readonly problem?: string;
}

/** Counts a command's result: a bad exit is at least one failure, and a test run without tests is one too. */
export function judge(step: Step, result: CommandResult): StepResult {
  const { code, output, seconds, timedOut } = result;
  const ended = { step, seconds, output };
  if (code === NOT_CHECKED && step.runner === undefined) return { ...ended, passed: 0, failed: 0, unchecked: true };
  const count = step.runner ? countTests(step.runner, output) : undefined;
  const passed = step.runner ? count?.passed ?? 0 : code === 0 ? 1 : 0;
  const failed = count?.failed ?? 0;
  const problem = timedOut
    ? `stopped: it ran for ${Math.round(seconds)} s`
    : code !== 0 && failed === 0
    ? `exit code ${code}`
    : step.runner && passed + failed === 0
    ? "no test ran"
    : undefined;
  return problem === undefined ? { ...ended, passed, failed } : { ...ended, passed, failed: failed + 1, problem };
}
