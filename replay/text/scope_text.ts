/**
 * Scopes and variables on the screen and in JSON.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import type { Scope } from "../frames/scope.ts";
import { escapeText } from "../preview/escape.ts";
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
  readonly variables: readonly Shown[];
}

/** Which variables are shown. */
export interface ShownOptions {
  readonly types: ReadonlySet<Scope["type"]>;
  /** Only names that it matches. */
  readonly pattern?: RegExp | undefined;
  /** Only parameters, or no parameters. */
  readonly argument?: boolean | undefined;
}

/** Variables of one scope that are shown. */
const MOST = 200;

/** The variables of a function and of the functions around it. */
export const LOCAL: ReadonlySet<Scope["type"]> = new Set(["local", "block", "catch", "with", "eval", "closure"]);

/** The scopes of a frame that have something to show. */
export function shownScopes(session: Session, frame: Frame, options: ShownOptions): ShownScope[] {
  const changes = session.changes(frame);
  const inner = new Set<string>();
  return frame.scopes.flatMap((scope) => {
    const variables = scope.variables.map((variable): Shown & { argument: boolean } => {
      const shadowed = inner.has(variable.name);
      const changed = !shadowed && changes.has(variable.name);
      const { name, argument } = variable;
      return {
        name,
        argument,
        changed,
        shadowed,
        get value() {
          return changed ? changes.get(name) : variable.value;
        },
      };
    });
    for (const { name } of variables) inner.add(name);
    const chosen = variables.filter(({ name, argument }) =>
      (options.pattern?.test(name) ?? true) && (options.argument === undefined || argument === options.argument)
    );
    return options.types.has(scope.type) && chosen.length > 0 ? [{ scope, variables: chosen }] : [];
  });
}

/** Names that were declared at the prompt, which no scope of the frame has. */
export function declaredNames(session: Session, frame: Frame): Shown[] {
  const known = new Set(frame.scopes.flatMap((scope) => scope.variables.map((variable) => variable.name)));
  return [...session.changes(frame)].filter(([name]) => !known.has(name))
    .map(([name, value]) => ({ name, value, changed: false, shadowed: false }));
}

/** Scopes, for JSON. */
export function scopesData(
  scopes: readonly ShownScope[],
  session: Session,
): { readonly scopes: readonly unknown[] } {
  return {
    scopes: scopes.map(({ scope, variables }) => ({
      type: scope.type,
      ...(scope.name === undefined ? {} : { name: scope.name }),
      variables: variables.map(({ name, value }) => ({ name, ...describeValue(value, session) })),
    })),
  };
}

/** Scopes with a title each, and their variables, one line each. */
export function scopesLines(scopes: readonly ShownScope[], view: View): string[] {
  return scopes.flatMap(({ scope, variables }) => {
    const more = variables.length - MOST;
    return [
      titleLine(scope, view),
      ...assignmentLines(variables.slice(0, MOST), view, "  "),
      ...(more > 0 ? [view.style.quiet(`  … ${more} more (locals /pattern/)`)] : []),
    ];
  });
}

/** "closure of transfer"; JavaScriptCore calls what is at the top of a module by its path. */
export function titleLine(scope: Scope, view: View): string {
  const of = scope.name === undefined || scope.name === ""
    ? ""
    : ` of ${escapeText(displayPath(scope.name, view.cwd))}`;
  return fit(view.style.strong(scope.type) + of, view.columns);
}

/** Variables, one line each, with their equals signs below one another. */
export function assignmentLines(variables: readonly Shown[], view: View, indent: string): string[] {
  const { style, columns } = view;
  const names = variables.map(({ name, shadowed }) => shadowed ? `(${escapeText(name)})` : escapeText(name));
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
  const variables = shownScopes(session, frame, { types: LOCAL }).flatMap((scope) => scope.variables);
  const lines = assignmentLines(variables.slice(0, most), view, "       ");
  const more = variables.length - most;
  return more > 0 ? [...lines, view.style.quiet(`       … ${more} more (locals)`)] : lines;
}
