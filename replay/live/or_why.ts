/**
 * Making something, or saying why it cannot be made.
 *
 * @module
 */
import type { StaysMock } from "../rehydrate/code.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** What a maker gives, or why it does not. */
export function orWhy<T>(make: () => T): T | StaysMock {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnavailableError) return { why: error.message };
    return { why: `making it failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}` };
  }
}
