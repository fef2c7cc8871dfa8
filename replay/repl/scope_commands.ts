/**
 * Commands that show variables as they stood.
 *
 * @module
 */
import type { Scope } from "../frames/scope.ts";
import { escapeStart } from "../preview/escape.ts";
import type { Answer } from "./answer.ts";
import { argumentNames } from "./argument_names.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { wrap } from "../text/fit.ts";
import { prose } from "../text/prose.ts";
import {
  assignmentLines,
  declaredNames,
  IN_JSON,
  LOCAL,
  LONGEST,
  ON_SCREEN,
  type Room,
  scopesData,
  scopesLines,
  type ShownOptions,
  type ShownScopes,
  shownScopes,
  titleLine,
} from "../text/scope_text.ts";
import { selectedFrame } from "./selected_frame.ts";
import { describeValue, previewIn, valueData } from "../text/value_text.ts";
import type { View } from "../text/view.ts";

/** Names that `scopes` lists. */
const NAMES_ON_SCREEN: Room = { variables: 10_000, each: 2000 };

const ALL: ReadonlySet<Scope["type"]> = new Set([...LOCAL, "module", "script"]);

/** Locals, args, closure, module, scopes, this. */
export const SCOPE_COMMANDS: readonly Command[] = [
  {
    name: "locals",
    aliases: ["lo"],
    group: "values",
    usage: "locals [/pattern/]",
    summary: "show the variables, scope by scope",
    help:
      "A name in parentheses is hidden by an inner variable of the same name. `locals /^user/` shows only names that " +
      "match, `locals user` only names with user in them.",
    run: (context, args) => variables(context, args, { types: LOCAL, pattern: args.pattern() }),
  },
  {
    name: "args",
    aliases: ["a"],
    group: "values",
    usage: "args",
    summary: "show the arguments of the call",
    help:
      "As they stood at the throw. Where a runtime does not tell which variables they are, as Bun for functions without a " +
      "name, the source does.",
    run: async (context, args) => {
      args.none();
      const frame = selectedFrame(context);
      if (frame.parameters !== undefined) return variables(context, args, { types: LOCAL, argument: true });
      const names = await argumentNames(frame);
      return variables(context, args, { types: LOCAL, argument: true, names: names && new Set(names) });
    },
  },
  {
    name: "closure",
    group: "values",
    usage: "closure [/pattern/]",
    summary: "show the variables of the functions around",
    run: (context, args) => variables(context, args, { types: new Set(["closure"]), pattern: args.pattern() }),
  },
  {
    name: "module",
    group: "values",
    usage: "module [/pattern/]",
    summary: "show the variables of the module",
    help: "Imports are among them.",
    run: (context, args) => variables(context, args, { types: new Set(["module", "script"]), pattern: args.pattern() }),
  },
  {
    name: "scopes",
    group: "values",
    usage: "scopes",
    summary: "list the scopes and the names in them",
    run: (context, args) => {
      args.none();
      return scopes(context);
    },
  },
  {
    name: "this",
    group: "values",
    usage: "this",
    summary: "show the receiver",
    run: async (context, args) => {
      args.none();
      const receiver = await context.session.findThis(selectedFrame(context));
      if (receiver === undefined) throw new CommandError("the receiver of this frame is not known: try another frame");
      return {
        data: () => valueData(receiver.value, context.session),
        text: (view) => previewIn(receiver.value, view.columns, view),
      };
    },
  },
];

function variables(context: CommandContext, args: Arguments, options: ShownOptions): Answer {
  const { session } = context;
  const frame = selectedFrame(context);
  const shown = (room: Room) => shownScopes(session, frame, options, room);
  const declared = options.types === LOCAL && options.argument === undefined
    ? declaredNames(session, frame).filter(({ name }) => options.pattern?.test(name) ?? true)
    : [];
  const data = () => {
    const data = scopesData(shown(IN_JSON), session);
    if (declared.length === 0) return data;
    const variables = declared.map(({ name, value }) => ({ name, ...describeValue(value, session) }));
    return { ...data, scopes: [{ type: "prompt", variables }, ...data.scopes] };
  };
  return {
    data,
    text: (view) => {
      const all = shown(ON_SCREEN);
      const lines = options.argument === true ? argumentLines(all, view) : scopesLines(all, view);
      if (declared.length > 0) {
        lines.unshift(view.style.strong("declared here"), ...assignmentLines(declared, view, "  "));
      }
      if (lines.length > 0) return lines.join("\n");
      const unknown = options.argument === true && frame.parameters === undefined && options.names === undefined;
      const none = unknown
        ? `${args.name}: not known for this call; type locals`
        : args.text === ""
        ? `${args.name}: none`
        : `no name matches ${args.text}`;
      const reason = frame.reason === undefined ? none : `no variables: ${frame.reason}`;
      return prose(reason, view.columns).map(view.style.quiet).join("\n");
    },
  };
}

function argumentLines({ scopes }: ShownScopes, view: View): string[] {
  const lines = assignmentLines(scopes.flatMap(({ variables }) => variables), view, "");
  const more = scopes.reduce((sum, scope) => sum + scope.more, 0);
  return more > 0 ? [...lines, view.style.quiet(`… ${more} more (locals /pattern/)`)] : lines;
}

function scopes(context: CommandContext): Answer {
  const frame = selectedFrame(context);
  const shown = (room: Room) => shownScopes(context.session, frame, { types: ALL }, room);
  return {
    data: () => {
      const { scopes, more } = shown(IN_JSON);
      return {
        scopes: scopes.map(({ scope, variables, more }) => ({
          type: scope.type,
          ...(scope.name === undefined ? {} : { name: scope.name.slice(0, LONGEST) }),
          names: variables.map(({ name }) => name.slice(0, LONGEST)),
          ...(more === 0 ? {} : { leftOut: more }),
        })),
        ...(more === 0 ? {} : { leftOutScopes: more }),
      };
    },
    text: (view) => {
      const { scopes, more } = shown(NAMES_ON_SCREEN);
      const lines = scopes.flatMap(({ scope, variables, more }) => [
        titleLine(scope, view),
        ...wrap(variables.map(({ name }) => escapeStart(name)).join(", "), view.columns - 2)
          .map((line) => `  ${view.style.name(line)}`),
        ...(more > 0 ? [view.style.quiet(`  … ${more} more (locals /pattern/)`)] : []),
      ]);
      if (more > 0) lines.push(view.style.quiet(`… ${more} more scopes`));
      if (lines.length > 0) return lines.join("\n");
      return prose(`no variables: ${frame.reason ?? "the frame has no scopes"}`, view.columns)
        .map(view.style.quiet).join("\n");
    },
  };
}
