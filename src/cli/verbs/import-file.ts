// portside import: customers, web roots and FTP accounts of another panel, from a file of JSON lines.
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type ImportResult, ImportService } from '../../import/import.service.js';
import type { LineOutcome } from '../../import/parse-line.js';
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import type { Answer, Asked, Verb } from '../verb.js';

export const importFile: Verb = {
  usage: 'import <file>',
  does: 'Import plans, customers, web roots and FTP accounts with their hashes; see docs/import.md. - reads standard input.',
  options: [
    ['--dry-run', 'say what would become of each line, and change nothing'],
    ['--all-or-nothing', 'change nothing if one line is refused'],
  ],
  examples: [
    'import accounts.jsonl --dry-run',
    'import accounts.jsonl',
    'export-from-old-panel | portside import - --json',
  ],
  run: importLines,
};

async function importLines(asked: Asked): Promise<Answer> {
  const { terminal } = asked;
  const dryRun = asked.has('dryRun');
  const file = asked.word(0) === '-' ? terminal.stdin : await opened(resolve(terminal.folder, asked.word(0)));
  const panel = await asked.panel();
  const page = asked.has('json') ? new JsonReport(terminal) : new TextReport(terminal);
  const stop = new AbortController();
  // Once: who presses it again does not want to wait for the lines that are being written.
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted);
  try {
    const result = await panel
      .get(ImportService)
      .run(panel.actor, untilStopped(file, { path: asked.word(0), stop: stop.signal }), {
        source: asked.word(0) === '-' ? 'standard input' : asked.word(0),
        dryRun,
        allOrNothing: asked.has('allOrNothing'),
        stop: stop.signal,
        // Each of thousands of lines that went well is not worth a line on a terminal.
        report: (outcome) => (dryRun || outcome.outcome === 'refused' ? page.add(outcome) : undefined),
      });
    await page.end(result, dryRun);
    return { json: undefined, text: '', exitCode: exitCodeOf(result) };
  } finally {
    process.off('SIGINT', interrupted);
  }
}

function exitCodeOf({ counts, stopped }: ImportResult): ExitCode {
  if (stopped) return exitCodes.stopped;
  return counts.refused === 0 ? exitCodes.done : exitCodes.refused;
}

interface Reading {
  readonly path: string;
  readonly stop: AbortSignal;
}

/** A folder opens like a file, and is found out by reading. */
async function* untilStopped(file: Readable, { path, stop }: Reading): AsyncGenerator<Buffer | string> {
  stop.addEventListener('abort', () => file.destroy(), { once: true });
  try {
    yield* file as AsyncIterable<Buffer | string>;
  } catch (error) {
    if (!stop.aborted) throw cannotBeRead(path, error);
  }
}

async function opened(path: string): Promise<Readable> {
  const stream = createReadStream(path);
  try {
    await once(stream, 'open');
    return stream;
  } catch (error) {
    throw cannotBeRead(path, error);
  }
}

function cannotBeRead(path: string, error: unknown): UsageError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new UsageError(`${path} cannot be read (${code}); write the name of a file of JSON lines.`);
}

/** Writes as lines are told, so that a file of any length needs no more memory. */
class TextReport {
  constructor(private readonly terminal: Terminal) {}

  add({ line, outcome, kind, ref, changes, reason }: LineOutcome): Promise<void> {
    const subject = [kind, ref].filter((part) => part !== null).join(' ');
    const detail = reason ?? changes.join(', ');
    const words = [`line ${line}`, outcome, subject, detail].filter((part) => part !== '');
    return write(this.terminal, `${words.join('  ')}\n`);
  }

  end({ counts, stopped, written }: ImportResult, dryRun: boolean): Promise<void> {
    const { create, change, unchanged, refused } = counts;
    const sums = written
      ? `${create} created, ${change} changed, ${unchanged} unchanged, ${refused} refused.`
      : `${create} to create, ${change} to change, ${unchanged} unchanged, ${refused} refused.`;
    return write(this.terminal, `${whatBecame({ dryRun, stopped, written })} ${sums}\n`);
  }
}

function whatBecame({ dryRun, stopped, written }: { dryRun: boolean; stopped: boolean; written: boolean }): string {
  if (dryRun) return stopped ? 'A dry run, stopped: nothing was changed.' : 'A dry run: nothing was changed.';
  if (stopped && written) return 'Stopped: what was written stays, run it again for the rest.';
  if (stopped) return 'Stopped: nothing was changed.';
  return written ? 'Imported.' : 'Nothing was changed, because a line was refused.';
}

class JsonReport {
  #before = '{"lines":[';

  constructor(private readonly terminal: Terminal) {}

  async add(outcome: LineOutcome): Promise<void> {
    await write(this.terminal, `${this.#before}\n${JSON.stringify(outcome)}`);
    this.#before = ',';
  }

  end(result: ImportResult, dryRun: boolean): Promise<void> {
    const opening = this.#before === ',' ? '' : this.#before;
    const rest = JSON.stringify({ ...result, dryRun }).slice(1);
    return write(this.terminal, `${opening}\n],${rest}\n`);
  }
}

async function write({ stdout }: Terminal, text: string): Promise<void> {
  if (!stdout.write(text)) await once(stdout, 'drain');
}
