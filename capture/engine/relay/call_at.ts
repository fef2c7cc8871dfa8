import { callsOf } from "../../calls_of.ts";
import type { EngineCall } from "../engine.ts";

const NAME_BEFORE = /#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The call whose name ends at an offset of a text; undefined when none does. */
export function callAt(text: string, end: number): EngineCall | undefined {
  const name = NAME_BEFORE.exec(text.slice(Math.max(0, end - 200), end))?.[0];
  if (name === undefined) return undefined;
  const calls = callsOf(name, text);
  const call = calls.find(({ offset }) => offset === end - name.length);
  if (call === undefined) return undefined;
  const alike = calls.filter(({ form }) => form === call.form);
  return { name, form: call.form, index: alike.indexOf(call), count: alike.length };
}
