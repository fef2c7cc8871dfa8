/**
 * What the dump has of what is around a function.
 *
 * @module
 */
import { NodeKind, type ScopeRecord, type Tables } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Context } from "../rehydrate/context.ts";
import { isRef } from "../rehydrate/slots.ts";
import { isClass } from "./bindings.ts";
import type { LiveModule } from "./live_module.ts";
import type { LiveScopes } from "./live_scopes.ts";
import type { LiveClass } from "./make_class.ts";
import type { Unit } from "./outline.ts";
import type { RecordedFrames } from "./recorded_frames.ts";
import type { SharedScopes } from "./shared_scopes.ts";
import type { Surroundings } from "./surroundings.ts";

/** What it is found out with. */
export interface LiveSurroundingsParts {
  readonly heap: Context;
  readonly scopes: LiveScopes;
  readonly frames: RecordedFrames;
  readonly shared: SharedScopes;
  /** The class that was made of a unit. */
  readonly liveClass: (unit: Unit, module: LiveModule) => LiveClass | undefined;
}

/** The scopes and the `this` of functions that are made. */
export class LiveSurroundings {
  readonly #heap: Context;
  readonly #tables: Tables;
  readonly #scopes: LiveScopes;
  readonly #frames: RecordedFrames;
  readonly #shared: SharedScopes;
  readonly #liveClass: LiveSurroundingsParts["liveClass"];
  #holders: Map<number, number> | undefined;

  constructor({ heap, scopes, frames, shared, liveClass }: LiveSurroundingsParts) {
    this.#heap = heap;
    this.#tables = heap.tables;
    this.#scopes = scopes;
    this.#frames = frames;
    this.#shared = shared;
    this.#liveClass = liveClass;
  }

  /** What a function finds around it: its recorded closure, else the frame of the function that it stands in. */
  of(unit: Unit, module: LiveModule, node: HeapNode | undefined): Surroundings {
    const closure = node === undefined ? [] : this.#closureOf(node);
    const scopes = [
      // A module has its variables itself, imports among them; a piece of one has no more than these.
      ...module.isPiece ? closure : closure.filter(({ type }) => type !== "module"),
      ...unit.around === undefined ? [] : this.#frames.scopesIn(unit.around),
      ...closure.length > 0 ? [] : this.#shared.around(unit, module),
      ...module.isPiece ? this.#moduleScopes(module.file.path) : [],
    ];
    const receiver = unit.kind === "arrow" ? this.receiverOf(unit, module, node) : undefined;
    return { variable: (name) => this.#scopes.find(scopes, name), ...receiver && { receiver } };
  }

  /** The scopes at the top of a module, as its frames had them. */
  #moduleScopes(path: string): ScopeRecord[] {
    return this.#tables.frames
      .filter(({ position, generated }) => [position, generated].some((place) => place?.url.endsWith(path)))
      .flatMap((frame) => frame.scopes.flatMap((index) => this.#tables.scopes[index] ?? []))
      .filter(({ type }) => type === "module");
  }

  #closureOf({ payload }: HeapNode): ScopeRecord[] {
    return payload.slice(1).flatMap((index) => typeof index === "number" ? this.#tables.scopes[index] ?? [] : []);
  }

  /** `this` of an arrow function: that of a frame of the function around, or the object whose field it is. */
  receiverOf(unit: Unit, module: LiveModule, node: HeapNode | undefined): { readonly value: unknown } | undefined {
    const heap = this.#heap;
    const owner = module.tree.bindings.parentOf(unit.node);
    if (owner?.type === "PropertyDefinition" && node !== undefined) {
      const holder = this.#holderOf(node.id);
      if (owner.static) return unit.around && { value: this.#liveClass(unit.around, module)?.value };
      return holder === undefined ? undefined : boxOf(() => heap.value({ kind: "ref", id: holder }));
    }
    let outer: Unit | undefined = unit;
    while (outer?.kind === "arrow") {
      const receiver = this.#frames.receiverIn(outer);
      // V8 tells of every arrow function that it has none.
      if (receiver?.wire !== undefined) return boxOf(() => heap.value(heap.slot(receiver.wire)));
      outer = outer.around;
    }
    // A piece tells nothing of what it stood in.
    if (outer === undefined) return module.isPiece ? undefined : { value: undefined };
    const receiver = isClass(outer.node) ? undefined : this.#frames.receiverIn(outer);
    return receiver && boxOf(() => heap.value(heap.slot(receiver.wire)));
  }

  /** The object that has a function as a property, if only one does. */
  #holderOf(id: number): number | undefined {
    if (this.#holders === undefined) {
      this.#holders = new Map();
      for (let at = 0; at < this.#heap.size; at++) this.#noteFunctionsOf(at, this.#holders);
    }
    const holder = this.#holders.get(id);
    return holder === undefined || holder < 0 ? undefined : holder;
  }

  #noteFunctionsOf(id: number, holders: Map<number, number>): void {
    try {
      for (const value of this.#heap.node(id).values) {
        if (!isRef(value) || this.#heap.node(value.id).kind !== NodeKind.function) continue;
        holders.set(value.id, holders.has(value.id) && holders.get(value.id) !== id ? -1 : id);
      }
    } catch {
      // A damaged part of the file holds nothing.
    }
  }
}

function boxOf(value: () => unknown): { readonly value: unknown } {
  return {
    get value() {
      return value();
    },
  };
}
