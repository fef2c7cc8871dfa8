/**
 * A frame for evaluating in.
 *
 * @module
 */
import type { EvaluateEnvironment } from "../../../replay/evaluate/environment.ts";
import { evaluate } from "../../../replay/evaluate/evaluate.ts";
import { Overlay } from "../../../replay/evaluate/overlay.ts";

/** A class with a private field, as the frame's program has it. */
export class Order {
  id = 7;
  items = [{ name: "Tea", price: 10 }, { name: "Milk", price: 1.25 }];
  get total(): number {
    throw new Error("a getter was run");
  }
  rename(name: string): string {
    return `${this.id} ${name}`;
  }
}

/** An environment with these variables, whose overlay is empty. */
export function environmentOf(
  variables: Readonly<Record<string, unknown>> = {},
  more: Partial<EvaluateEnvironment> = {},
): EvaluateEnvironment {
  return {
    lookup: (name) => Object.hasOwn(variables, name) ? { value: variables[name] } : undefined,
    names: () => Object.keys(variables),
    overlay: new Overlay(),
    extras: new Map(),
    readPrivate: () => undefined,
    ...more,
  };
}

/** The value of a text; throws what it threw. Boxed, for it may be a promise. */
export async function valueOf(text: string, environment: EvaluateEnvironment): Promise<{ readonly value: unknown }> {
  const result = await evaluate(text, environment);
  if (!result.ok) throw result.error;
  return { value: result.value };
}

/** `Name: message` of what a text throws; "no error" when it does not. */
export async function errorOf(text: string, environment: EvaluateEnvironment): Promise<string> {
  const result = await evaluate(text, environment, { settleTimeoutMs: 20 });
  return result.ok ? "no error" : String(result.error);
}
