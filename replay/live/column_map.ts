/**
 * Columns of a source and of the JavaScript that it was turned into, line by line.
 *
 * @module
 */
import { numbersOf } from "../evaluate/original_offset.ts";

/** Where a piece of a line begins, both counted from 0. */
interface Piece {
  readonly code: number;
  readonly source: number;
}

/** A source map whose lines are the same on both sides. */
export class ColumnMap {
  readonly #mappings: readonly string[];
  readonly #lines = new Map<number, readonly Piece[]>();
  readonly #starts: readonly number[];

  /** @param mappings Of a source map with one source that kept its lines. */
  constructor(mappings: string) {
    this.#mappings = mappings.split(";");
    const starts: number[] = [];
    let column = 0;
    for (const line of this.#mappings) {
      starts.push(column);
      for (const segment of line.split(",")) column += segment === "" ? 0 : numbersOf(segment)[3] ?? 0;
    }
    this.#starts = starts;
  }

  /** The column in the source of a column in the code; lines from 1, columns from 0. */
  toSource(line: number, column: number): number {
    const piece = this.#pieces(line).findLast(({ code }) => code <= column);
    return piece === undefined ? column : piece.source + column - piece.code;
  }

  /** The column in the code of a column in the source; lines from 1, columns from 0. */
  toCode(line: number, column: number): number {
    let best: Piece | undefined;
    for (const piece of this.#pieces(line)) {
      if (piece.source <= column && (best === undefined || piece.source >= best.source)) best = piece;
    }
    return best === undefined ? column : best.code + column - best.source;
  }

  #pieces(line: number): readonly Piece[] {
    const known = this.#lines.get(line);
    if (known !== undefined) return known;
    let code = 0;
    let source = this.#starts[line - 1] ?? 0;
    const pieces = (this.#mappings[line - 1] ?? "").split(",").flatMap((segment): Piece[] => {
      if (segment === "") return [];
      const [codeDelta = 0, , , sourceDelta = 0] = numbersOf(segment);
      code += codeDelta;
      source += sourceDelta;
      return [{ code, source }];
    });
    this.#lines.set(line, pieces);
    return pieces;
  }
}
