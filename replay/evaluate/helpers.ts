/**
 * What rewritten code calls.
 *
 * @module
 */
import { describeOmitted, omittedOf } from "../rehydrate/omitted.ts";
import type { Box, EvaluateEnvironment } from "./environment.ts";
import { MissingNameError } from "./resolve_name.ts";

/** The helpers of one evaluation; `rewrite()` writes the calls. */
export class Helpers {
  readonly #environment: EvaluateEnvironment;

  constructor(environment: EvaluateEnvironment) {
    this.#environment = environment;
  }

  /** `this` of the frame. */
  get receiver(): unknown {
    const { receiver } = this.#environment;
    if (receiver === undefined) throw new ReferenceError("this is not known in this frame");
    return receiver.value;
  }

  /** The function that is about to be called by its name. */
  callee(value: unknown, name: string, optional = false): unknown {
    if (typeof value === "function" || (optional && (value === undefined || value === null))) return value;
    const omitted = omittedOf(value);
    const why = omitted === undefined ? "" : `: it is not in the dump (${describeOmitted(omitted)})`;
    throw new TypeError(`${name} is not a function${why}`);
  }

  /** `typeof name`, which is the one use of a missing name that does not throw. */
  typeOf(read: () => unknown): string {
    try {
      return typeof read();
    } catch (error) {
      if (error instanceof MissingNameError) return "undefined";
      throw error;
    }
  }

  /** Box of the private field of an object; undefined when that is nullish and `optional` is set. */
  field(object: unknown, name: string, optional = false): Box | undefined {
    if (object === undefined || object === null) {
      if (optional) return undefined;
      throw new TypeError(`Cannot read private field ${name} of ${object}`);
    }
    const found = this.#read(object, name);
    if (found === undefined) throw new TypeError(`Cannot read private field ${name}: the object has none of that name`);
    return {
      get value() {
        return found.value;
      },
      set value(value) {
        // One of live code can be written.
        if (Object.getOwnPropertyDescriptor(found, "value")?.set !== undefined) {
          (found as { value: unknown }).value = value;
        } else throw new TypeError(`Cannot write private field ${name}: it can only be read at the prompt`);
      },
    };
  }

  /** The same for a field that is called. */
  method(object: unknown, name: string, optional = false): Box | undefined {
    const box = this.field(object, name, optional);
    if (box === undefined || typeof box.value !== "function") return box;
    return { value: Function.prototype.bind.call(box.value, object) };
  }

  /** `#name in object` */
  hasField(name: string, object: unknown): boolean {
    if ((typeof object === "object" && object !== null) || typeof object === "function") {
      return this.#read(object, name) !== undefined;
    }
    throw new TypeError(`Cannot look for private field ${name}: not an object`);
  }

  /** `import(specifier)` */
  async importModule(specifier: unknown): Promise<unknown> {
    return await this.#environment.importModule?.(String(specifier));
  }

  /** Called by each loop and function: throws when Ctrl-C was pressed. */
  guard(): true {
    this.#environment.overlay.interrupt.check();
    return true;
  }

  #read(object: unknown, name: string): Box | undefined {
    const holds = (typeof object === "object" && object !== null) || typeof object === "function";
    return holds ? this.#environment.readPrivate(object, name) : undefined;
  }
}
