/**
 * Reads source maps (ECMA-426): where a place in built code comes from. A map is passed over once, for all the places
 * that are asked for, and nothing is kept of the rest.
 *
 * @module
 */

/** A place in generated or original text; 0-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a place of the generated text comes from. */
export interface Original extends Place {
  /** As the map names it, with its `sourceRoot`. */
  readonly source: string;
  /** The text of that source, when the map carries it. */
  readonly content?: string;
  /** What the identifier there is called in the source. */
  readonly name?: string;
}

/** The parts of a map that are in use; all of it is somebody else's text. */
interface RawMap {
  readonly sourceRoot?: unknown;
  readonly sources?: unknown;
  readonly sourcesContent?: unknown;
  readonly names?: unknown;
  readonly mappings?: unknown;
  readonly sections?: unknown;
}

/** One mapping: four or five numbers, counted from 0. */
interface Segment {
  readonly column: number;
  readonly source: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
  readonly name: number | undefined;
}

/** Longer mappings are passed over: to read them would take too long, in characters. */
const MAX_MAPPINGS = 4_000_000;

const COMMA = 44, SEMICOLON = 59, NO_DIGIT = 255;
/** The digit that each ASCII character is. */
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((char, i) => {
  DIGITS[char.charCodeAt(0)] = i;
});

/** The address in the last `sourceMappingURL` comment of a text. */
export function mapAddress(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf("//# sourceMappingURL="), text.lastIndexOf("//@ sourceMappingURL="));
  if (at < 0) return undefined;
  const end = text.indexOf("\n", at);
  return text.slice(at + 21, end < 0 ? undefined : end).trim() || undefined;
}

/**
 * Where places of the generated text come from, in the order of `places`; undefined for those that no mapping covers.
 *
 * @param map What `JSON.parse` made of the map.
 */
export function originalPlaces(map: unknown, places: readonly Place[]): (Original | undefined)[] {
  const raw = (typeof map === "object" && map !== null ? map : {}) as RawMap;
  if (Array.isArray(raw.sections)) return places.map((place) => inSections(raw.sections as unknown[], place));
  const found = segmentsAt(typeof raw.mappings === "string" ? raw.mappings : "", places);
  return found.map((segment) => segment && toOriginal(raw, segment));
}

/** An index map: the last section that begins at or before the place has it. */
function inSections(sections: readonly unknown[], place: Place): Original | undefined {
  const section = sections.findLast((each) => {
    const { line, column } = offsetOf(each);
    return line < place.line || (line === place.line && column <= place.column);
  });
  if (section === undefined) return undefined;
  const { line, column } = offsetOf(section);
  const inside = { line: place.line - line, column: place.line === line ? place.column - column : place.column };
  const { map } = section as { map?: unknown };
  // The standard allows no index map inside another.
  if (typeof map === "object" && map !== null && "sections" in map) return undefined;
  return originalPlaces(map, [inside])[0];
}

function offsetOf(section: unknown): Place {
  const { offset } = (section ?? {}) as { offset?: Partial<Place> };
  return { line: Number(offset?.line ?? 0), column: Number(offset?.column ?? 0) };
}

function toOriginal({ sources, sourcesContent, sourceRoot, names }: RawMap, segment: Segment): Original | undefined {
  const source = at(sources, segment.source);
  if (source === undefined) return undefined;
  const root = typeof sourceRoot === "string" && sourceRoot !== "" ? `${sourceRoot.replace(/\/$/, "")}/` : "";
  const content = at(sourcesContent, segment.source);
  const name = segment.name === undefined ? undefined : at(names, segment.name);
  return {
    source: root + source,
    line: segment.sourceLine,
    column: segment.sourceColumn,
    ...(content !== undefined && { content }),
    ...(name !== undefined && { name }),
  };
}

function at(list: unknown, index: number): string | undefined {
  const value: unknown = Array.isArray(list) ? list[index] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The last mapping of its line at or before each place. */
function segmentsAt(mappings: string, places: readonly Place[]): (Segment | undefined)[] {
  const found: (Segment | undefined)[] = places.map(() => undefined);
  if (mappings.length > MAX_MAPPINGS) return found;
  const lastLine = Math.max(-1, ...places.map(({ line }) => line));
  // Column, source, its line, its column, name: each is told as the difference to the one before.
  const state: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  let wanted = indexesOn(places, 0);
  let fields = 0;
  const finish = () => {
    for (const index of fields === 0 ? [] : wanted) {
      const [column, source, sourceLine, sourceColumn, name] = state;
      if (column > places[index]!.column) continue;
      found[index] = fields < 4
        ? undefined
        : { column, source, sourceLine, sourceColumn, name: fields >= 5 ? name : undefined };
    }
    fields = 0;
  };
  let value = 0;
  let shift = 0;
  for (let i = 0, line = 0; i < mappings.length; i++) {
    const char = mappings.charCodeAt(i);
    if (char === COMMA) finish();
    else if (char === SEMICOLON) {
      finish();
      if (line === lastLine) return found;
      wanted = indexesOn(places, ++line);
      state[0] = 0;
    } else {
      const digit = DIGITS[char] ?? NO_DIGIT;
      if (digit === NO_DIGIT) return places.map(() => undefined);
      value += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit & 32) continue;
      if (fields < 5) state[fields] = state[fields]! + (value % 2 === 0 ? value / 2 : -(value - 1) / 2);
      fields++;
      value = 0;
      shift = 0;
    }
  }
  finish();
  return found;
}

function indexesOn(places: readonly Place[], line: number): number[] {
  return places.flatMap((place, index) => place.line === line ? [index] : []);
}
