/**
 * Why something is not in the dump.
 *
 * @module
 */
import type { Omitted, OmittedReason } from "../../dump/format.ts";
import type { Frame } from "../frames/frame.ts";
import { omittedOf } from "../rehydrate/omitted.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Session } from "../session.ts";

/** Why a value is not there, or not whole. */
export interface Why {
  /** For JSON. */
  readonly data: {
    readonly expression: string;
    /** Null when nothing is missing. */
    readonly reason: OmittedReason | "rebuilt" | "mock" | "not-kept" | null;
    readonly type?: string;
    readonly size?: number;
    readonly detail?: string;
    /** The option that would have kept it. */
    readonly option?: string;
  };
  /** For a person; not escaped. */
  readonly sentence: string;
}

/** Says why a value, or a part of it, is not in the dump. */
export function whyOf(value: unknown, expression: string, session: Session): Why {
  const whole = session.omitted(value);
  const omitted = whole ?? insideOf(value);
  if (omitted === undefined) {
    const problem = nodeOf(value)?.problem;
    if (problem === undefined) return { data: { expression, reason: null }, sentence: `${expression} is all there` };
    if (problem.includes("stays a mock: ")) {
      return { data: { expression, reason: "mock", detail: problem }, sentence: `${expression}: ${problem}` };
    }
    const data = { expression, reason: "rebuilt", detail: problem } as const;
    return { data, sentence: `${expression} was rebuilt only in part: ${problem}` };
  }
  const { reason, type, size, detail } = omitted;
  const option = optionFor(omitted, value, session);
  const named = whole === undefined ? `what is inside of ${expression}` : expression;
  const what = type === undefined ? named : `${named} (${type}${size === undefined ? "" : `, size ${size}`})`;
  const sentence = `${what} ${sentences[reason]}` + (detail === undefined ? "" : `: ${detail}`) +
    (option === undefined ? "" : `; ${option} would have kept it`);
  const data = { expression, reason, type, size, detail, option };
  return {
    data: Object.fromEntries(Object.entries(data).filter(([, field]) => field !== undefined)) as Why["data"],
    sentence,
  };
}

/** Why something is not known that no property shows: the state of an iterator, the target of a proxy, a closure. */
function insideOf(value: unknown): Omitted | undefined {
  const facts = nodeOf(value);
  if (facts === undefined || facts.problem !== undefined) return undefined;
  for (const internal of facts.internals.values()) {
    const omitted = omittedOf(internal);
    if (omitted !== undefined) return omitted;
  }
  const scopes = facts.function?.scopes;
  return scopes === undefined || "length" in scopes ? undefined : scopes;
}

/**
 * Says why a name that the source declares is no variable of the frame; undefined for anything else.
 *
 * @param name What was typed.
 */
export function whyNotHere(name: string, { source, locals, reason, position }: Frame): Why | undefined {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return undefined;
  if (locals === "unavailable") {
    const detail = reason ?? "the frame has no variables";
    return {
      data: { expression: name, reason: "not-kept", detail },
      sentence: `the frame has no variables: ${detail}`,
    };
  }
  const declaration = new RegExp(
    `\\b(?:const|let|var|function|class|import)\\b[^=;(]*(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`,
  );
  for (let line = 1; line <= (source?.lineCount ?? 0); line++) {
    if (!declaration.test(source?.line(line) ?? "")) continue;
    const detail = position !== undefined && position.line <= line
      ? `it is declared in line ${line}, which had not run`
      : `it is declared in line ${line}, and the engine keeps only variables that code still to run can use`;
    return { data: { expression: name, reason: "not-kept", detail }, sentence: `${name} has no value here: ${detail}` };
  }
  return undefined;
}

const sentences: Readonly<Record<OmittedReason, string>> = {
  depth: "lies deeper than the limit on levels",
  count: "lies beyond the limit on the number of items or objects",
  length: "is longer than the limit on strings and buffers",
  size: "did not fit into the limit on the whole dump",
  time: "was not described within the time allowed",
  redacted: "was taken out, because it looked like a secret",
  skipped: 'was left out, because the program marked it with Symbol.for("keeptrace.skip")',
  accessor: "is a getter, and getters are never run",
  unsupported: "is something that the runtime does not show",
  "no-inspector": "is seen only by the inspector, which was not armed",
  failed: "could not be read",
};

/** The option that would have kept it, with a value that is enough where that can be told. */
function optionFor(
  { reason, type, size }: Omitted,
  value: unknown,
  { header: { limits } }: Session,
): string | undefined {
  const init = (name: string, value: number | undefined) => `init({ ${name}: ${value ?? "…"} })`;
  const twice = (name: string) => init(name, limits[name] === undefined ? undefined : 2 * limits[name]);
  switch (reason) {
    case "depth":
      return init("depth", limits["depth"] === undefined ? undefined : limits["depth"] + 4);
    case "count":
      return type === undefined ? init("maxItems", sum(limits["maxItems"], size)) : twice("maxNodes");
    case "length":
      // BigInts have a limit of their own.
      if (type === "bigint") return undefined;
      return typeof value === "string" || type === "string" || type === "String"
        ? init("maxStringLength", size)
        : init("maxBufferBytes", type === undefined ? sum(limits["maxBufferBytes"], bytesLeft(value, size)) : size);
    case "size":
      return twice("maxBytes");
    case "time":
      return twice("maxTimeMs");
    case "no-inspector":
      return "init(), called before the error was thrown,";
    default:
      return undefined;
  }
}

/** What would have been enough: the limit and what lies beyond it. */
function sum(limit: number | undefined, rest: number | undefined): number | undefined {
  return limit === undefined || rest === undefined ? undefined : limit + rest;
}

/** How many bytes are missing of a buffer, of that of a view, or of a Blob; a view counts its elements. */
function bytesLeft(value: unknown, size: number | undefined): number | undefined {
  return ArrayBuffer.isView(value) ? nodeOf(value.buffer)?.rest?.size ?? size : size;
}
