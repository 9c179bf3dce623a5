// The two ends of a command: what it reads from, and where it writes to.
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { longestPasswordBytes } from '../auth/password.js';
import { UsageError } from './exit-codes.js';

/** Where a command runs. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  /** File names on the command line are meant from here. */
  readonly folder: string;
}

/** The first line of standard input, which is a password. Throws UsageError where there is none. */
export async function readPassword(terminal: Terminal): Promise<string> {
  let text = '';
  for await (const chunk of terminal.stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > 4 * longestPasswordBytes) break;
  }
  const password = text.split(/\r?\n/)[0] ?? '';
  if (password !== '') return password;
  throw new UsageError('--password-stdin: nothing came on standard input; write the password there, on one line.');
}

/** Lets the person agree to what would go. Throws UsageError where nobody can be asked or the answer is not yes. */
export async function confirm(terminal: Terminal, what: string): Promise<void> {
  if (terminal.stdin.isTTY !== true) throw new UsageError(`${what}\nNobody can be asked here; add --yes to do it.`);
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr });
  try {
    const answer = await lines.question(`${what}\nType yes to go on: `);
    if (answer.trim() !== 'yes') throw new UsageError('Nothing was changed.');
  } finally {
    lines.close();
  }
}
