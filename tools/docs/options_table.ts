/** A property of an interface, as its docstring tells it. */
interface Option {
  readonly name: string;
  readonly text: string;
  /** Code of the default value; empty when there is none. */
  readonly initial: string;
}

const PROPERTY = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly (\w+)\??:/g;

/**
 * A Markdown table of the properties of interfaces, from their docstrings.
 *
 * @param source Text of the module that declares them.
 * @param interfaces Their names, in the order of the table.
 * @throws {SyntaxError} If one is not declared there.
 */
export function optionsTable(source: string, interfaces: readonly string[]): string {
  const rows = interfaces
    .flatMap((name) => propertiesOf(source, name))
    .map(({ name, text, initial }) => `| \`${name}\` | ${initial && `\`${initial}\``} | ${text} |`);
  return ["| option | default | what it does |", "|---|---|---|", ...rows].join("\n") + "\n";
}

function propertiesOf(source: string, name: string): Option[] {
  const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1];
  if (body === undefined) throw new SyntaxError(`Cannot list options: there is no interface ${name}`);
  return [...body.matchAll(PROPERTY)].map(([, docstring = "", property = ""]) => {
    const doc = docstring.replaceAll(/^\s*\* ?/gm, "").trim();
    const text = doc.replace(/@default[\s\S]*/, "").trim().replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
    return { name: property, text, initial: /@default \{(.*?)\}(?:\s|$)/.exec(doc)?.[1] ?? "" };
  });
}
