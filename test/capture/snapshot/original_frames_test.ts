import assert from "node:assert/strict";
import test from "node:test";
import { transform } from "esbuild";
import { type SourceTexts, withOriginalFrames } from "../../../capture/snapshot/original_frames.ts";
import type { LiveFrame } from "../../../capture/snapshot/site.ts";

const SOURCE = `export function outer(list: number[]) {
  const addAll = (item: number, index: number) => {
    if (index > 1) throw new RangeError("too many");
    return item;
  };
  const later = async function (item: number) {
    throw item;
  };
  return list.map(addAll).concat([later]);
}
`;

/** The name that a frame of the minified text gets, whose parameters begin where `head` ends. */
async function nameOf(head: RegExp, place: RegExp): Promise<string> {
  const { code, map } = await transform(SOURCE, { loader: "ts", minify: true, sourcemap: true, sourcefile: "a.ts" });
  const url = "file:///app/a.min.js";
  const sources: SourceTexts = {
    text: (each) => each === url ? `${code}//# sourceMappingURL=a.min.js.map` : undefined,
    setText: () => {},
    mapText: () => map,
  };
  const [all = assert.fail(code), functionName = ""] = head.exec(code) ?? [];
  const start = { url, line: 1, column: code.indexOf(all) + all.length + 1 };
  const position = { url, line: 1, column: code.search(place) + 1 };
  const frame: LiveFrame = {
    functionName,
    position,
    ran: position,
    start,
    async: false,
    origin: "program",
    scopes: [],
  };
  const [exception] = withOriginalFrames([{ value: 1, frames: [frame], throws: [] }], sources, () => undefined);
  const [placed] = exception!.frames;
  assert.equal(placed!.position?.url, "file:///app/a.ts");
  return `${placed!.functionName}:${placed!.position?.line}`;
}

test("a function has its name of the source back: declared, or given to a variable", async () => {
  assert.equal(await nameOf(/function (\w+)(?=\()/, /throw new/), "outer:3");
  assert.equal(await nameOf(/(\w+)=(?=\(\w,\w\)=>)/, /throw new/), "addAll:3");
  assert.equal(await nameOf(/(\w+)=async function(?=\()/, /throw \w\b\W/), "later:7");
});
