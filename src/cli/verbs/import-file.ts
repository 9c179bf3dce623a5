// portside import: customers, web roots and FTP accounts of another panel, from a file of JSON lines.
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type ImportResult, ImportService } from '../../import/import.service.js';
import type { LineOutcome } from '../../import/parse-line.js';
import { exitCodes, UsageError } from '../exit-codes.js';
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
  const result = await panel.get(ImportService).run(panel.actor, file, {
    source: asked.word(0) === '-' ? 'standard input' : asked.word(0),
    dryRun,
    allOrNothing: asked.has('allOrNothing'),
    // Each of thousands of lines that went well is not worth a line on a terminal.
    report: (outcome) => (dryRun || outcome.outcome === 'refused' ? page.add(outcome) : undefined),
  });
  await page.end(result, dryRun);
  const exitCode = result.counts.refused === 0 ? exitCodes.done : exitCodes.refused;
  return { json: undefined, text: '', exitCode };
}

async function opened(path: string): Promise<Readable> {
  const stream = createReadStream(path);
  try {
    await once(stream, 'open');
    return stream;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be read (${code}); write the name of a file of JSON lines.`);
  }
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

  end({ counts, written }: ImportResult, dryRun: boolean): Promise<void> {
    const { create, change, unchanged, refused } = counts;
    const sums = `${create} to create, ${change} to change, ${unchanged} unchanged, ${refused} refused.`;
    const what = dryRun
      ? 'A dry run: nothing was changed.'
      : written
        ? 'Imported.'
        : 'Nothing was changed, because a line was refused.';
    return write(this.terminal, `${what} ${sums}\n`);
  }
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
