/**
 * `secrets`: what a dump still holds that looks like a secret.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { Slot } from "../../dump/slot.ts";
import { refOf, visits } from "../frames/heap_graph.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
import { typeOf } from "../preview/type_of.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Session } from "../session.ts";
import { count } from "../text/count.ts";
import { displayPath, toPath } from "../text/display_path.ts";
import { cells, fit, pad, wrap } from "../text/fit.ts";
import type { View } from "../text/view.ts";
import type { Report } from "./report.ts";
import { SearchRoom, secrecyOf, secretForms, suspect, type Suspicion, suspiciousLines } from "./secret_finder.ts";
import { titleLines } from "./title.ts";

/** Something that looks like a secret. */
interface Secret {
  readonly suspicion: Suspicion;
  /** Number of the frame whose variable the path begins with; undefined for everything else. */
  readonly frame?: number;
  /** How it is reached: an expression, or where it stands in the file. */
  readonly path: string;
  /** What it is, without telling it. */
  readonly masked: string;
}

/** Most that are shown of a dump. */
const MOST = 200;
/** Most that are looked for. */
const MOST_FOUND = 10_000;

/** What stands where the search ended early. */
const ENDING = "… there may be more: the search ended early, for very many texts look as if they held secrets";

/** What of a dump looks like a secret. */
interface Secrets {
  readonly found: readonly Secret[];
  /** Whether the search ended before the dump did, because it took long or so many were found. */
  readonly endsEarly: boolean;
}

/** Lists what looks like a secret; 1 when something has the name or the form of one. */
export const secrets: Report = async (context) => {
  let code: 0 | 1 = 0;
  const inputs = context.dumps(context.args);
  for (const [index, input] of inputs.entries()) {
    await context.use(input, (session) => {
      const { found, endsEarly } = secretsIn(session);
      if (found.some(({ suspicion }) => suspicion.kind !== "random")) code = 1;
      if (context.json) {
        context.printJson({
          file: input.path,
          secrets: found.map(secretData),
          ...(endsEarly ? { leftOut: true } : {}),
        });
        return;
      }
      const view = context.view(session);
      if (inputs.length > 1) context.print([...(index > 0 ? [""] : []), ...titleLines(input.name, view)]);
      context.print(secretLines({ found, endsEarly }, view));
    });
  }
  return code;
};

/** Everything in a dump that looks like a secret, up to very many: values first, then sources, then other texts. */
function secretsIn(session: Session): Secrets {
  const found: Secret[] = [];
  const room = new SearchRoom();
  for (const search of [secretValues, secretTexts]) {
    for (const secret of search(session, room)) {
      if (found.length === MOST_FOUND) return { found, endsEarly: true };
      found.push(secret);
    }
  }
  return { found, endsEarly: room.isFull };
}

function* secretValues(session: Session, room: SearchRoom): Generator<Secret> {
  const known = new Set<string>();
  for (const { slot, name, place } of visits(session, session.frames[0])) {
    if (room.isFull) return;
    const found = suspicionOf(slot, name, room);
    if (found === undefined || isFunction(slot, session)) continue;
    const { frame, path } = place();
    // An object that several frames hold is one.
    const id = refOf(slot);
    const key = id === undefined ? `${frame?.index} ${path}` : `#${id}`;
    if (known.has(key)) continue;
    known.add(key);
    const masked = found.kind === "form" ? mask(found.found) : maskSlot(slot, session);
    yield { suspicion: found, path, masked, ...(frame === undefined ? {} : { frame: frame.index }) };
  }
}

function suspicionOf(slot: Slot, name: string | undefined, room: SearchRoom): Suspicion | undefined {
  if (typeof slot === "string") return suspect(slot, name, room);
  if (name === undefined || secrecyOf(name) !== "value") return undefined;
  const isValue = typeof slot === "number" || typeof slot === "bigint" || refOf(slot) !== undefined;
  return isValue ? { kind: "name" } : undefined;
}

/** Whether it is a function, which is no secret under any name: `jwt()` makes or checks them. */
function isFunction(slot: Slot, { file }: Session): boolean {
  const id = refOf(slot);
  return id !== undefined && file.heap.node(id).kind === NodeKind.function;
}

