/**
 * What reading a log may take.
 *
 * @module
 */

/** Lines of stacks that are read. */
const MOST_LINES = 400_000;
/** As many lines take as long as what an error takes besides its lines. */
const LINES_PER_ERROR = 8;
/** UTF-16 units of messages, and of records in JSON, that take as much as a line. */
const UNITS_PER_LINE = 40;
/** Objects of a record that take as long as a line. */
const OBJECTS_PER_LINE = 4;
/** Frames that are put back where one line stands for many. */
const MOST_UNROLLED = 100_000;

/** What is left of what reading a log may take: nobody waits for the hundred thousandth stack. */
export class LogRoom {
  #lines = MOST_LINES;
  #unrolled = MOST_UNROLLED;

  /** Whether nothing is left. */
  get isFull(): boolean {
    return this.#lines <= 0;
  }

  /** A line of a stack is read. */
  takeLine(): void {
    this.#lines--;
  }

  /** An error is read. */
  takeError(): void {
    this.#lines -= LINES_PER_ERROR;
  }

  /** A text is read, or kept. */
  takeText({ length }: string): void {
    this.#lines -= length / UNITS_PER_LINE;
  }

  /** An object in a record is looked at. */
  takeObject(): void {
    this.#lines -= 1 / OBJECTS_PER_LINE;
  }

  /** Whether so many frames may be put back; they are, then. */
  unroll(frames: number): boolean {
    if (frames > this.#unrolled) return false;
    this.#unrolled -= frames;
    return true;
  }
}
