/**
 * The text of a test that calls a function as it was called when it threw.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";
import type { Exception } from "../frames/exception.ts";
import type { Frame } from "../frames/frame.ts";
import { refOf } from "../frames/heap_graph.ts";
import type { Session } from "../session.ts";
import { displayPosition } from "../text/display_path.ts";
import { oneLine } from "../text/exception_text.ts";
import { jsonLine } from "../text/json_line.ts";
import { prose } from "../text/prose.ts";
import { formatTime } from "../text/time_text.ts";
import { type CallTarget, callTarget } from "./call_target.ts";
import type { ModuleExports } from "./exported_names.ts";
import { Imports, isGlobal, TAKEN } from "./repro_imports.ts";
import { declaredParameters, type Member, type Parameter } from "./parameter_list.ts";
import { ValueWriter } from "./value_writer.ts";

/** A test, and what it lacks. */
export interface Repro {
  readonly text: string;
  /** The call in it. */
  readonly call: string;
  /** What could not be made again: path and reason. */
  readonly problems: readonly { readonly path: string; readonly why: string }[];
}

/** Arguments that are written. */
const MOST_PARAMETERS = 1000;

/** Columns of comments. */
const COLUMNS = 110;

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether the function of a frame can be called from a test. */
export function canBeCalled(session: Session, frame: Frame, exports: ModuleExports): boolean {
  const target = importable(callTarget(session, frame, exports), frame, new Imports(session, exports));
  return target.kind !== "none" && target.unexported === undefined;
}

/**
 * Writes the test of a frame.
 *
 * @param file Name of the dump.
 */
export async function reproText(
  session: Session,
  frame: Frame,
  file: string,
  exports: ModuleExports,
): Promise<Repro> {
  const imports = new Imports(session, exports);
  const target = importable(callTarget(session, frame, exports), frame, imports);
  const unexported = target.kind === "none" ? undefined : target.unexported;
  if (unexported !== undefined) imports.add(unexported, unexported, frame.source!.url);
  const writer = new ValueWriter(session, (name) => imports.use(name));
  const receiver = receiverOf(frame, target);
  const declared = await declaredParameters(frame);
  const all = declared ?? frame.parameters?.map((name): Parameter => ({ kind: "name", name })) ?? [];
  const parameters = all.slice(0, MOST_PARAMETERS);
  const bound = [...new Set(parameters.flatMap(namesOf))];
  const slots = new Map(bound.map((name) => [name, slotOf(frame, name)]));
  writer.count([...slots.values()].flatMap((found) => found === undefined ? [] : [found.slot]));
  if (receiver !== undefined) writer.count([receiver.slot]);

  const lines: string[] = [];
  if (receiver !== undefined) lines.push(`const receiver = ${writer.write(receiver.slot, "this")};`);
  const locals = new Map(bound.map((name, at) => [name, localName(name, at)]));
  for (const name of bound) {
    const found = slots.get(name);
    if (found === undefined) writer.problems.set(name, "the dump does not tell it");
    lines.push(`const ${locals.get(name)} = ${found === undefined ? "undefined" : writer.write(found.slot, name)};`);
  }
  const args = parameters.map((parameter) => argumentText(parameter, (name) => locals.get(name) ?? "undefined"));
  if (all.length > parameters.length) {
    writer.problems.set("the arguments", `${MOST_PARAMETERS} of ${all.length} stand there`);
  }
  for (const key of parameters.flatMap(patternsWithin)) {
    writer.problems.set(key, "a pattern within a pattern; fill it in");
  }
  const call = callText(target, args.join(", "), frame, imports);
  const exception = exceptionOf(session, frame);
  const problems = [...writer.problems].map(([path, why]) => ({ path, why }));
  if (target.kind === "none") problems.unshift({ path: call, why: `it cannot be imported: ${target.why}` });
  if (unexported !== undefined) {
    problems.unshift({ path: unexported, why: "its module does not export it: export it, and the import finds it" });
  }
  const name = frame.functionName || "the function";
  const title = `${name} does not throw ${exception === undefined ? "" : oneLine(exception)}`.trim().slice(0, 160);
  const body = [
    ...writer.statements(),
    ...(bound.length > 0 ? ["// As of the throw: the function may have changed them before."] : []),
    ...lines,
    `await ${call};`,
  ];
  const text = [
    ...comments([
      `Made from ${file} by keeptrace-repl repro: ${exception === undefined ? "" : oneLine(exception)}`,
      circumstances(session, frame),
      `Imports are relative to ${session.header.cwd || "the folder that the program ran in"}: save this file there. ` +
      (problems.length === 0
        ? "The test fails as the program did until the function is mended."
        : "Once what is listed below is filled in, the test fails as the program did until the function is mended."),
      ...(problems.length === 0 ? [] : ["", "What could not be made again as it was:"]),
    ]),
    ...problems.flatMap(({ path, why }) => comments([`- ${path}: ${why}`])),
    'import test from "node:test";',
    ...imports.lines(),
    "",
    `test(${jsonLine(title)}, async () => {`,
    ...body.map((line) => `  ${line}`),
    "});",
    "",
  ].join("\n");
  return { text, call, problems };
}

