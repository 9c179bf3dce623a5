// Runs one command: reads it, opens the panel where the verb needs it, writes the answer, closes what was opened.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { type Config, readConfig } from '../config.js';
import { findDatabase } from '../launch/find-database.js';
import { type ExitCode, endOf, exitCodes } from './exit-codes.js';
import { OpenPanel } from './open-panel.js';
import { buildProgram, type Runner } from './program.js';
import type { Terminal } from './terminal.js';
import { Asked, type Answer } from './verb.js';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs the command of these words and gives its exit code; it writes to the terminal and never throws. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const run: Runner = async (verb, { args, options }) => {
    const opened: { panel?: Promise<OpenPanel> } = {};
    const asked = new Asked({ terminal, words: args, options, settings, open: () => (opened.panel ??= openPanel()) });
    try {
      const answer = await verb.run(asked);
      say(terminal, answer, options.json === true);
      code = answer.exitCode ?? exitCodes.done;
    } finally {
      await (await opened.panel?.catch(() => undefined))?.close();
    }
  };
  try {
    await buildProgram(terminal, run).parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what it had to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const end = endOf(error);
    terminal.stderr.write(`${end.sentence}\n`);
    return end.code;
  }
}

function openPanel(): Promise<OpenPanel> {
  const config = settings();
  return OpenPanel.open(findDatabase(config), config);
}

/** The settings of `npm start`: those of the environment, then those of the file .env beside the program. */
function settings(): Config {
  const file = `${checkout}.env`;
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(undefined, checkout);
}

function say(terminal: Terminal, { json, text }: Answer, asJson: boolean): void {
  const written = asJson ? (JSON.stringify(json, null, 2) as string | undefined) : text;
  if (written !== undefined && written !== '') terminal.stdout.write(`${written}\n`);
}
