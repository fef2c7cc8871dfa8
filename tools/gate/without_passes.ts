import type { Runner } from "./count_tests.ts";

const PASSED: Record<Runner, RegExp> = {
  node: /^\s*✔ /,
  deno: / \.\.\. ok \(|^running \d+ tests? from |^Check /,
  bun: /^\(pass\) |^\S+_test\.ts:$/,
};

/** The output of a test run without the lines of what passed. */
export function withoutPasses(runner: Runner, output: string): string {
  return output.split("\n").filter((line) => !PASSED[runner].test(line)).join("\n").replaceAll(/\n{3,}/g, "\n\n");
}