/** Texts that are no values: of exceptions, of the header, of functions, of sources. */
function* secretTexts(
  { header, exceptions, sources, modules, file: { tables } }: Session,
  room: SearchRoom,
): Generator<Secret> {
  const texts: [path: string, text: string, isCode: boolean][] = [
    // Those of an error are properties of it.
    ...exceptions.filter(({ value }) => nodeOf(value) === undefined).flatMap((
      { index, message, stack },
    ): [string, string, boolean][] => [
      [`message of exception ${index}`, message, false],
      [`stack of exception ${index}`, stack ?? "", false],
    ]),
    ...(["cwd", "argv0", "main"] as const).map((field): [string, string, boolean] => [
      `header, ${field}`,
      header[field] ?? "",
      false,
    ]),
    ...header.notes.map((note): [string, string, boolean] => ["header, notes", note, false]),
    ...modules.map(({ url }): [string, string, boolean] => ["URL of a module", url, false]),
    ...tables.functions.map((
      { name, text },
    ): [string, string, boolean] => [`text of function ${name}`, text ?? "", true]),
  ];
  const inSources = new Set<string>();
  for (const { url, text } of sources) {
    for (const { number, line } of suspiciousLines(text ?? "")) {
      if (room.isFull) return;
      for (const { rule, found } of secretForms(line, false, room)) {
        inSources.add(found);
        const path = `${displayPath(toPath(url), header.cwd)}:${number}`;
        yield { suspicion: { kind: "form", rule, found }, path, masked: mask(found) };
      }
    }
  }
  for (const [path, text, isCode] of texts) {
    if (room.isFull) return;
    for (const { rule, found } of secretForms(text, !isCode, room)) {
      // The text of a function stands in its source as well.
      if (isCode && inSources.has(found)) continue;
      yield { suspicion: { kind: "form", rule, found }, path, masked: mask(found) };
    }
  }
}

/** The first characters, at most a quarter and at most four, and how long it is. */
function mask(text: string): string {
  const shown = [...text].slice(0, Math.min(4, Math.floor(text.length / 4))).join("");
  return `${shown}… (${count(text.length, "character")})`;
}

function maskSlot(slot: Slot, session: Session): string {
  return typeof slot === "string" ? mask(slot) : typeOf(session.heap.value(slot));
}

function reasonOf(suspicion: Suspicion): string {
  return suspicion.kind === "form" ? suspicion.rule : suspicion.kind === "name" ? "by its name" : "random";
}

function secretLines({ found, endsEarly }: Secrets, view: View): string[] {
  const { style, columns } = view;
  const ending = endsEarly ? [style.quiet(fit(ENDING, columns))] : [];
  if (found.length === 0) return [...ending, ...(endsEarly ? [] : [style.quiet("nothing in it looks like a secret")])];
  const rows = found.slice(0, MOST).map(({ suspicion, frame, path, masked }) => {
    const where = frame === undefined ? "" : style.quiet(`frame ${frame} `);
    return { reason: reasonOf(suspicion), place: where + style.name(escapeStart(path)), masked: escapeText(masked) };
  });
  const reasons = Math.max(...rows.map(({ reason }) => reason.length));
  const places = Math.min(Math.max(...rows.map(({ place }) => cells(place))), columns - reasons - 24);
  const lines = rows.map(({ reason, place, masked }) =>
    fit(`${style.error(reason.padEnd(reasons))}  ${pad(fit(place, places), places)}  ${masked}`, columns)
  );
  const more = found.length - rows.length;
  if (more > 0) lines.push(style.quiet(`… ${more} more`));
  lines.push(...ending);
  const sure = found.filter(({ suspicion }) => suspicion.kind !== "random").length;
  const summary = `${count(sure, "secret")} by name or form, ${count(found.length - sure, "text")} that ` +
    `${found.length - sure === 1 ? "looks" : "look"} random; init({ redact: { add: ["name"] } }) keeps a name out`;
  return [...lines, "", ...wrap(summary, columns).map(style.quiet)];
}

function secretData({ suspicion, frame, path, masked }: Secret): object {
  return {
    kind: suspicion.kind,
    ...(suspicion.kind === "form" ? { rule: suspicion.rule } : {}),
    frame: frame ?? null,
    path,
    masked,
  };
}
