/**
 * The table of commands, in the order in which help shows them.
 *
 * @module
 */
import type { Command } from "./command.ts";
import { DUMP_COMMANDS } from "./dump_commands.ts";
import { EXCEPTION_COMMANDS } from "./exception_commands.ts";
import { GONE_COMMANDS } from "./gone_commands.ts";
import { GRAPH_COMMANDS } from "./graph_commands.ts";
import { LIVE_COMMANDS } from "./live_commands.ts";
import { PROMPT_COMMANDS } from "./prompt_commands.ts";
import { SCOPE_COMMANDS } from "./scope_commands.ts";
import { SOURCE_COMMANDS } from "./source_commands.ts";
import { STACK_COMMANDS } from "./stack_commands.ts";
import { VALUE_COMMANDS } from "./value_commands.ts";

/** All commands of the prompt. */
export const COMMANDS: readonly Command[] = [
  ...STACK_COMMANDS,
  ...SOURCE_COMMANDS,
  ...SCOPE_COMMANDS,
  ...VALUE_COMMANDS,
  ...GRAPH_COMMANDS,
  ...EXCEPTION_COMMANDS,
  ...LIVE_COMMANDS,
  ...DUMP_COMMANDS,
  ...PROMPT_COMMANDS,
  ...GONE_COMMANDS,
];
