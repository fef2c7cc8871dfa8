/**
 * Functions of a dump, with the variables around them.
 *
 * @module
 */
import { type FunctionRecord, NodeKind, type OmittedReason, type ScopeRecord, type Wire } from "../../dump/format.ts";
import type { Context } from "../rehydrate/context.ts";
import { isRef, omittedIn } from "../rehydrate/slots.ts";

/** A function of the dump. */
export interface Closure {
  readonly record: FunctionRecord;
  readonly scopes: readonly ScopeRecord[];
}

/** What a limit of recording has cut; else what is not there is nowhere. */
const LIMITS: ReadonlySet<OmittedReason> = new Set<OmittedReason>(["depth", "count", "size", "time", "failed"]);

/** Finds them, once. */
export class RecordedClosures {
  readonly #heap: Context;
  #all: readonly Closure[] | undefined;
  #seeing: readonly Closure[] | undefined;

  constructor(heap: Context) {
    this.#heap = heap;
  }

  /** Those with scopes. */
  get all(): readonly Closure[] {
    return this.#all ??= this.#find();
  }

  /** Those that see variables at the top of a module that has no frame, all of them. */
  get seeingTops(): readonly Closure[] {
    return this.#seeing ??= this.#findSeeing();
  }

  #findSeeing(): Closure[] {
    const { frames, scopes } = this.#heap.tables;
    const framed = new Set(frames.flatMap((frame) => frame.scopes));
    const isTop = (scope: ScopeRecord, index: number) =>
      scope.type === "module" && !framed.has(index) && scope.values.every((wire) => !this.#isCut(wire));
    const tops = new Set(scopes.filter(isTop));
    // To find all functions of a large dump takes long.
    return tops.size === 0 ? [] : this.all.flatMap(({ record, scopes }) => {
      const top = scopes.find((scope) => tops.has(scope));
      return top === undefined ? [] : [{ record, scopes: [top] }];
    });
  }

  #isCut(wire: Wire): boolean {
    try {
      const slot = this.#heap.slot(wire);
      const omitted = omittedIn(slot) ?? (isRef(slot) ? this.#omittedAt(slot.id) : undefined);
      return omitted !== undefined && LIMITS.has(omitted.reason);
    } catch {
      // A damaged part of the file.
      return true;
    }
  }

  #omittedAt(id: number): { readonly reason: OmittedReason } | undefined {
    const { kind, payload: [slot] } = this.#heap.node(id);
    return kind === NodeKind.omitted ? omittedIn(slot) : undefined;
  }

  #find(): Closure[] {
    const heap = this.#heap;
    const { functions, scopes: table } = heap.tables;
    const closures: Closure[] = [];
    for (let id = 0; id < heap.size; id++) {
      try {
        const { kind, payload: [index, ...around] } = heap.node(id);
        const record = kind === NodeKind.function && typeof index === "number" ? functions[index] : undefined;
        const scopes = around.flatMap((at) => typeof at === "number" ? table[at] ?? [] : []);
        if (record !== undefined && scopes.length > 0) closures.push({ record, scopes });
      } catch {
        // A damaged part of the file has none.
      }
    }
    return closures;
  }
}