/** The target; nothing that the test could call under its name but what a file of the program has. */
function importable(target: CallTarget, { source }: Frame, imports: Imports): CallTarget {
  if (target.kind === "none") return target;
  const { unexported } = target;
  const name = target.kind === "static" ? target.className : target.name;
  const needsName = target.kind === "static" || target.kind === "new" || target.kind === "function";
  return (unexported === undefined ? !needsName || imports.canUse(name) : imports.canAdd(unexported, source?.url ?? ""))
    ? target
    : { kind: "none", why: "no file of the program exports it" };
}

/** The name of a variable of the test for what a parameter binds: a file may have any text in place of a name. */
function localName(name: string, at: number): string {
  if (!IDENTIFIER.test(name)) return `argument${at + 1}`;
  return TAKEN.test(name) ? `${name}_` : name;
}

function receiverOf(frame: Frame, target: CallTarget): { readonly slot: Slot } | undefined {
  if (target.kind === "static" || target.kind === "new" || frame.receiver === undefined) return undefined;
  const { slot } = frame.receiver;
  return refOf(slot) === undefined ? undefined : { slot };
}

function callText(target: CallTarget, args: string, { functionName, receiver }: Frame, imports: Imports): string {
  switch (target.kind) {
    case "method":
      return `receiver.${target.name}(${args})`;
    case "getter":
      return `receiver.${target.name}`;
    case "setter":
      return `(receiver.${target.name} = ${args || "undefined"})`;
    case "static":
      return `${imports.use(target.className) ?? target.className}.${target.name}(${args})`;
    case "new":
      return `new ${imports.use(target.name) ?? target.name}(${args})`;
    case "function": {
      const name = imports.use(target.name) ?? target.name;
      const hasReceiver = refOf(receiver?.slot) !== undefined;
      return hasReceiver ? `${name}.call(receiver${args === "" ? "" : `, ${args}`})` : `${name}(${args})`;
    }
    case "none": {
      const name = functionName.slice(functionName.lastIndexOf(".") + 1);
      return `${IDENTIFIER.test(name) && !isGlobal(name) ? name : "theFunction"}(${args})`;
    }
  }
}

function namesOf(parameter: Parameter): string[] {
  if (parameter.kind === "name" || parameter.kind === "rest") return [parameter.name];
  return parameter.members.flatMap(({ name }) => name === undefined || name === "_" ? [] : [name]);
}

/** Keys of patterns within a pattern, whose values the dump has under other names. */
function patternsWithin(parameter: Parameter): string[] {
  return parameter.kind !== "pattern"
    ? []
    : parameter.members.flatMap(({ key, name }) => name === undefined ? [key] : []);
}

function argumentText(parameter: Parameter, nameOf: (name: string) => string): string {
  if (parameter.kind === "name") return nameOf(parameter.name);
  if (parameter.kind === "rest") return `...${nameOf(parameter.name)}`;
  const { isObject, members } = parameter;
  const parts = members.map((member) => memberText(member, isObject, nameOf));
  return isObject ? `{ ${parts.join(", ")} }` : `[${parts.join(", ")}]`;
}

function memberText({ key, name, isRest }: Member, isObject: boolean, nameOf: (name: string) => string): string {
  const value = name === undefined || name === "_" ? "undefined" : nameOf(name);
  if (isRest) return `...${value}`;
  if (!isObject) return value;
  return key === value ? key : `${/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : jsonLine(key)}: ${value}`;
}

/** The slot of a variable of a frame by its name; undefined when there is none. */
function slotOf({ scopes }: Frame, name: string): { readonly slot: Slot } | undefined {
  const variables = scopes.flatMap((scope) => scope.get(name) ?? []);
  const variable = variables.find(({ argument }) => argument) ?? variables[0];
  return variable && { slot: variable.slot };
}

function exceptionOf({ exceptions }: Session, frame: Frame): Exception | undefined {
  return exceptions.find(({ frames }) => frames.includes(frame));
}

function circumstances({ header }: Session, { position }: Frame): string {
  const { runtime, platform, arch, time, cwd } = header;
  const where = position === undefined ? "" : `${displayPosition(position, cwd)}, `;
  return `${where}${formatTime(time)}, ${runtime.name} ${runtime.version} on ${platform} ${arch}`;
}

/** Texts as comments, which nothing in them can end. */
function comments(texts: readonly string[]): string[] {
  return texts.flatMap((text) => prose(text, COLUMNS - 3)).map((line) => `// ${line}`.trimEnd());
}
