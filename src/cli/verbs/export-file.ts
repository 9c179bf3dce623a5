// portside export: customers, web roots and FTP accounts with their hashes, into a file that portside import reads.
import { once } from 'node:events';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ExportResult, ExportService } from '../../import/export.service.js';
import { exitCodes, UsageError } from '../exit-codes.js';
import type { Answer, Asked, Verb } from '../verb.js';

const usualFile = 'portside-export.jsonl';

export const exportFile: Verb = {
  usage: 'export [file]',
  does: `Export plans, customers, web roots and FTP accounts with their hashes, as import reads them; see docs/import.md. Left out, the file is ${usualFile}; - writes to standard output.`,
  options: [
    ['--customer <customer>', 'only this customer with their plan; reference, name or id'],
    ['--without-plans', 'name the plans only; the other installation must have them'],
    ['--force', 'replace the file where it is there already'],
  ],
  examples: [
    'export accounts.jsonl',
    'export anna.jsonl --customer WHMCS-1042',
    'export - | ssh web-02 portside import - --dry-run',
  ],
  run: exportLines,
};

/** Where lines go. */
interface Target {
  readonly name: string;
  readonly write: (text: string) => Promise<void>;
  /** Closes it; what is not whole is taken away again. */
  readonly close: (whole: boolean) => Promise<void>;
}

async function exportLines(asked: Asked): Promise<Answer> {
  const word = asked.word(0) === '' ? usualFile : asked.word(0);
  const panel = await asked.panel();
  const customerId = await panel.idIfGiven('customer', asked.text('customer'));
  const target = word === '-' ? standardOutput(asked) : await newFile(resolve(asked.terminal.folder, word), asked);
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted);
  let result: ExportResult | undefined;
  try {
    result = await panel.get(ExportService).run(panel.actor, {
      ...{ target: target.name, stop: stop.signal, write: target.write, plans: !asked.has('withoutPlans') },
      ...(customerId !== undefined && { customerId }),
    });
  } finally {
    process.off('SIGINT', interrupted);
    await target.close(result?.stopped === false);
  }
  return answerOf(result, { asked, target: word === '-' ? undefined : target.name });
}

function answerOf(result: ExportResult, { asked, target }: { asked: Asked; target: string | undefined }): Answer {
  const exitCode = result.stopped ? exitCodes.stopped : exitCodes.done;
  if (target !== undefined) return { json: { file: target, ...result }, text: sentences(result, target), exitCode };
  asked.terminal.stderr.write(`${sentences(result, 'standard output')}\n`);
  return { json: undefined, text: '', exitCode };
}

function sentences({ counts, leftOut, stopped }: ExportResult, target: string): string {
  if (stopped) return 'Stopped: the export is not whole. Run it again.';
  const sums = [
    counted(counts.plan, 'plan'),
    counted(counts.customer, 'customer'),
    counted(counts['web-root'], 'web root'),
    counted(counts.account, 'FTP account'),
  ].join(', ');
  const left = leftOut === 0 ? [] : [`Left out: ${counted(leftOut, 'customer')} being terminated.`];
  const keep = 'It holds the hashes of their passwords: keep it as safe as the database.';
  return [`Exported ${sums} to ${target}.`, ...left, keep].join('\n');
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function standardOutput(asked: Asked): Target {
  const { stdout } = asked.terminal;
  if (stdout.isTTY === true) {
    throw new UsageError(
      'Standard output is this screen, where the hashes of passwords would stay readable; name a file, or lead it into a command.',
    );
  }
  if (asked.has('json')) throw new UsageError('--json and the lines would both go to standard output; name a file.');
  return {
    name: 'standard output',
    write: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    close: async () => undefined,
  };
}

/**
 * A file that only its owner can read, from its first byte on. One that is replaced stays until the new one is whole, and
 * gives neither its mode nor where a link leads. Throws UsageError.
 */
async function newFile(path: string, asked: Asked): Promise<Target> {
  const replaced = asked.has('force');
  const written = replaced ? `${path}.part` : path;
  const file = await opened(written, replaced);
  return {
    name: path,
    write: async (text) => {
      await file.writeFile(text).catch((error: unknown) => {
        throw cannotBeWritten(path, error);
      });
    },
    close: async (whole) => {
      await file.close();
      if (!whole) await rm(written);
      else if (replaced) await rename(written, path);
    },
  };
}

async function opened(path: string, force: boolean): Promise<FileHandle> {
  try {
    if (force) await rm(path, { force: true });
    return await open(path, 'wx', 0o600);
  } catch (error) {
    throw cannotBeWritten(path, error);
  }
}

function cannotBeWritten(path: string, error: unknown): UsageError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return code === 'EEXIST'
    ? new UsageError(`${path} is there already; choose another name, or add --force to replace it.`)
    : new UsageError(`${path} cannot be written (${code}); name a file in a folder of yours with room for it.`);
}
