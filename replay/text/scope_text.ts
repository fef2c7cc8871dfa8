/**
 * Scopes and variables on the screen and in JSON.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import type { Scope } from "../frames/scope.ts";
import type { Variable } from "../frames/variable.ts";
import { escapeStart } from "../preview/escape.ts";
import type { Session } from "../session.ts";
import { displayPath } from "./display_path.ts";
import { cells, fit, pad } from "./fit.ts";
import { describeValue, previewIn } from "./value_text.ts";
import type { View } from "./view.ts";

/** A variable as it is shown: with what it was changed to at the prompt. */
export interface Shown {
  readonly name: string;
  readonly value: unknown;
  /** Whether it was changed at the prompt. */
  readonly changed: boolean;
  /** Whether an inner scope has one of the same name. */
  readonly shadowed: boolean;
}

/** A scope as it is shown. */
export interface ShownScope {
  readonly scope: Scope;
  /** The first of its variables. */
  readonly variables: readonly Shown[];
  /** How many more there are. */
  readonly more: number;
}

/** The scopes of a frame as they are shown. */
export interface ShownScopes {
  readonly scopes: readonly ShownScope[];
  /** How many scopes more there are, which are too many to be looked at. */
  readonly more: number;
}

/** Which variables are shown. */
export interface ShownOptions {
  readonly types: ReadonlySet<Scope["type"]>;
  /** Only names that it matches. */
  readonly pattern?: RegExp | undefined;
  /** Only parameters. */
  readonly argument?: boolean | undefined;
  /** The names of parameters, where the recorder could not tell. */
  readonly names?: ReadonlySet<string> | undefined;
}

/** How many variables are shown: files can have millions, and those that are not shown are not made. */
export interface Room {
  /** Of all scopes together. */
  readonly variables: number;
  /** Of one scope. */
  readonly each: number;
}

/** Variables on the screen. */
export const ON_SCREEN: Room = { variables: 2000, each: 200 };
/** Variables in one line of JSON. */
export const IN_JSON: Room = { variables: 50_000, each: 50_000 };
/** UTF-16 units of the name of a scope or a variable in JSON. */
export const LONGEST = 10_000;
/** Scopes of one frame that are looked at. */
const MOST_SCOPES = 200;

/** The variables of a function and of the functions around it. */
export const LOCAL: ReadonlySet<Scope["type"]> = new Set(["local", "block", "catch", "with", "eval", "closure"]);

/** The scopes of a frame that have something to show. */
export function shownScopes(session: Session, frame: Frame, options: ShownOptions, room: Room): ShownScopes {
  const changes = session.changes(frame);
  const all = frame.scopes.slice(0, options.names === undefined ? MOST_SCOPES : ownScopes(frame));
  const scopes: ShownScope[] = [];
  let left = room.variables;
  for (const [level, scope] of all.entries()) {
    if (!options.types.has(scope.type)) continue;
    const { variables, more } = chosen(scope, options, Math.min(left, room.each));
    if (variables.length + more === 0) continue;
    left -= variables.length;
    const inner = all.slice(0, level);
    const shown = variables.map((variable): Shown => {
      const { name } = variable;
      const shadowed = inner.some((scope) => scope.has(name));
      const changed = !shadowed && changes.has(name);
      return {
        name,
        changed,
        shadowed,
        get value() {
          return changed ? changes.get(name) : variable.value;
        },
      };
    });
    scopes.push({ scope, variables: shown, more });
  }
  return { scopes, more: frame.scopes.length - all.length };
}

/**
 * How many scopes are those of the function itself: on JavaScriptCore, the parameters of an async function or a generator
 * stand in one around that of its body.
 */
function ownScopes({ scopes }: Frame): number {
  return scopes.findIndex(({ type }) => type === "local") + 2;
}

