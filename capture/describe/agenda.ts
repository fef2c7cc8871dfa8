/**
 * What is put off while objects are described: questions to the inspector, and work that waits for what they tell.
 *
 * @module
 */
import type { Inspections } from "./inspections.ts";
import type { Territories } from "./territories.ts";
import type { TakeInspection } from "./walker.ts";
import { type TakeHeld, WeakProbes } from "./weak_probes.ts";

/** Questions and work, done level by level of the graph. */
export class Agenda {
  readonly #inspections: Inspections;
  readonly #territories: Territories;
  readonly #probes = new WeakProbes();
  #later: (() => void)[] = [];
  readonly #atEnd: (() => void)[] = [];
  /** Whether something is still to be put into the node at hand. */
  #unfinished = false;

  constructor(inspections: Inspections, territories: Territories) {
    this.#inspections = inspections;
    this.#territories = territories;
  }

  /** Asks the inspector about a value, with all others of its level. */
  inspect(value: object, take: TakeInspection): void {
    this.#unfinished = true;
    const { holder, origin } = this.#territories;
    this.#inspections.ask(value, (inspection, why) => {
      if (inspection?.location !== undefined) this.#territories.locate(value, inspection.location.url);
      this.#territories.hold(holder);
      take(inspection, why);
    }, origin === "program");
  }

  /** Asks what a weak collection holds of the values met so far. */
  probe(collection: object, take: TakeHeld): void {
    this.#probes.add(collection, take);
  }

  /** Does something when the level at hand is done. */
  later(work: () => void): void {
    const { holder } = this.#territories;
    this.#later[this.#later.length] = () => {
      this.#territories.hold(holder);
      work();
    };
  }

  /** Does something when everything else is done. */
  atEnd(work: () => void): void {
    this.#unfinished = true;
    this.#atEnd[this.#atEnd.length] = work;
  }

  /** Whether something was put off since the last call that will be put into a node. */
  takeUnfinished(): boolean {
    const unfinished = this.#unfinished;
    this.#unfinished = false;
    return unfinished;
  }

  /**
   * Does what was put off on a level, and what that puts off.
   *
   * @param values All that were met.
   */
  finishLevel(values: readonly unknown[]): void {
    while (this.#inspections.waiting || this.#later.length > 0) {
      // What was put off has questions too: a turn takes long, so all are asked at once.
      while (this.#later.length > 0) {
        const works = this.#later;
        this.#later = [];
        for (let at = 0; at < works.length; at++) attempt(works[at]!);
      }
      this.#inspections.run();
    }
    this.#probes.run(values);
  }

  /** Does what was put off until the end. */
  finish(): void {
    for (let at = 0; at < this.#atEnd.length; at++) attempt(this.#atEnd[at]!);
  }
}

/** Does what was put off. What fails leaves its one value incomplete, which a reader says of it. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Such as a class whose members could not be listed, for want of room on the stack.
  }
}
