import { type Dump, NodeKind, type WireNode } from "../../dump/format.ts";
import { DumpBuilder } from "./dump_builder.ts";

/** A dump of two long arrays: the elements of one are new nodes and nothing else, the other has numbers among them. */
export function longArraysDump(length: number): Dump {
  const dump = new DumpBuilder();
  const [fresh, mixed] = [dump.reserve(), dump.reserve()];
  const items = Array.from({ length }, (_, index) => dump.object({ index }));
  dump.fill(fresh, NodeKind.array, { payload: items });
  dump.fill(mixed, NodeKind.array, { payload: items.map((item, index) => index % 7 === 3 ? index : item) });
  const frame = dump.frame({ functionName: "count", scopes: [dump.scope("local", { fresh, mixed })] });
  dump.exception({ value: "boom", name: "string", message: "boom", frames: [frame] });
  const built = dump.build();
  const [[, [list = [0], ...nodes]], ...chunks] = built.heap as [[number, WireNode[]], ...Dump["heap"]];
  return { ...built, heap: [[2, [[list[0], ...items.map(() => -1)], ...nodes]], ...chunks] };
}
