/**
 * Variables at the top of modules that functions in the dump see, and no frame: what a module keeps for itself.
 *
 * @module
 */
import type { Wire } from "../../dump/format.ts";
import type { Limits } from "../options.ts";
import type { Origin } from "../origin.ts";
import type { LiveScope } from "../snapshot/site.ts";
import { toUrl } from "../snapshot/stack_text.ts";
import type { Budget } from "./budget.ts";
import { SafeMap, SafeSet } from "./safe.ts";

const { floor } = Math;

/** How many modules have them. */
const MAX_MODULES = 100;

/** Beyond so many variables of one module, objects are left out. */
const MAX_VARIABLES = 200;

/** Of the levels below a variable of a frame, how many are kept below one of a module: this part. */
const SHARE_OF_DEPTH = 0.5;

/**
 * How much of the whole dump they and all that they lead to take: a part of `maxBytes`, or a part of what the frames have
 * led to.
 */
const SHARE_OF_BYTES = 1 / 64;
const SHARE_OF_FRAMES = 0.5;

/** What they are put into. */
interface Heap {
  readonly limits: Limits;
  readonly budget: Budget;
  holdFor(origin: Origin): void;
  scopeIndex(scope: LiveScope, maxVariables?: number): number;
  tableSlot(value: unknown): Wire;
}

/** A module that waits, with the functions that see it. */
interface Waiting {
  readonly scope: LiveScope;
  readonly nodes: unknown[][];
  /** A class of it. */
  owner: object | undefined;
}

/** Keeps them back until all that is nearer has been described. */
export class ModuleScopes {
  readonly #heap: Heap;
  /** URLs of modules whose variables a frame has. */
  readonly #framed = new SafeSet<string>();
  readonly #known = new SafeMap<LiveScope, Waiting | number>();
  #waiting: Waiting[] = [];
  #begun = false;
  #level: number;

  constructor(heap: Heap) {
    this.#heap = heap;
    const { depth } = heap.limits;
    this.#level = depth === Infinity ? 0 : depth - floor(depth * SHARE_OF_DEPTH);
  }

  /** The variables of this module are those of a frame. */
  frame(url: string): void {
    this.#framed.add(url);
  }

  /** Adds the scopes that a function sees to a node: that of its module when its turn comes. */
  addTo(node: unknown[], scopes: readonly LiveScope[], url = ""): void {
    for (let at = 0; at < scopes.length; at++) {
      const scope = scopes[at]!;
      if (scope.type === "module") this.#addModule(node, scope, url);
      else node[node.length] = this.#heap.scopeIndex(scope);
    }
  }

  #addModule(node: unknown[], scope: LiveScope, url: string): void {
    const known = this.#find(scope, url);
    if (typeof known === "number") node[node.length] = known;
    else if (known !== undefined) known.nodes[known.nodes.length] = node;
  }

  /** A class sees the scope. Its node, which it would not have otherwise, is wanted if no function has one. */
  addClass(owner: object, scope: LiveScope, url: string): void {
    const known = this.#find(scope, url);
    if (typeof known === "object") known.owner ??= owner;
  }

  /**
   * Puts the scopes that wait into the table, and into the nodes. What they lead to may have more.
   *
   * @returns The level of what they lead to; undefined when there is nothing to be put in, or it would be too far.
   */
  put(): number | undefined {
    const waiting = this.#waiting;
    const { limits, budget } = this.#heap;
    if (waiting.length === 0 || this.#level >= limits.depth || budget.exhausted) return undefined;
    this.#waiting = [];
    if (!this.#begun) budget.leave(limits.maxBytes * SHARE_OF_BYTES, SHARE_OF_FRAMES);
    this.#begun = true;
    this.#heap.holdFor("program");
    for (let at = 0; at < waiting.length; at++) {
      const { scope, nodes, owner } = waiting[at]!;
      const index = this.#heap.scopeIndex(scope, MAX_VARIABLES);
      this.#known.set(scope, index);
      for (let i = 0; i < nodes.length; i++) nodes[i]![nodes[i]!.length] = index;
      if (nodes.length === 0 && owner !== undefined) this.#heap.tableSlot(owner);
    }
    return this.#level++;
  }

  #find(scope: LiveScope, url: string): Waiting | number | undefined {
    const known = this.#known.get(scope);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_MODULES || this.#framed.has(toUrl(url))) return undefined;
    const waiting: Waiting = { scope, nodes: [], owner: undefined };
    this.#known.set(scope, waiting);
    return this.#waiting[this.#waiting.length] = waiting;
  }
}
