/**
 * Source texts: from the dump, else from a file below a root that the reader named, if its hash is the recorded one.
 *
 * @module
 */
import type { SourceRecord } from "../../dump/format.ts";
import { TextLines } from "./text_lines.ts";

/** A source text, as a person reads it. */
export interface Source {
  readonly url: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash?: string | undefined;
  /** The text; undefined when it is not to be had. */
  readonly text: string | undefined;
  /** Where the text came from. */
  readonly origin: "dump" | "disk" | undefined;
  /** Why there is no text; undefined when there is. */
  readonly omitted: string | undefined;
  /** How many lines it has; 0 without a text. */
  readonly lineCount: number;
  /** A line by its number from 1, without its end; undefined beyond the text. */
  line(number: number): string | undefined;
}

/**
 * Reads the file that a source was, if it is still the same.
 *
 * @param url URL or path of the source, as recorded.
 * @param hash SHA-256 of its text, hexadecimal.
 */
export type ReadSource = (url: string, hash: string) => { readonly text: string } | { readonly why: string };

/** A source of a dump. Its text is looked for when it is first asked for. */
export class RecordedSource implements Source {
  readonly #record: SourceRecord;
  readonly #readFile: ReadSource | undefined;
  #found: { readonly text: string } | { readonly why: string } | undefined;
  #lines: TextLines | undefined;

  /** @param readFile Where to look for a text that is not in the dump; without it nothing is read. */
  constructor(record: SourceRecord, readFile?: ReadSource) {
    this.#record = record;
    this.#readFile = readFile;
  }

  get url(): string {
    return this.#record.url;
  }

  get hash(): string | undefined {
    return this.#record.hash;
  }

  get text(): string | undefined {
    return this.#record.text ?? this.#fromDisk().text;
  }

  get origin(): Source["origin"] {
    if (this.#record.text !== undefined) return "dump";
    return this.text === undefined ? undefined : "disk";
  }

  get omitted(): string | undefined {
    return this.text === undefined ? this.#fromDisk().why : undefined;
  }

  get lineCount(): number {
    return this.#allLines()?.count ?? 0;
  }

  line(number: number): string | undefined {
    return this.#allLines()?.line(number);
  }

  #allLines(): TextLines | undefined {
    const { text } = this;
    return text === undefined ? undefined : this.#lines ??= new TextLines(text);
  }

  #fromDisk(): { readonly text?: string; readonly why?: string } {
    return this.#found ??= this.#read();
  }

  #read(): { readonly text: string } | { readonly why: string } {
    const { url, hash, omitted = "its text is not in the dump" } = this.#record;
    if (this.#readFile === undefined) return { why: omitted };
    if (hash === undefined) return { why: `${omitted}, and no hash tells whether a file is the same` };
    const found = this.#readFile(url, hash);
    return "text" in found ? found : { why: `${omitted}, and ${found.why}` };
  }
}
