/**
 * The syntax tree of one module, in JavaScript, with positions in its source.
 *
 * @module
 */
import type { Node, Program } from "acorn";
import type { Position } from "../../dump/format.ts";
import { Bindings } from "./bindings.ts";
import type { ColumnMap } from "./column_map.ts";
import { syntaxNodes } from "./syntax_nodes.ts";

/** A place in a source; both from 1, a column counts UTF-16 units. */
export type Place = Omit<Position, "url">;

/** What a tree is made from. */
export interface TreeParts {
  readonly url: string;
  /** JavaScript, with as many lines as the source. */
  readonly code: string;
  readonly program: Program;
  readonly isCommonJs: boolean;
  /** TypeScript namespaces with values at the top, which are no part of the code; `true` if it is exported. */
  readonly namespaces: ReadonlyMap<string, boolean>;
  /** Where decorators stood: their offsets, and those of what follows; they are no part of the code. */
  readonly decorators: readonly (readonly [start: number, end: number])[];
  /** Columns of the source by those of the code; absent when they are the same. */
  readonly columns?: ColumnMap;
}

/** A module as a tree. Offsets are in `code`. */
export class SourceTree {
  readonly url: string;
  readonly code: string;
  readonly program: Program;
  /** Whether it is a CommonJS module, whose top is a function's body. */
  readonly isCommonJs: boolean;
  /** Whether all of it is strict code. */
  readonly isStrict: boolean;
  readonly bindings: Bindings;
  /** TypeScript namespaces with values at the top, which are no part of the code; `true` if it is exported. */
  readonly namespaces: ReadonlyMap<string, boolean>;
  /** The beginning of a name that the module does not use. */
  readonly freshName: string;
  readonly #decorators: TreeParts["decorators"];
  readonly #columns: ColumnMap | undefined;
  readonly #lineStarts: readonly number[];

  constructor({ url, code, program, isCommonJs, namespaces, decorators, columns }: TreeParts) {
    this.url = url;
    this.code = code;
    this.program = program;
    this.isCommonJs = isCommonJs;
    this.isStrict = !isCommonJs || program.body.some((node) => "directive" in node && node.directive === "use strict");
    this.bindings = new Bindings(program);
    this.namespaces = namespaces;
    this.freshName = freshName(code);
    this.#decorators = decorators;
    this.#columns = columns;
    this.#lineStarts = lineStarts(code);
  }

  /** Where a node begins in the source. */
  placeOf({ start }: Node): Place {
    const line = this.lineOf(start);
    const column = start - this.#lineStarts[line - 1]!;
    return { line, column: (this.#columns?.toSource(line, column) ?? column) + 1 };
  }

  /** The offset of a place in the source. */
  offsetAt({ line, column }: Place): number {
    const start = this.#lineStarts[line - 1] ?? this.code.length;
    return start + (this.#columns?.toCode(line, column - 1) ?? column - 1);
  }

  /** The line that an offset is on, from 1. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Whether a class, or something in it, had decorators. */
  isDecorated({ start, end }: Node): boolean {
    return this.#decorators.some(([from, to]) =>
      start <= from ? from < end : to <= start && /^(?:\s|export|default)*$/.test(this.code.slice(to, start))
    );
  }

  /** The text of a node. */
  textOf({ start, end }: Node): string {
    return this.code.slice(start, end);
  }

  /** All nodes, outer ones first. */
  nodes(): Iterable<Node> {
    return syntaxNodes(this.program);
  }
}

function freshName(code: string): string {
  let name = "$kt";
  for (let n = 1; code.includes(name); n++) name = `$kt${n}_`;
  return name;
}

function lineStarts(code: string): number[] {
  const starts = [0];
  for (const { index, 0: end } of code.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + end.length);
  return starts;
}
