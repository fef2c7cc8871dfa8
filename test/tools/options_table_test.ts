import test from "node:test";
import assert from "node:assert/strict";
import { optionsTable } from "../../tools/docs/options_table.ts";

const SOURCE = `/** Limits. */
export interface Limits {
  /**
   * Levels of structure:
   * 0 keeps previews | nothing else.
   *
   * @default {8}
   */
  readonly depth: number;
}

/** Options. */
export interface Options extends Partial<Limits> {
  /** A folder. */
  readonly dir?: string;
  /**
   * A path.
   *
   * @default {"./x"}
   */
  readonly path?: string;
}
`;

test("optionsTable() lists properties with their default and their docstring", () => {
  assert.equal(
    optionsTable(SOURCE, ["Options", "Limits"]),
    "| option | default | what it does |\n|---|---|---|\n" +
      "| `dir` |  | A folder. |\n" +
      '| `path` | `"./x"` | A path. |\n' +
      "| `depth` | `8` | Levels of structure: 0 keeps previews \\| nothing else. |\n",
  );
});

test("optionsTable() refuses an interface that is not there", () => {
  assert.throws(() => optionsTable(SOURCE, ["Other"]), SyntaxError);
});
