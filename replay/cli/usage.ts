/**
 * What `--help` says.
 *
 * @module
 */

/** Usage of the program. */
export const USAGE = `keeptrace-repl FILE                    open a dump at the prompt; help there lists its commands
keeptrace-repl FILE -c COMMAND ...     run commands and exit
keeptrace-repl FILE -c COMMAND --json  print one line of JSON a command

  FILE              a .cbor or .cbor.gz file, or - for standard input
  -c COMMAND        a command or an expression; may be given several times
  --json            JSON in place of text
  --root FOLDER     look below FOLDER for sources that are not in the dump, and take those whose hash is right
  --help, --version

Without a terminal, commands are read from standard input, one a line.
Exit code: 0; 1 when a command failed; 2 when the arguments or the file are bad.`;
