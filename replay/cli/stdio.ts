/**
 * The streams and settings that the program was started with.
 *
 * @module
 */
/** A stream for text. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the program was started with. */
export interface Stdio {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the person; asked for at the prompt only, since Deno wants a permission for it. */
  home(): string;
}

/** Whether a person sits at a keyboard and a screen. */
export function isAtTerminal(stdio: Stdio): boolean {
  // Standard output first: if it is none, the other stream need not be made.
  return stdio.stdout.isTTY === true && stdio.stdin.isTTY === true;
}

/** Whether text for a stream may have colours: it is a terminal that can, and `NO_COLOR` does not forbid it. */
export function showsColor({ isTTY }: Output, { env }: Stdio): boolean {
  return isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}
