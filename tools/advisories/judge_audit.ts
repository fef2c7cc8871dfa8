/** The part of `package-lock.json` that is read. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What an audit found. */
export type Audit =
  | { readonly state: "not checked"; readonly why: string }
  | { readonly state: "checked"; readonly bad: readonly string[]; readonly borne: readonly string[] };

interface Vulnerability {
  readonly severity: string;
}

/** Severities from which on a package that is not shipped must not stay. */
const TOO_BAD: ReadonlySet<string> = new Set(["high", "critical"]);

/** Packages and all that they depend on, by name. */
export function closureOf(names: readonly string[], { packages }: Lockfile): Set<string> {
  const closure = new Set(names);
  for (const name of closure) {
    const locked = packages[`node_modules/${name}`];
    if (locked === undefined) continue;
    for (const needed of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) closure.add(needed);
  }
  return closure;
}

/**
 * Judges what `npm audit --json` printed: any advisory on a package that is shipped is bad, one on a package that only
 * builds and tests use from "high" on.
 *
 * @param shipped Names of the packages that are shipped.
 */
export function judgeAudit(output: string, shipped: ReadonlySet<string>): Audit {
  const report = parse(output);
  const { vulnerabilities } = report;
  if (report["auditReportVersion"] !== 2 || typeof vulnerabilities !== "object" || vulnerabilities === null) {
    const { message } = report;
    return { state: "not checked", why: typeof message === "string" ? message : "npm audit gave no report" };
  }
  const bad: string[] = [];
  const borne: string[] = [];
  for (const [name, { severity }] of Object.entries(vulnerabilities as Record<string, Vulnerability>)) {
    const isShipped = shipped.has(name);
    const line = `${name}: ${severity}${isShipped ? ", and it is shipped" : ""}`;
    (isShipped || TOO_BAD.has(severity) ? bad : borne).push(line);
  }
  return { state: "checked", bad, borne };
}

function parse(output: string): Record<string, unknown> {
  try {
    const report: unknown = JSON.parse(output);
    return typeof report === "object" && report !== null ? report as Record<string, unknown> : {};
  } catch {
    return {};
  }
}
