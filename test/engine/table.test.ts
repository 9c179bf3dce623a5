// The rules that hold for every row of the command table, asked row by row: a new verb is covered before its author
// writes a test.
import { describe, expect, it } from 'vitest';
import { permissions } from '../../src/ftp/account.js';
import type { Command } from '../../src/ftp/commands/define.js';
import { table } from '../../src/ftp/commands/table.js';
import { dataVerbs, presets, type Preset, type VerbRules } from '../../src/ftp/policy.js';
import { said } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

/** An argument that each syntax takes. */
const examples: Readonly<Record<string, string>> = {
  '': '',
  '<text>': 'text',
  '[<text>]': '',
  '<path>': 'none',
  '[<path>]': '',
  '[-<options>] [<path>]': '',
  '[<fact>;...]': 'size;',
  '<byte>': '0',
  '<h1,h2,h3,h4,p1,p2>': '127,0,0,1,200,10',
  '|<protocol>|<address>|<port>|': '|1|127.0.0.1|51210|',
  '[<protocol> | ALL]': '',
  'A [N] | I | L 8': 'I',
  S: 'S',
  F: 'F',
  'TLS | TLS-C': 'TLS',
  'C | P': 'P',
  '<bytes> [R <bytes>]': '10',
  '[ON | OFF]': 'ON',
  '<mode> <path>': '644 none',
  '<YYYYMMDDHHMMSS> <path>': '20260101000000 none',
  '<host>': 'ftp.example.org',
  '[<seconds>]': '',
  '[SHA-256]': '',
  '<YYYYMMDDHHMM[SS]> <path> | <path> <accessed> <modified> <created> UTC': '202601010000 none',
};

function lineOf(row: Command): string {
  const example = examples[row.syntax];
  if (example === undefined) throw new Error(`Write an example for the syntax ${row.syntax}.`);
  return `${row.verb} ${example}`.trimEnd();
}

const rows = table.map((row) => [row.verb, row] as const);
const which = (holds: (row: Command) => boolean) => rows.filter(([, row]) => holds(row));

async function features(engine: Engine): Promise<string> {
  return said(await (await engine.logIn()).say('FEAT'));
}

describe('every row', () => {
  it.each(which((row) => row.login === 'required'))('refuses %s before a login', async (_verb, row) => {
    const client = await (await startEngine()).connect();
    expect(await client.code(lineOf(row))).toBe(530);
  });

  it.each(which((row) => row.presence === 'required'))('wants the argument of %s', async (verb) => {
    const client = await (await startEngine()).logIn();
    expect(await client.code(verb)).toBe(501);
  });

  it.each(which((row) => row.presence === 'forbidden'))('takes no argument behind %s', async (verb) => {
    const client = await (await startEngine()).logIn();
    expect(await client.code(`${verb} something`)).toBe(501);
  });

  it.each(which((row) => row.tls === undefined))('refuses %s in clear where TLS is required', async (_verb, row) => {
    const client = await (await startEngine({ policy: { tls: 'required-login' } })).connect();
    expect(await client.code(lineOf(row))).toBe(530);
  });

  it.each(which((row) => row.needs !== undefined))('refuses %s without its permission', async (_verb, row) => {
    const allowed = permissions.filter((permission) => permission !== row.needs);
    const client = await (await startEngine({ permissions: allowed })).logIn();
    expect(said(await client.say(lineOf(row)))).toBe('550 This account is not permitted to do that.');
  });

  it.each(which((row) => row.transfers === true))('refuses %s unprotected where data must be', async (_verb, row) => {
    const engine = await startEngine({ policy: { tls: 'required-data' } });
    const client = await engine.connect();
    await client.say('AUTH TLS');
    await client.startTls();
    await client.logIn('anna@example.org', 'opensesame');
    expect(await client.code(lineOf(row))).toBe(521);
  });

  it.each(rows)('explains %s to HELP', async (verb) => {
    const client = await (await startEngine()).connect();
    expect(said(await client.say(`HELP ${verb}`))).toMatch(new RegExp(`^214 ${verb}\\b`));
  });
});

describe.each(Object.entries(presets) as [Preset, VerbRules][])('under %s', (_preset, verbs) => {
  it.each(which((row) => row.dataVerb !== undefined))('%s does what the policy says', async (verb, row) => {
    const engine = await startEngine({ policy: { verbs } });
    const client = await engine.logIn();
    const reply = await client.say(lineOf(row));
    if (row.dataVerb !== undefined && verbs[row.dataVerb] === 'allow') {
      expect(reply.code).toBeLessThan(300);
    } else {
      expect(said(reply)).toMatch(/^502 (Active|Passive) mode is switched off on this server; use /);
      expect(engine.observer.connections).toMatchObject([{ verb, outcome: 'denied' }]);
    }
    expect(await client.code('ABOR')).toBeLessThan(300);
  });

  it('advertises in FEAT what it allows and nothing else', async () => {
    const listed = await features(await startEngine({ policy: { verbs } }));
    for (const verb of ['EPRT', 'EPSV'] as const) expect(listed.includes(` ${verb}`)).toBe(verbs[verb] === 'allow');
  });

  it('names in HELP what it allows and nothing else', async () => {
    const client = await (await startEngine({ policy: { verbs } })).connect();
    const listed = said(await client.say('HELP'));
    for (const verb of dataVerbs) {
      expect(listed.split(/\s+/).includes(verb)).toBe(verbs[verb] === 'allow');
      expect(await client.code(`HELP ${verb}`)).toBe(verbs[verb] === 'allow' ? 214 : 502);
    }
  });
});

describe('FEAT', () => {
  it('names every extension of the table', async () => {
    const listed = await features(await startEngine());
    for (const { feat } of table) if (typeof feat === 'string') expect(listed).toContain(`\n ${feat}`);
    expect(listed).toContain('\n MLST type*;size*;modify*;create*;perm*;unique*;UNIX.mode*;UNIX.owner*;UNIX.group*;');
    expect(listed).toMatch(/^211-.*\n[^]*\n211 End\.$/);
  });

  it('hides TLS where it is switched off, and AUTH is refused there', async () => {
    const engine = await startEngine({ policy: { tls: 'off' } });
    expect(await features(engine)).not.toMatch(/AUTH|PBSZ|PROT/);
    expect(await (await engine.connect()).code('AUTH TLS')).toBe(502);
  });

  it('hides what the account may not do', async () => {
    expect(await features(await startEngine({ permissions: ['list'] }))).not.toMatch(/MFMT|HASH/);
  });

  it('hides TLS where there is no certificate, and AUTH is refused there', async () => {
    const engine = await startEngine({ certificate: 'none' });
    expect(await features(engine)).not.toMatch(/AUTH|PBSZ|PROT/);
    expect(await (await engine.connect()).code('AUTH TLS')).toBe(431);
  });

  it('follows OPTS MLST', async () => {
    const client = await (await startEngine()).logIn();
    expect(said(await client.say('OPTS MLST Type;size;nonsense;'))).toBe('200 MLST OPTS type;size;');
    expect(said(await client.say('FEAT'))).toContain(' MLST type*;size*;modify;create;perm;');
    expect(said(await client.say('MLST'))).toMatch(/\n type=dir;size=\d+; \/\n/);
  });
});
