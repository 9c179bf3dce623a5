// What an account may do, asked of every verb with every single permission taken away: a verb works where nothing that it
// needs is missing, and is refused where one is, with nothing changed on disk.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../../src/accounts/access.js';
import { permissions, type Permission } from '../../src/ftp/account.js';
import { table } from '../../src/ftp/commands/table.js';
import type { FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

interface Act {
  readonly line: string;
  readonly needs: readonly Permission[];
  /** Sent before; what it answers counts where it refuses. */
  readonly first?: string;
  /** Moves bytes. */
  readonly data?: 'fetch' | 'store';
  /** What tells it from another act with the same line. */
  readonly about?: string;
}

const act = (line: string, needs: readonly Permission[], more: Omit<Act, 'line' | 'needs'> = {}): Act => ({
  line,
  needs,
  ...more,
});

/** Done in a folder of its own, in which `file` and `other` hold bytes and `empty` is a folder without any. */
const acts: readonly Act[] = [
  act('LIST', ['list'], { data: 'fetch' }),
  act('LIST file', ['list'], { data: 'fetch' }),
  act('NLST', ['list'], { data: 'fetch' }),
  act('MLSD', ['list'], { data: 'fetch' }),
  act('MLST file', ['list']),
  act('STAT file', ['list']),
  act('SIZE file', ['list'], { first: 'TYPE I' }),
  act('MDTM file', ['list']),
  act('OPTS MLST size;', ['list']),
  act('RETR file', ['download'], { data: 'fetch' }),
  act('HASH file', ['download']),
  act('OPTS HASH SHA-256', ['download']),
  act('STOR new', ['upload'], { data: 'store' }),
  act('STOR file', ['upload', 'overwrite'], { data: 'store', about: 'over a file' }),
  act('STOR file', ['upload', 'overwrite'], { data: 'store', first: 'REST 1', about: 'inside a file' }),
  act('STOR file', ['upload', 'overwrite'], { data: 'store', first: 'REST 3', about: 'at the end of a file' }),
  act('STOU', ['upload'], { data: 'store' }),
  act('STOU file', ['upload'], { data: 'store', about: 'beside a file' }),
  act('APPE file', ['append'], { data: 'store', about: 'to a file' }),
  act('APPE new', ['append', 'upload'], { data: 'store', about: 'to a new name' }),
  act('RNTO new', ['rename'], { first: 'RNFR file' }),
  act('RNTO other', ['rename', 'overwrite'], { first: 'RNFR file', about: 'over a file' }),
  act('RNTO new', ['rename'], { first: 'RNFR empty', about: 'of a folder' }),
  act('RNTO empty/new', ['rename'], { first: 'RNFR file', about: 'into a folder' }),
  act('DELE file', ['delete']),
  act('MKD new', ['make-folder']),
  act('XMKD new', ['make-folder']),
  act('RMD empty', ['remove-folder']),
  act('XRMD empty', ['remove-folder']),
  act('SITE CHMOD 600 file', ['chmod']),
  act('SITE UTIME 202601010000 file', ['set-time']),
  act('MFMT 20260101000000 file', ['set-time']),
  act('CWD empty', []),
  act('CDUP', []),
  act('PWD', []),
  act('AVBL', []),
  act('SITE QUOTA', []),
];
const nameOf = ({ line, first, about }: Act) => [first, line, about].filter(Boolean).join(' ');

function furnish({ home }: Engine, folder: string): void {
  home.write(`${folder}/file`, 'old');
  home.write(`${folder}/other`, 'other');
  home.write(`${folder}/empty/x`, '');
  rmSync(join(home.path, folder, 'empty', 'x'));
}

/** Everything in a folder with mode, time and content. */
function snapshot(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = statSync(join(folder, name));
      const content = stats.isFile() ? readFileSync(join(folder, name), 'utf8') : '';
      return [name, stats.mode.toString(8), stats.isFile() ? stats.mtimeMs : '', content].join(' ');
    });
}

async function codeOf(client: FtpClient, { line, first, data }: Act): Promise<number> {
  const before = first === undefined ? 200 : await client.code(first);
  if (before >= 400) return before;
  if (data === 'fetch') return (await client.fetch(line)).final.code;
  return data === 'store' ? (await client.store(line, 'new bytes')).code : client.code(line);
}

/** What comes of each act where an account has these permissions. */
async function outcomes(given: readonly Permission[]): Promise<Record<string, string>> {
  const engine = await startEngine({ permissions: given });
  const client = await engine.logIn();
  await client.code('TYPE I');
  const found: Record<string, string> = {};
  for (const [at, one] of acts.entries()) {
    furnish(engine, String(at));
    const folder = join(engine.home.path, String(at));
    const before = snapshot(folder);
    await client.code(`CWD /${at}`);
    const code = await codeOf(client, one);
    const unchanged = JSON.stringify(snapshot(folder)) === JSON.stringify(before);
    found[nameOf(one)] = code < 400 ? 'done' : `refused with ${code}${unchanged ? '' : ' although something changed'}`;
  }
  return found;
}

const expected = (given: readonly Permission[]) =>
  Object.fromEntries(
    acts.map((one) => [
      nameOf(one),
      one.needs.every((permission) => given.includes(permission)) ? 'done' : 'refused with 550',
    ]),
  );

describe('an account', () => {
  it('is asked about every verb of the table that needs a permission', () => {
    const verbs = table.filter(({ needs }) => needs !== undefined).map(({ verb }) => verb);
    const lines = acts.flatMap(({ line, first = '' }) => [line, first]);
    expect(verbs.filter((verb) => !lines.some((line) => `${line} `.startsWith(`${verb} `)))).toEqual([]);
  });

  it('may do everything with all permissions', async () => {
    expect(await outcomes(permissions)).toEqual(expected(permissions));
  });

  it.each(permissions)('may do everything but what needs the permission to %s', async (missing) => {
    const given = permissions.filter((permission) => permission !== missing);
    expect(await outcomes(given)).toEqual(expected(given));
  });

  it.each(['full', 'read-only', 'upload-only'] as const)(
    'may do with the access %s what its name says',
    async (access) => {
      const given = permissionsOf[access];
      expect(await outcomes(given)).toEqual(expected(given));
    },
  );

  it('may do nothing to a file without any', async () => {
    expect(await outcomes([])).toEqual(expected([]));
  });
});

it('STOU stores beside what is there and never over it', async () => {
  const engine = await startEngine({ permissions: ['upload'] });
  engine.home.write('file', 'old');
  const client = await engine.logIn();
  expect((await client.store('STOU file', 'new')).code).toBe(226);
  expect(readFileSync(join(engine.home.path, 'file'), 'utf8')).toBe('old');
  expect(existsSync(join(engine.home.path, 'file.1'))).toBe(true);
});
