// Random uploads, deletions, moves, quiet times and deaths of processes, against a model that only adds up: the ledgers
// say what the model says, and used and leased together never pass a limit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FtpError, type StoredChange } from '../../src/ftp/index.js';
import { FtpHost } from '../support/ftp-host.js';
import { QuotaProcess } from '../support/quota-process.js';

const folders = ['/', '/a', '/a/b', '/c'] as const;
const limits = { '/': 9_000, '/a': 5_000, '/a/b': 2_000, '/c': 3_000 } as const;
const customerLimit = 7_000;

const folder = fc.constantFrom(...folders);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('store'), folder, bytes: fc.integer({ min: 1, max: 1_500 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), folder, bytes: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move'), folder, bytes: fc.constant(0), to: folder }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('flush', 'quiet'), folder, bytes: fc.constant(0) }) },
);
interface Step {
  readonly do: string;
  readonly folder: string;
  readonly bytes: number;
  readonly to?: string;
}
const steps = fc.array(fc.record({ at: fc.integer({ min: 0, max: 1 }), step }), { minLength: 5, maxLength: 25 });

function holds(outer: string, inner: string): boolean {
  return `${inner}/`.startsWith(outer === '/' ? '/' : `${outer}/`);
}

/** The sizes of the files in each folder. */
class Model {
  readonly files = new Map<string, number[]>(folders.map((name) => [name, []]));

  used(outer: string): number {
    return [...this.files]
      .filter(([name]) => holds(outer, name))
      .reduce((sum, [, sizes]) => sum + sizes.reduce((a, b) => a + b, 0), 0);
  }

  /** What a step changes; undefined where there is nothing to do. */
  changes({ do: what, folder: from, bytes, to }: Step): StoredChange[] | undefined {
    if (what === 'store') return [{ folder: from, bytes, files: 1 }];
    const first = this.files.get(from)?.[0];
    if (first === undefined) return undefined;
    const gone = { folder: from, bytes: -first, files: -1 };
    return to === undefined ? [gone] : [gone, { folder: to, bytes: first, files: 1 }];
  }

  fits(changes: readonly StoredChange[]): boolean {
    const grows = (outer: string) =>
      changes.filter((change) => holds(outer, change.folder)).reduce((sum, { bytes }) => sum + bytes, 0);
    const over = (outer: string, limit: number) => grows(outer) > 0 && this.used(outer) + grows(outer) > limit;
    return !over('/', customerLimit) && !folders.some((outer) => over(outer, limits[outer]));
  }

  apply(changes: readonly StoredChange[]): void {
    for (const { folder: name, bytes } of changes) {
      const sizes = this.files.get(name) ?? [];
      if (bytes < 0) sizes.shift();
      else sizes.push(bytes);
    }
  }
}

async function neverBeyond(host: FtpHost): Promise<void> {
  const { rows } = await host.panel.query<{ over: boolean }>(`
    select u.used_bytes + coalesce((select sum(l.leased_bytes) from quota_leases l where l.account_id = a.id), 0)
      > a.quota_bytes as over from ftp_accounts a join account_usage u on u.account_id = a.id
    union all select u.used_bytes + coalesce((select sum(l.leased_bytes) from quota_leases l where l.customer_id = c.id), 0)
      > p.quota_bytes from customers c join plans p on p.id = c.plan_id join customer_usage u on u.customer_id = c.id`);
  expect(rows.some(({ over }) => over)).toBe(false);
}

it('keeps ledgers that say what a model says, and never lets anybody pass a limit', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const host = await FtpHost.create();
      const accounts = new Map<string, string>();
      for (const [at, name] of folders.entries()) {
        const columns = { login: `a${at}@example.com`, folder: name, quota_bytes: limits[name] };
        accounts.set(name, await host.addAccount(columns));
      }
      await host.panel.query('update plans set quota_bytes = $1', [customerLimit]);
      const processes = [await QuotaProcess.start(host), await QuotaProcess.start(host)];
      try {
        await play(host, { plan, processes, account: accounts.get('/') ?? '' });
        for (const [name, id] of accounts) {
          const sql = 'select coalesce(sum(used_bytes), 0)::float8 as used from account_usage where account_id = $1';
          expect([name, (await host.one<{ used: number }>(sql, [id])).used]).toEqual([name, model.used(name)]);
        }
      } finally {
        await Promise.all(processes.map((each) => each.stop()));
        await host.dispose();
      }
    }),
    { numRuns: 8 },
  );
}, 240_000);

let model = new Model();

interface Play {
  readonly plan: readonly { readonly at: number; readonly step: Step }[];
  readonly processes: readonly QuotaProcess[];
  readonly account: string;
}

async function play(host: FtpHost, { plan, processes, account }: Play): Promise<void> {
  model = new Model();
  for (const { at, step: one } of plan) {
    const process = processes[at];
    if (process === undefined) continue;
    if (one.do === 'flush') await process.log.flush('now');
    else if (one.do === 'quiet') await process.keeper.tick();
    else await change(process, account, one);
    await neverBeyond(host);
  }
  for (const process of processes) await process.log.flush('now');
  await neverBeyond(host);
}

/** What fits by the model may be refused while another process holds leases or has not written yet; never otherwise. */
async function change(process: QuotaProcess, account: string, one: Step): Promise<void> {
  const changes = model.changes(one);
  if (changes === undefined) return;
  try {
    await process.store(account, changes);
  } catch (error) {
    expect(error).toBeInstanceOf(FtpError);
    return;
  }
  expect(model.fits(changes)).toBe(true);
  model.apply(changes);
}
