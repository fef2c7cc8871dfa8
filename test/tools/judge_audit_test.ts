import test from "node:test";
import assert from "node:assert/strict";
import { closureOf, judgeAudit } from "../../tools/advisories/judge_audit.ts";

const LOCK = {
  packages: {
    "": {},
    "node_modules/a": { dependencies: { b: "1" }, optionalDependencies: { c: "1" } },
    "node_modules/b": { dependencies: { a: "1" } },
    "node_modules/c": {},
    "node_modules/tool": {},
  },
};

function report(severities: Record<string, string>): string {
  const vulnerabilities = Object.fromEntries(
    Object.entries(severities).map(([name, severity]) => [name, { name, severity, via: [] }]),
  );
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });
}

test("closureOf() finds what packages depend on, however deep", () => {
  assert.deepEqual([...closureOf(["a"], LOCK)].sort(), ["a", "b", "c"]);
});

test("judgeAudit() passes when there is no advisory", () => {
  assert.deepEqual(judgeAudit(report({}), new Set(["a"])), { state: "checked", bad: [], borne: [] });
});

test("judgeAudit() fails for any advisory on what is shipped, and for a high one on the rest", () => {
  assert.deepEqual(judgeAudit(report({ a: "low", tool: "moderate", other: "high" }), new Set(["a"])), {
    state: "checked",
    bad: ["a: low, and it is shipped", "other: high"],
    borne: ["tool: moderate"],
  });
});

test("judgeAudit() does not take a missing answer for a good one", () => {
  const refused = JSON.stringify({ message: "405 Method Not Allowed", error: { summary: "" } });
  assert.deepEqual(judgeAudit(refused, new Set()), { state: "not checked", why: "405 Method Not Allowed" });
  for (const output of ["", "<html>", "null", "{}", "[]", `{"auditReportVersion":2}`, `{"vulnerabilities":{}}`]) {
    assert.equal(judgeAudit(output, new Set()).state, "not checked", output);
  }
});
