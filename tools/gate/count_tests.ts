/** How many checks a step made. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Who printed a test run's output. */
export type Runner = "node" | "deno" | "bun";

/**
 * Reads the totals in the output of a test runner.
 *
 * @returns undefined when there are none, because the run ended before.
 */
export function countTests(runner: Runner, output: string): Count | undefined {
  switch (runner) {
    case "node": {
      const passed = last(output, /^ℹ pass (\d+)$/gm);
      const failed = last(output, /^ℹ fail (\d+)$/gm);
      const cancelled = last(output, /^ℹ cancelled (\d+)$/gm) ?? 0;
      return passed === undefined || failed === undefined ? undefined : { passed, failed: failed + cancelled };
    }
    case "deno": {
      const passed = last(output, /^(?:ok|FAILED) \| (\d+) passed/gm);
      const failed = last(output, /^(?:ok|FAILED) \| .*?(\d+) failed/gm);
      return passed === undefined || failed === undefined ? undefined : { passed, failed };
    }
    case "bun": {
      const passed = last(output, /^ *(\d+) pass$/gm);
      const failed = last(output, /^ *(\d+) fail$/gm);
      const errors = last(output, /^ *(\d+) errors?$/gm) ?? 0;
      return passed === undefined || failed === undefined ? undefined : { passed, failed: failed + errors };
    }
  }
}

function last(output: string, pattern: RegExp): number | undefined {
  const match = [...output.matchAll(pattern)].at(-1);
  return match && Number(match[1]);
}
