/**
 * Where the variables of two frames differ.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";
import type { Frame } from "../frames/frame.ts";
import type { Scope } from "../frames/scope.ts";
import { refOf } from "../frames/heap_graph.ts";
import { LOCAL } from "../text/scope_text.ts";
import type { Change, ValueComparison } from "./compare_values.ts";

/** What differs between the variables of two frames. */
export interface FrameChanges {
  /** The first of them. */
  readonly changes: readonly Change[];
  /** How many more there are. */
  readonly more: number;
  /** Whether there was no room to compare all variables. */
  readonly isPart: boolean;
}

/** Variables of both dumps that are compared. */
const MOST_VARIABLES = 4_000_000;
/** Changes of one pair of frames that are kept. */
const MOST_CHANGES = 1000;
/** Changes of all pairs of frames that are kept. */
const MOST_IN_ALL = 20_000;
/** Scopes of one frame that are compared. */
const MOST_SCOPES = 200;

/** A variable as code in a frame sees it. */
interface Binding {
  readonly name: string;
  readonly slot: Slot;
}

/** Compares the variables of frames. What frames share is compared once. */
export class ScopeComparison {
  readonly #values: ValueComparison;
  /** Pairs of scopes that were compared, by the lists of their names: frames that share a scope share that. */
  readonly #seen = new Map<readonly string[], Set<readonly string[]>>();
  #left = MOST_VARIABLES;
  #room = MOST_IN_ALL;

  constructor(values: ValueComparison) {
    this.#values = values;
  }

  /** What differs between the variables of two frames, those of scopes that were compared before left out. */
  changes(a: Frame, b: Frame): FrameChanges {
    const [left, right] = [scopesOf(a), scopesOf(b)];
    const outer = this.#takeCompared(left, right);
    const changes: Change[] = [];
    let more = 0;
    const add = (change: Change) => {
      if (changes.length < MOST_CHANGES && --this.#room >= 0) changes.push(change);
      else more++;
    };
    const compare = (name: string, ours: Slot, theirs: Slot) => {
      for (const change of this.#values.changes(name, ours, theirs)) add(change);
    };
    const known = this.#innermost(left[0], right[0], compare);
    const [ours, theirs] = [this.#bindings(a, left, known), this.#bindings(b, right, known)];
    // Most have the same names in the same order, so that no table of them is needed, which may be long.
    let [one, other] = [ours.next(), theirs.next()];
    for (; !one.done && !other.done && one.value.name === other.value.name;) {
      compare(one.value.name, one.value.slot, other.value.slot);
      [one, other] = [ours.next(), theirs.next()];
    }
    const others = new Map<string, Slot>();
    for (; !other.done; other = theirs.next()) others.set(other.value.name, other.value.slot);
    for (; !one.done; one = ours.next()) {
      const { name, slot } = one.value;
      const elsewhere = others.has(name) ? undefined : slotIn(outer.b, name);
      if (elsewhere !== undefined) compare(name, slot, elsewhere.slot);
      else if (others.has(name)) compare(name, slot, others.get(name));
      else add({ path: name, a: { slot } });
      others.delete(name);
    }
    for (const [name, slot] of others) {
      const elsewhere = slotIn(outer.a, name);
      if (elsewhere === undefined) add({ path: name, b: { slot } });
      else compare(name, elsewhere.slot, slot);
    }
    return { changes, more, isPart: this.#left <= 0 };
  }

  /** Compares the innermost scopes for as long as they have the same names in the same order; how many that were. */
  #innermost(a: Scope | undefined, b: Scope | undefined, compare: (name: string, a: Slot, b: Slot) => void): number {
    const end = Math.min(a?.names.length ?? 0, b?.names.length ?? 0);
    let place = 0;
    for (; place < end && a!.names[place] === b!.names[place] && this.#left > 2; place++) {
      this.#left -= 2;
      compare(a!.names[place]!, a!.slot(place), b!.slot(place));
    }
    return place;
  }

  /**
   * Takes the outer scopes away that were compared with each other before, and answers them; the other pairs, counted
   * from outside, count as compared from now on.
   */
  #takeCompared(a: Scope[], b: Scope[]): { readonly a: readonly Scope[]; readonly b: readonly Scope[] } {
    const pairs = Math.min(a.length, b.length);
    const isSeen = (back: number) => this.#seen.get(a.at(-back)!.names)?.has(b.at(-back)!.names) === true;
    let known = 0;
    while (known < pairs && isSeen(known + 1)) known++;
    for (let back = known + 1; back <= pairs; back++) {
      const names = a.at(-back)!.names;
      const with_ = this.#seen.get(names) ?? new Set();
      this.#seen.set(names, with_.add(b.at(-back)!.names));
    }
    return { a: a.splice(a.length - known, known), b: b.splice(b.length - known, known) };
  }

  /**
   * The variables in some scopes of a frame, as code in it sees them, and its receiver.
   *
   * @param known How many of the innermost scope are left out.
   */
  *#bindings(frame: Frame, scopes: readonly Scope[], known: number): Generator<Binding> {
    for (const [level, scope] of scopes.entries()) {
      const inner = scopes.slice(0, level);
      for (let place = level === 0 ? known : 0; place < scope.names.length; place++) {
        const name = scope.names[place]!;
        if (inner.some((scope) => scope.has(name))) continue;
        if (--this.#left <= 0) return;
        yield { name, slot: scope.slot(place) };
      }
    }
    const slot = frame.receiver?.slot;
    if (refOf(slot) !== undefined && !scopes.some((scope) => scope.has("this"))) yield { name: "this", slot };
  }
}

/** The scopes whose variables are compared. */
function scopesOf({ scopes }: Frame): Scope[] {
  return scopes.filter(({ type }) => LOCAL.has(type)).slice(0, MOST_SCOPES);
}

function slotIn(scopes: readonly Scope[], name: string): { readonly slot: Slot } | undefined {
  for (const scope of scopes) {
    const variable = scope.get(name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}
