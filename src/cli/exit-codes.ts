// How a command ends: its exit code, and the sentence for what went wrong. The texts of problems are http/problems.ts's.
import { SettingError } from '../config.js';
import { problemOf } from '../http/problem.filter.js';
import type { Problem } from '../http/problems.js';

/** What a script can tell apart. */
export const exitCodes = {
  done: 0,
  /** A rule of Portside refused it, or something was found wanting; nothing of what was refused is done. */
  refused: 1,
  /** The command was not written as `--help` says. */
  usage: 2,
  /** The database cannot be reached, or its schema is another release's. */
  database: 3,
  /** A server or a queue did not answer in time; the same command may work in a moment. */
  busy: 4,
  /** Something that nobody expected. */
  fault: 5,
  /** Ctrl-C ended it in good order, as shells say it. */
  stopped: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command that was written wrongly; `message` is the sentence with the cure. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageError';
  }
}

/** How a command that threw this ends. */
export function endOf(error: unknown): { readonly code: ExitCode; readonly sentence: string } {
  if (error instanceof UsageError) return { code: exitCodes.usage, sentence: error.message };
  if (error instanceof SettingError) return { code: exitCodes.database, sentence: error.message };
  const problem = problemOf(error);
  if (problem.code === 'internal') return { code: exitCodes.fault, sentence: faultOf(error) };
  return { code: codeOf(problem), sentence: sentenceOf(problem) };
}

function codeOf({ code, status }: Problem): ExitCode {
  if (code === 'database-unavailable') return exitCodes.database;
  return status >= 500 ? exitCodes.busy : exitCodes.refused;
}

/** Names each field that was refused, where the problem says which. */
function sentenceOf({ detail, facts }: Problem): string {
  const errors = facts.errors ?? [];
  return errors.length === 0 ? detail : errors.map((error) => `${error.field}: ${error.detail}`).join('\n');
}

function faultOf(error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Something went wrong that nobody expected; please report it with these lines.\n${what}`;
}
