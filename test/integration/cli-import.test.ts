// `portside import`: what each line becomes, that a second run changes nothing, and that a bad line harms no other.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PassThrough } from 'node:stream';
import { runCommand } from '../../src/cli/run.js';
import { portside } from '../support/command.js';
import { eventually } from '../support/eventually.js';
import { startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let folder: string;
/** Makes the names of each test its own. */
let tag: string;

beforeAll(async () => {
  panel = await startTestPanel();
  folder = await mkdtemp(join(tmpdir(), 'portside-import-'));
  vi.stubEnv('DATABASE_URL', panel.database.url);
});
beforeEach(() => {
  tag = randomUUID().slice(0, 8);
});
afterEach(async () => {
  await panel.db.query(`delete from ftp_accounts where external_ref is not null`);
  await panel.db.query(`delete from web_roots where external_ref is not null`);
  await panel.db.query(`delete from customers where external_ref is not null`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await panel.stop();
  await rm(folder, { recursive: true, force: true });
});

const sha512 = '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1';
const md5 = `$1$salt$${'x'.repeat(22)}`;

const customer = (ref: string, more: object = {}) => ({
  kind: 'customer',
  ref,
  name: `Name ${ref}`,
  plan: 'Standard',
  ...more,
});
const webRoot = (ref: string, owner: string, more: object = {}) => ({
  kind: 'web-root',
  ref,
  customer: owner,
  server: 'web-01',
  domain: `${ref}.example`,
  path: `/srv/import/${ref}`,
  systemUid: 2001,
  systemGid: 2001,
  ...more,
});
const account = (ref: string, place: string, more: object = {}) => ({
  kind: 'account',
  ref,
  webRoot: place,
  name: ref,
  passwordHash: sha512,
  ...more,
});

/** A customer with a site and an account. */
const small = () => [customer(`c-${tag}`), webRoot(`w-${tag}`, `c-${tag}`), account(`a-${tag}`, `w-${tag}`)];

interface Report {
  readonly dryRun: boolean;
  readonly written: boolean;
  readonly counts: Record<'create' | 'unchanged' | 'change' | 'refused', number>;
  readonly lines: {
    line: number;
    kind: string;
    ref: string;
    outcome: string;
    changes: string[];
    reason: string | null;
  }[];
}

async function run(lines: readonly (object | string)[], ...options: string[]): Promise<Report & { code: number }> {
  const file = join(folder, 'file.jsonl');
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const ran = await portside(['import', file, '--json', ...options]);
  expect(ran.stderr).toBe('');
  return { ...(JSON.parse(ran.stdout) as Report), code: ran.code };
}

const count = async (table: string) =>
  Number((await panel.db.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);

async function everything(): Promise<unknown> {
  const tables = ['plans', 'customers', 'web_roots', 'ftp_accounts', 'audit_events'];
  return Promise.all(
    tables.map(async (table) => (await panel.db.query<object>(`select * from ${table} order by id`)).rows),
  );
}

async function stored(ref: string) {
  const { rows } = await panel.db.query<Record<string, unknown>>(
    `select a.*, a.allowed_networks::text[] as networks, w.checked_at from ftp_accounts a join web_roots w on w.id = a.web_root_id
      where a.external_ref = $1`,
    [ref],
  );
  return rows[0];
}

/** Has no server to do it, so it stays under way. */
async function beginRemoval(of: string): Promise<void> {
  await panel.db.query(
    `insert into folder_removals (customer_id, web_root_id, folder, asked_by)
     select customer_id, id, $2, 'x' from web_roots where external_ref = $1`,
    [`w-${tag}`, of],
  );
}

describe('an import', () => {
  it('makes a plan, a customer, a web root that waits for its server, and an account with its hash', async () => {
    const [plan, ref] = [`Plan ${tag}`, `a-${tag}`];
    const { code, counts } = await run([
      { kind: 'plan', name: plan, maxFtpAccounts: 3 },
      customer(`c-${tag}`, { plan, suspendedReason: 'Unpaid.' }),
      webRoot(`w-${tag}`, `c-${tag}`),
      account(ref, `w-${tag}`, {
        folder: '//pages/',
        access: 'read-only',
        allowedNetworks: ['203.0.113.7'],
        status: 'disabled',
      }),
    ]);
    expect({ code, counts }).toEqual({ code: 0, counts: { create: 4, unchanged: 0, change: 0, refused: 0 } });
    expect(await stored(ref)).toMatchObject({
      login: `${ref}@w-${tag}.example`,
      password_hash: sha512,
      folder: '/pages',
      permissions: ['list', 'download'],
      networks: ['203.0.113.7/32'],
      status: 'disabled',
      checked_at: null,
    });
    const { rows } = await panel.db.query(`select status, suspended_reason from customers where external_ref = $1`, [
      `c-${tag}`,
    ]);
    expect(rows).toEqual([{ status: 'suspended', suspended_reason: 'Unpaid.' }]);
  });

  it('changes nothing when it is run again, also after a login has renewed the hash', async () => {
    const lines = small();
    await run(lines);
    const renewed = `$2b$10$${'y'.repeat(53)}`;
    await panel.db.query(
      `select renew_password_hash(id, password_hash, $2) from ftp_accounts where external_ref = $1`,
      [`a-${tag}`, renewed],
    );
    const before = await stored(`a-${tag}`);
    expect(before).toMatchObject({ password_hash: renewed, revision: 1 });
    const { code, counts } = await run(lines);
    expect({ code, counts }).toEqual({ code: 0, counts: { create: 0, unchanged: 3, change: 0, refused: 0 } });
    expect(await stored(`a-${tag}`)).toEqual(before);
  });

  it('changes what differs, and names it', async () => {
    await run(small());
    const { counts, lines } = await run(
      [
        customer(`c-${tag}`, { name: 'Another name', suspendedReason: 'Moved away.' }),
        webRoot(`w-${tag}`, `c-${tag}`, { path: `/srv/import/new-${tag}` }),
        account(`a-${tag}`, `w-${tag}`, { note: 'hello', passwordHash: md5 }),
      ],
      '--dry-run',
    );
    expect(counts).toMatchObject({ change: 3, refused: 0 });
    expect(lines.map(({ changes }) => changes)).toEqual([
      ['name', 'status', 'suspendedReason'],
      ['path'],
      ['note', 'passwordHash'],
    ]);
    await run([account(`a-${tag}`, `w-${tag}`, { note: 'hello', passwordHash: md5 })]);
    expect(await stored(`a-${tag}`)).toMatchObject({
      note: 'hello',
      password_hash: md5,
      previous_password_hash: sha512,
      revision: 2,
    });
  });

  it('tells in a dry run what it would do, line by line, and changes nothing', async () => {
    const before = await everything();
    const { dryRun, written, code, lines } = await run([...small(), account(`b-${tag}`, 'nowhere')], '--dry-run');
    expect({ dryRun, written, code }).toEqual({ dryRun: true, written: false, code: 1 });
    expect(lines.map(({ line, kind, ref, outcome }) => [line, kind, ref, outcome])).toEqual([
      [1, 'customer', `c-${tag}`, 'create'],
      [2, 'web-root', `w-${tag}`, 'create'],
      [3, 'account', `a-${tag}`, 'create'],
      [4, 'account', `b-${tag}`, 'refused'],
    ]);
    expect(lines[3]?.reason).toBe('webRoot: There is no web root "nowhere" before this line.');
    expect(await everything()).toEqual(before);
  });

  it('refuses each bad line by itself, with its number and its reason', async () => {
    const [c, w] = [`c-${tag}`, `w-${tag}`];
    const bad: [object | string, string][] = [
      ['{"kind":', 'Write one JSON object on each line.'],
      ['[1]', 'Write one JSON object'],
      [{ kind: 'user', ref: 'x' }, 'kind: Write one of plan, customer, web-root, account.'],
      [`{"kind":"customer","ref":"${'x'.repeat(70_000)}"}`, 'longer than 65536'],
      [customer('', {}), 'ref: Write 1 to 200 characters.'],
      [customer(`x1-${tag}`, { plan: 'No such plan' }), 'plan: There is no plan "No such plan"'],
      [customer(`x2-${tag}`, { password: 'x' }), 'has no field "password"'],
      [webRoot(`x3-${tag}`, 'nobody'), 'customer: There is no customer "nobody"'],
      [webRoot(`x4-${tag}`, c, { server: 'web-99' }), 'server: There is no server "web-99"'],
      [webRoot(`x5-${tag}`, c, { path: '/etc/passwd' }), 'path: /etc/passwd belongs to the system'],
      [webRoot(`x6-${tag}`, c, { systemUid: 33 }), 'systemUid: Use 1000 or more'],
      [
        webRoot(`x7-${tag}`, c, { path: '/srv/anna.example/inside' }),
        'path: /srv/anna.example/inside lies inside the web root of anna.example',
      ],
      [webRoot(`x8-${tag}`, c, { path: '/srv/import' }), ''],
      [webRoot(`x9-${tag}`, c, { domain: 'anna.example' }), 'This domain already has a web root'],
      [account(`y1-${tag}`, w, { passwordHash: 'plain' }), 'passwordHash: Use a hash that begins with'],
      [account(`y2-${tag}`, w, { name: 'Big' }), 'name: Use small letters'],
      [account(`y3-${tag}`, w, { name: `a-${tag}` }), 'This login is taken'],
      [account(`y4-${tag}`, w, { folder: '/../up' }), 'folder: Leave out ".."'],
      [account(`y5-${tag}`, `later-${tag}`), `webRoot: There is no web root "later-${tag}" before this line.`],
    ];
    const { code, counts, lines } = await run([...small(), ...bad.map(([line]) => line), webRoot(`later-${tag}`, c)]);
    const reasons = new Map(lines.map(({ line, reason }) => [line, reason]));
    const refused = bad.map(([, why], at) => [at + 4, why] as const).filter(([, why]) => why !== '');
    for (const [line, why] of refused) expect(reasons.get(line), `line ${line}`).toContain(why);
    expect({ code, refused: counts.refused, create: counts.create }).toEqual({
      code: 1,
      refused: refused.length,
      create: 3 + 1 + (bad.length - refused.length),
    });
  });

  it('refuses of two customers’ web roots in one file the later one that lies in the other', async () => {
    const { lines, counts } = await run([
      customer(`c-${tag}`),
      customer(`d-${tag}`),
      webRoot(`w-${tag}`, `c-${tag}`),
      webRoot(`v-${tag}`, `d-${tag}`, { path: `/srv/import/w-${tag}/inside` }),
      webRoot(`u-${tag}`, `c-${tag}`, { path: `/srv/import/w-${tag}/addon` }),
    ]);
    expect(counts).toMatchObject({ create: 4, refused: 1 });
    expect(lines).toMatchObject([
      { line: 4, reason: expect.stringContaining('lies inside the web root of') as string },
    ]);
  });

  it('keeps to what a plan allows, up to the last account', async () => {
    const plan = `Plan ${tag}`;
    const { lines, counts } = await run([
      { kind: 'plan', name: plan, maxFtpAccounts: 2 },
      customer(`c-${tag}`, { plan }),
      webRoot(`w-${tag}`, `c-${tag}`),
      ...[1, 2, 3].map((at) => account(`a${at}-${tag}`, `w-${tag}`)),
    ]);
    expect(counts).toMatchObject({ create: 5, refused: 1 });
    expect(lines).toMatchObject([
      { line: 6, reason: `All 2 FTP accounts of the plan “${plan}” are used. Delete one or change the plan.` },
    ]);
  });

  it('touches nothing of a customer who is being terminated', async () => {
    await run(small());
    await panel.db.query(`delete from ftp_accounts where external_ref = $1`, [`a-${tag}`]);
    await beginRemoval('/');
    await panel.db.query(`update customers set status = 'terminating' where external_ref = $1`, [`c-${tag}`]);
    const lines = [customer(`c-${tag}`, { suspendedReason: null }), webRoot(`w2-${tag}`, `c-${tag}`), ...small()];
    const { counts, lines: told } = await run(lines);
    expect(counts).toMatchObject({ create: 0, change: 0, unchanged: 0, refused: 5 });
    for (const { reason } of told) expect(reason).toContain('This customer is being terminated.');
  });

  it('leaves a folder that is being removed where it is, and gives it to nobody', async () => {
    await run([...small(), account(`b-${tag}`, `w-${tag}`, { folder: '/blog' })]);
    await beginRemoval('/shop');
    const { counts, lines } = await run([
      webRoot(`w-${tag}`, `c-${tag}`, { path: '/srv/import/elsewhere' }),
      account(`b-${tag}`, `w-${tag}`, { folder: '/shop/images' }),
      account(`n-${tag}`, `w-${tag}`, { folder: '/shop' }),
      account(`a-${tag}`, `w-${tag}`, { quotaBytes: 5 }),
    ]);
    expect(counts).toMatchObject({ refused: 3, change: 1 });
    expect(lines.map(({ reason }) => reason)).toMatchObject([
      expect.stringContaining('are being removed'),
      expect.stringContaining('The files in /shop are still being removed.'),
      expect.stringContaining('The files in /shop are still being removed.'),
    ]);
  });

  it('moves no account to another web root', async () => {
    await run([...small(), webRoot(`v-${tag}`, `c-${tag}`)]);
    const { lines } = await run([account(`a-${tag}`, `v-${tag}`)]);
    expect(lines[0]?.reason).toContain(`This FTP account is a-${tag}@w-${tag}.example already.`);
  });

  it('takes the later of two lines about the same thing', async () => {
    const { counts } = await run([...small(), account(`a-${tag}`, `w-${tag}`, { note: 'the later' })]);
    expect(counts).toMatchObject({ create: 3, change: 1 });
    expect(await stored(`a-${tag}`)).toMatchObject({ note: 'the later' });
  });

  it('writes all or nothing where that is asked for', async () => {
    const before = await everything();
    const refused = await run([...small(), account('x', 'nowhere')], '--all-or-nothing');
    expect(refused).toMatchObject({ code: 1, written: false, counts: { create: 3, refused: 1 } });
    expect(await everything()).toEqual(before);
    const whole = await run(small(), '--all-or-nothing');
    expect(whole).toMatchObject({ code: 0, written: true });
    expect(await stored(`a-${tag}`)).toBeDefined();
  });

  it('is one row in the audit log, and one for each customer', async () => {
    await run(small());
    const { rows } = await panel.db.query<Record<string, unknown>>(
      `select verb, subject, customer_id is not null as theirs, after from audit_events order by at desc, verb limit 2`,
    );
    expect(rows.find(({ verb }) => verb === 'import.finished')).toMatchObject({
      subject: join(folder, 'file.jsonl'),
      after: { create: 3, unchanged: 0, change: 0, refused: 0 },
    });
    const names = [`customer Name c-${tag}`, `web-root w-${tag}.example`, `account a-${tag}@w-${tag}.example`];
    const ofCustomer = rows.find(({ verb }) => verb === 'customer.imported');
    expect(ofCustomer).toMatchObject({ theirs: true, after: { created: names, changed: [] } });
  });

  it('reads standard input', async () => {
    const stdin = small()
      .map((line) => JSON.stringify(line))
      .join('\r\n');
    const ran = await portside(['import', '-'], { stdin });
    expect(ran).toMatchObject({ code: 0, stdout: 'Imported. 3 created, 0 changed, 0 unchanged, 0 refused.\n' });
  });

  it('takes a file as Windows writes it, and refuses what is not UTF-8 line by line', async () => {
    const [first, ...rest] = small().map((line) => JSON.stringify(line));
    const latin = Buffer.from(JSON.stringify(customer(`latin-${tag}`, { name: 'Müller' })), 'latin1');
    const lines = Buffer.concat([
      Buffer.from(`\uFEFF${first ?? ''}\r\n`),
      latin,
      Buffer.from(`\r\n${rest.join('\r\n')}\r\n`),
    ]);
    await writeFile(join(folder, 'windows.jsonl'), lines);
    const ran = await portside(['import', join(folder, 'windows.jsonl')]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('line 2  refused  This line is not in UTF-8.');
    expect(ran.stdout).toContain('Imported. 3 created, 0 changed, 0 unchanged, 1 refused.');
  });

  it('ends in good order on Ctrl-C: what was written stays, and the next run brings the rest', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => customer(`c${at}-${tag}`));
    const text = many.map((line) => `${JSON.stringify(line)}\n`).join('');
    const before = await count('customers');
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    // Whoever sits at a terminal does not end the input either.
    stdin.write(text);
    const input = Object.assign(stdin, { isTTY: false });
    const running = runCommand(['import', '-'], { stdin: input, stdout, stderr: new PassThrough(), folder });
    await eventually('the first portion is written', async () => (await count('customers')) > before, 60_000);
    process.emit('SIGINT');
    const code = await running;
    expect(code).toBe(130);
    expect(String(stdout.read())).toBe(
      'Stopped: what was written stays, run it again for the rest. 2000 created, 0 changed, 0 unchanged, 0 refused.\n',
    );
    expect(await run(many)).toMatchObject({ code: 0, counts: { create: 500, unchanged: 2000 } });
  }, 120_000);

  it.each([
    ['.', 'cannot be read (EISDIR)'],
    ['no-such-file.jsonl', 'no-such-file.jsonl cannot be read (ENOENT)'],
  ])('says that %s is no file', async (file, sentence) => {
    const ran = await portside(['import', file]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(sentence);
  });
});

it('imports 2,000 accounts of 400 customers, in any order that names nothing before it is there', async () => {
  const lines = Array.from({ length: 400 }, (_, at) => {
    const [c, w] = [`c${at}-${tag}`, `w${at}-${tag}`];
    return [customer(c), webRoot(w, c), ...[1, 2, 3, 4, 5].map((n) => account(`a${at}-${n}-${tag}`, w))];
  }).flat();
  const before = await count('ftp_accounts');
  expect(await run(lines)).toMatchObject({ code: 0, counts: { create: 2800, refused: 0 }, lines: [] });
  expect(await count('ftp_accounts')).toBe(before + 2000);
  expect(await run(lines)).toMatchObject({ code: 0, counts: { unchanged: 2800 } });
}, 120_000);

it('takes the sample of docs/import.md', async () => {
  const page = await readFile(new URL('../../docs/import.md', import.meta.url), 'utf8');
  const [, sample = ''] = /```jsonl\n([\s\S]*?)```/.exec(page) ?? [];
  expect(await run(sample.trim().split('\n'), '--dry-run')).toMatchObject({ counts: { refused: 0, create: 5 } });
});
