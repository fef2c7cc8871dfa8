/**
 * Variables of live code.
 *
 * @module
 */
/** A variable that several closures may share. */
export interface Cell {
  /** Its value now. Throws when it has none that is known. */
  get(): unknown;
  /** Gives it a value, as an assignment in the program does. Throws a TypeError when it is a constant. */
  set(value: unknown): void;
}

/** A variable whose first value is made when it is first read. */
export class Variable implements Cell {
  readonly #isConstant: boolean;
  #make: (() => unknown) | undefined;
  #value: unknown;

  /** @param make Gives the first value. */
  constructor(make: () => unknown, isConstant = false) {
    this.#make = make;
    this.#isConstant = isConstant;
  }

  get(): unknown {
    const make = this.#make;
    if (make !== undefined) {
      const value = make();
      // Making it may have given it one.
      if (this.#make === make) this.#initialize(value);
    }
    return this.#value;
  }

  set(value: unknown): void {
    if (this.#isConstant) throw new TypeError("Assignment to constant variable.");
    this.#initialize(value);
  }

  /** Gives it a value, the first time as its declaration does. */
  declare(value: unknown): void {
    if (this.#make === undefined) this.set(value);
    else this.#initialize(value);
  }

  #initialize(value: unknown): void {
    this.#make = undefined;
    this.#value = value;
  }
}

/** An object with the variables as properties, for code to look its names up in. */
export function environmentOf(cells: Iterable<readonly [name: string, cell: Cell]>): object {
  const environment = Object.create(null);
  for (const [name, cell] of cells) {
    Object.defineProperty(environment, name, { get: () => cell.get(), set: (value) => cell.set(value) });
  }
  return environment;
}