/** The first variables of a scope that are wanted, and how many more there are. */
function chosen(
  scope: Scope,
  { pattern, argument, names: parameters }: ShownOptions,
  most: number,
): { readonly variables: readonly Variable[]; readonly more: number } {
  if (argument === true) {
    const all = parameters === undefined ? scope.arguments : [...parameters].flatMap((name) => scope.get(name) ?? []);
    const found = all.filter(({ name }) => pattern?.test(name) ?? true);
    return { variables: found.slice(0, most), more: Math.max(0, found.length - most) };
  }
  const { names } = scope;
  const places: number[] = [];
  let total = pattern === undefined ? names.length : 0;
  for (let at = 0; at < names.length && (pattern !== undefined || at < most); at++) {
    if (pattern?.test(names[at]!) === false) continue;
    if (pattern !== undefined) total++;
    if (places.length < most) places.push(at);
  }
  return { variables: places.flatMap((place) => scope.at(place) ?? []), more: total - places.length };
}

/** Names that were declared at the prompt, which no scope of the frame has. */
export function declaredNames(session: Session, frame: Frame): Shown[] {
  return [...session.changes(frame)].filter(([name]) => session.find(frame, name) === undefined)
    .map(([name, value]) => ({ name, value, changed: false, shadowed: false }));
}

/** Scopes, for JSON; what is too much is counted. */
export function scopesData(
  { scopes, more }: ShownScopes,
  session: Session,
): { readonly scopes: readonly unknown[]; readonly leftOutScopes?: number } {
  return {
    scopes: scopes.map(({ scope, variables, more }) => ({
      type: scope.type,
      ...(scope.name === undefined ? {} : { name: scope.name.slice(0, LONGEST) }),
      variables: variables.map(({ name, value }) => ({
        name: name.slice(0, LONGEST),
        ...describeValue(value, session),
      })),
      ...(more === 0 ? {} : { leftOut: more }),
    })),
    ...(more === 0 ? {} : { leftOutScopes: more }),
  };
}

/** Scopes with a title each, and their variables, one line each. */
export function scopesLines({ scopes, more }: ShownScopes, view: View): string[] {
  const lines = scopes.flatMap(({ scope, variables, more }) => [
    titleLine(scope, view),
    ...assignmentLines(variables, view, "  "),
    ...(more > 0 ? [view.style.quiet(`  … ${more} more (locals /pattern/)`)] : []),
  ]);
  return more > 0 ? [...lines, view.style.quiet(`… ${more} more scopes`)] : lines;
}

/** "closure of transfer"; JavaScriptCore calls what is at the top of a module by its path. */
export function titleLine(scope: Scope, view: View): string {
  const of = scope.name === undefined || scope.name === ""
    ? ""
    : ` of ${escapeStart(displayPath(scope.name, view.cwd))}`;
  return fit(view.style.strong(scope.type) + of, view.columns);
}

/** Variables, one line each, with their equals signs below one another. */
export function assignmentLines(variables: readonly Shown[], view: View, indent: string): string[] {
  const { style, columns } = view;
  const names = variables.map(({ name, shadowed }) => shadowed ? `(${escapeStart(name)})` : escapeStart(name));
  const width = Math.min(Math.max(0, ...names.map(cells)), columns >> 2);
  return variables.map(({ value, changed }, index) => {
    const name = names[index]!;
    const head = `${indent}${pad(changed ? style.changed(name) : style.name(name), width)} ${style.quiet("=")} `;
    const tail = changed ? style.quiet("  (changed here)") : "";
    const room = Math.max(8, columns - cells(head) - cells(tail));
    return fit(head + previewIn(value, room, view) + tail, columns);
  });
}

/** The variables of a frame below its line in a stack, at most `most` of them. */
export function variableLines(session: Session, frame: Frame, view: View, most: number): string[] {
  const { scopes } = shownScopes(session, frame, { types: LOCAL }, { variables: most, each: most });
  const lines = assignmentLines(scopes.flatMap(({ variables }) => variables), view, "       ");
  const more = scopes.reduce((sum, scope) => sum + scope.more, 0);
  return more > 0 ? [...lines, view.style.quiet(`       … ${more} more (locals)`)] : lines;
}
