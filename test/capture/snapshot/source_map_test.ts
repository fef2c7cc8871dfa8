import assert from "node:assert/strict";
import test from "node:test";
import { mapAddress, originalPlaces } from "../../../capture/snapshot/source_map.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function encode(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  let text = "";
  do {
    text += DIGITS[(rest % 32) + (rest >= 32 ? 32 : 0)];
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}

/** Mappings of lines of segments `[column, source, line, column, name]`, all absolute. */
function mappings(lines: readonly (readonly (readonly number[])[])[]): string {
  const state = [0, 0, 0, 0, 0];
  return lines.map((segments) => {
    state[0] = 0;
    return segments.map((segment) =>
      segment.map((value, i) => {
        const difference = value - state[i]!;
        state[i] = value;
        return encode(difference);
      }).join("")
    ).join(",");
  }).join(";");
}

test("originalPlaces() finds the last mapping of the line at or before a place", () => {
  const map = {
    sources: ["a.ts", "b.ts"],
    sourcesContent: ["text of a", null],
    names: ["first", "second"],
    mappings: mappings([[], [[4, 0, 70_000, 2], [10, 1, 5, 0, 1], [20], [30, 0, 1, 3, 0]], [[0, 1, 9, 9]]]),
  };
  const at = (line: number, column: number) => originalPlaces(map, [{ line, column }])[0];
  assert.equal(at(0, 5), undefined);
  assert.equal(at(1, 3), undefined);
  assert.deepEqual(at(1, 4), { source: "a.ts", line: 70_000, column: 2, content: "text of a" });
  assert.deepEqual(at(1, 19), { source: "b.ts", line: 5, column: 0, name: "second" });
  assert.equal(at(1, 25), undefined);
  assert.deepEqual(at(1, 1e9), { source: "a.ts", line: 1, column: 3, content: "text of a", name: "first" });
  assert.deepEqual(at(2, 0), { source: "b.ts", line: 9, column: 9 });
  assert.equal(at(3, 0), undefined);
  assert.equal(at(-1, 0), undefined);
  const both = originalPlaces(map, [{ line: 2, column: 0 }, { line: 1, column: 4 }]);
  assert.deepEqual(both.map((place) => place?.line), [9, 70_000]);
});

test("originalPlaces() prefixes the sourceRoot and reads maps of sections", () => {
  const map = { sourceRoot: "/src/", sources: ["a.ts"], names: [], mappings: mappings([[[0, 0, 3, 0]]]) };
  assert.equal(originalPlaces(map, [{ line: 0, column: 0 }])[0]?.source, "/src/a.ts");
  const sections = [
    { offset: { line: 0, column: 0 }, map },
    { offset: { line: 2, column: 10 }, map: { ...map, sourceRoot: "", sources: ["b.ts"] } },
  ];
  const at = (line: number, column: number) => originalPlaces({ version: 3, sections }, [{ line, column }])[0]?.source;
  assert.equal(at(0, 7), "/src/a.ts");
  assert.equal(at(2, 9), undefined);
  assert.equal(at(2, 12), "b.ts");
});

test("originalPlaces() finds nothing in what is no map", () => {
  const place = [{ line: 0, column: 0 }];
  for (
    const map of [
      null,
      7,
      "x",
      [],
      {},
      { mappings: 5 },
      { mappings: "AAAA" },
      { mappings: "A!AA", sources: ["a"] },
      { mappings: "AAAA\u00e9", sources: ["a"] },
      { mappings: "gggggggggggggggggggggggggggggggg", sources: ["a"] },
      { mappings: "DDDD", sources: ["a"] },
      { mappings: "AAAA", sources: { 0: "a" } },
      { sections: [null, 3, { offset: null }, { offset: { line: 0, column: 0 }, map: { sections: [] } }] },
    ]
  ) assert.deepEqual(originalPlaces(map, place), [undefined], JSON.stringify(map));
});

test("mapAddress() is the last comment's", () => {
  assert.equal(mapAddress("f();\n//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map\n"), "b.map");
  assert.equal(mapAddress("f();\n//@ sourceMappingURL=old.map"), "old.map");
  assert.equal(mapAddress("f();\n"), undefined);
  assert.equal(mapAddress("//# sourceMappingURL="), undefined);
});
