/**
 * Replaces what stands between the lines `<!-- NAME: generated -->` and `<!-- NAME: end -->` of a Markdown text.
 *
 * @throws {SyntaxError} If the text has not exactly one such section.
 */
export function replaceSection(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: generated -->\n`;
  const end = `<!-- ${name}: end -->`;
  const parts = text.split(begin);
  const tail = parts[1]?.split(end) ?? [];
  if (parts.length !== 2 || tail.length !== 2) {
    throw new SyntaxError(`Cannot fill in section "${name}": the text needs one "${begin.trim()}" and one "${end}"`);
  }
  return `${parts[0]}${begin}\n${content.trim()}\n\n${end}${tail[1]}`;
}
