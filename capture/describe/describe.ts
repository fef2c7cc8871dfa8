/**
 * Turns live exceptions into the tables, shapes and heap of a dump, without running code of the program.
 *
 * @module
 */
import type { Redactor } from "../redact.ts";
import type { LiveException } from "../snapshot/site.ts";
import type { DescribeContext, Description } from "./context.ts";
import { ExceptionTable } from "./exceptions.ts";
import { Heap } from "./heap.ts";

/**
 * Describes exceptions with all that their frames and they themselves reach.
 *
 * Runs no code of the program but the hooks of `context.serializers`. A failure concerns one value, which says so.
 *
 * @param exceptions What is captured comes first, then its causes and members.
 */
export function describe(exceptions: readonly LiveException[], context: DescribeContext): Description {
  const heap = new Heap(context);
  const table = new ExceptionTable(heap, context);
  for (let at = 0; at < exceptions.length; at++) table.add(exceptions[at]!, context.links?.[at]);
  const chunks = heap.walk();
  const { redact } = context;
  return {
    tables: {
      exceptions: table.exceptions,
      threads: [{ id: 0, name: "main" }],
      frames: table.frames,
      scopes: heap.scopes.records,
      classes: heap.classes.finish((value) => heap.slotOf(value)),
      functions: withCleanText(heap.functions.records, redact),
      sources: withCleanText(table.sources, redact),
      modules: [],
    },
    shapes: heap.shapes.shapes,
    heap: chunks,
    omitted: heap.budget.omitted,
  };
}

/** Records without the secrets in the text of their code. Their hashes stay those of the code as it is. */
function withCleanText<Code extends { readonly text?: string }>(
  records: readonly Code[],
  redact: Redactor | undefined,
): readonly Code[] {
  const clean: Code[] = [];
  for (let at = 0; at < records.length; at++) {
    const record = records[at]!;
    const text = record.text === undefined ? undefined : redact?.code(record.text);
    clean[at] = text === undefined ? record : { ...record, text };
  }
  return clean;
}
