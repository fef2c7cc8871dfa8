/**
 * Text at the prompt → value.
 *
 * @module
 */
import { types } from "node:util";
import vm from "node:vm";
import { quickCrc32 } from "../../dump/quick_crc32.ts";
import type { Box, EvaluateEnvironment, EvaluateOptions, EvaluateResult, TextPosition } from "./environment.ts";
import { ExpressionError } from "./expression_error.ts";
import { Helpers } from "./helpers.ts";
import { parse } from "./parse.ts";
import { watchPromises } from "./promise_state.ts";
import { rewrite, type Rewritten } from "./rewrite.ts";
import { scopeOf } from "./scope.ts";
import { settle } from "./settle.ts";
import { thrownPlace } from "./thrown_place.ts";

/**
 * Evaluates an expression or statements, JavaScript or TypeScript, as if they stood in a frame.
 *
 * Names are those of the frame, of what earlier evaluations in it changed or declared, of the extras, and of the
 * language; nothing of this machine has a name. Assignments and declarations go to the overlay. What is changed inside
 * an object stays changed for the session. The value is that of the last expression statement; it is unwrapped from a
 * promise only by an `await` in the text. Ctrl-C ends it, see {@linkcode Interrupt}.
 *
 * This keeps slips from doing harm; it is no sandbox against what a person types.
 *
 * @returns The value, or what was wrong; it rejects for nothing.
 */
export async function evaluate(
  text: string,
  environment: EvaluateEnvironment,
  options: EvaluateOptions = {},
): Promise<EvaluateResult> {
  const { overlay } = environment;
  let undeclare = () => {};
  let place: (error: unknown) => TextPosition | undefined = () => undefined;
  try {
    const parsed = await parse(text);
    const rewritten = rewrite(parsed, environment.importModule !== undefined);
    // By the text, since functions that were typed before are in stacks, too.
    const file = `prompt-${quickCrc32(new TextEncoder().encode(text)).toString(16)}`;
    place = (error) => thrownPlace(error, file, rewritten, parsed);
    const run = compile(rewritten, text, file)(new Helpers(environment), scopeOf(environment, rewritten.helpers));
    undeclare = overlay.declare(newNames(rewritten.declared, environment));
    const repeats = rewritten.repeats || overlay.hasFunctions();
    const begin = () => {
      const given = run();
      // It is waited for in a moment, and must not count as forgotten until then.
      if (rewritten.async) silence(given as Promise<Box>);
      return given;
    };
    const { value: outcome } = await overlay.interrupt.run(begin, { repeats, awaits: rewritten.async });
    const { value } = rewritten.async ? await settle(outcome as Promise<Box>, options) : outcome as Box;
    if (types.isPromise(value)) silence(value);
    const declared = [...rewritten.declared.keys()];
    await watchPromises(value, true);
    await watchPromises(valuesOf(declared, overlay), false);
    return { ok: true, value, declared };
  } catch (error) {
    const isSyntax = error instanceof ExpressionError;
    const position = isSyntax ? error.position : place(error);
    return { ok: false, kind: isSyntax ? "syntax" : "thrown", error, ...position === undefined ? {} : { position } };
  } finally {
    overlay.interrupt.done();
    undeclare();
  }
}

/** Code that was rewritten, ready for helpers and scope. */
type Program = (helpers: Helpers, scope: object) => () => Box | Promise<Box>;

function compile({ code }: Rewritten, text: string, file: string): Program {
  try {
    return vm.runInThisContext(code, { filename: file }) as Program;
  } catch (error) {
    // Syntax that the parser knows and this runtime does not.
    throw error instanceof SyntaxError ? new ExpressionError(error.message, text) : error;
  }
}

/** A `var` that names a variable of the frame declares nothing new. */
function newNames(declared: Rewritten["declared"], environment: EvaluateEnvironment): Rewritten["declared"] {
  const isNew = (name: string) => environment.overlay.has(name) || environment.lookup(name) === undefined;
  return new Map([...declared].filter(([name, kind]) => kind !== "var" || isNew(name)));
}

/** What names that were declared stand for; those without a value yet are left out. */
function valuesOf(declared: readonly string[], overlay: EvaluateEnvironment["overlay"]): unknown[] {
  return declared.length === 0
    ? []
    : [...overlay.entries()].flatMap(([name, value]) => declared.includes(name) ? [value] : []);
}

/** A promise that is only looked at must not end this process when it is rejected. */
function silence(promise: Promise<unknown>): void {
  try {
    Promise.prototype.then.call(promise, undefined, () => {});
  } catch {
    // Its class has a constructor that does not make promises.
  }
}
