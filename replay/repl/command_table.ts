/**
 * Looking a typed word up in the table of commands.
 *
 * @module
 */
import type { Command, CommandLookup, Lookup } from "./command.ts";

/** The commands by name, alias and unique prefix. */
export class CommandTable implements CommandLookup {
  /** In the order in which help shows them. */
  readonly commands: readonly Command[];
  readonly #exact = new Map<string, Command>();

  /** @throws {TypeError} If two commands share a name or an alias. */
  constructor(commands: readonly Command[]) {
    this.commands = commands;
    for (const command of commands) {
      for (const name of [command.name, ...command.also ?? [], ...command.aliases ?? []]) {
        if (this.#exact.has(name)) throw new TypeError(`Cannot build the command table: "${name}" is taken twice`);
        this.#exact.set(name, command);
      }
    }
  }

  /**
   * Finds what a word means: a name or an alias, else the only name that begins with it.
   *
   * @param word The word, with or without the leading dot.
   */
  find(word: string): Lookup {
    const name = word.replace(/^\./, "");
    const exact = this.#exact.get(name);
    if (exact !== undefined) return { kind: "command", command: exact };
    const names = name === "" ? [] : this.names().filter((other) => other.startsWith(name));
    const commands = new Set(names.map((other) => this.#exact.get(other)));
    const [only] = commands;
    if (commands.size === 1 && only !== undefined) return { kind: "command", command: only };
    return names.length > 0 ? { kind: "ambiguous", names } : { kind: "unknown" };
  }

  /** Names a person may type in full: of every command, without its aliases. */
  names(): string[] {
    return this.commands.flatMap((command) => [command.name, ...command.also ?? []]);
  }

  /** The name that differs least from a mistyped word; undefined when none is near. */
  nearest(word: string): string | undefined {
    if (word.length > 24) return undefined;
    let best: string | undefined;
    let least = Math.min(3, Math.max(2, Math.ceil(word.length / 2)));
    for (const name of this.#exact.keys()) {
      const distance = editDistance(word, name);
      if (name.length > 1 && distance < least) [best, least] = [name, distance];
    }
    return best;
  }
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one short word to another. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      let least = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        least = Math.min(least, before[j - 2]! + 1);
      }
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
