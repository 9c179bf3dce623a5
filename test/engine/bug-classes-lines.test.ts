// Bugs that FTP servers have had, one test a class: what is read from and written to the control connection.
import { describe, expect, it } from 'vitest';
import { permissions } from '../../src/ftp/account.js';
import { table } from '../../src/ftp/commands/table.js';
import { said, targetLine } from '../support/ftp-client.js';
import { login, password, startEngine } from '../support/start-engine.js';

it('bug class 04: no reply line begins with what a client wrote, so that no firewall opens a port for it', async () => {
  const client = await (await startEngine()).logIn();
  const bait = '227 Entering Passive Mode (10,0,0,1,0,25)';
  const lines = [
    'MKD',
    'CWD',
    'PWD',
    'RNFR',
    'SIZE',
    'MDTM',
    'MLST',
    'STAT',
    'HELP',
    'SITE',
    'OPTS',
    'CLNT',
    'DELE',
    'RMD',
  ];
  for (const written of [bait, `x\r${bait}`, `\x1b[2J${bait}`, `\n${bait}`]) {
    for (const verb of lines) {
      client.write(`${verb} ${written.replace('\n', '\r')}\r\n`);
      const reply = said(await client.reply());
      expect([verb, reply.split('\n').some((line) => line.startsWith('227') || /[\r\x1b]/.test(line))]).toEqual([
        verb,
        false,
      ]);
    }
  }
  expect(client.unread).toBe('');
});

it('bug class 05: nothing that was sent in clear behind AUTH is run under TLS', async () => {
  const engine = await startEngine();
  const client = await engine.connect();
  client.write(`AUTH TLS\r\nUSER ${login}\r\nPASS ${password}\r\nMKD smuggled\r\n`);
  expect((await client.reply())?.code).toBe(234);
  await client.startTls();
  expect(await client.code('NOOP')).toBe(200);
  expect(await client.code('PWD')).toBe(530);
  expect(client.unread).toBe('');
});

it('bug class 06: before login every command that touches files is refused, SITE and its words too', async () => {
  const engine = await startEngine();
  engine.home.write('secret', 'x');
  const client = await engine.connect();
  for (const { verb, login: rule } of table) {
    if (rule === 'optional') continue;
    for (const argument of ['', ' secret', ' 644 secret', ' 20260101000000 secret']) {
      expect([verb, await client.code(`${verb}${argument}`)]).toEqual([verb, 530]);
    }
  }
  for (const line of ['SITE CPFR secret', 'SITE CPTO copy', 'SITE EXEC id', 'SITE SYMLINK secret link']) {
    expect([line, await client.code(line)]).toEqual([line, 530]);
  }
  expect(engine.observer.changes).toEqual([]);
});

describe('bug class 07: no way around a permission', () => {
  const attempts: Readonly<Record<(typeof permissions)[number], readonly string[]>> = {
    list: ['LIST', 'LIST -R', 'NLST', 'NLST *', 'MLSD', 'MLST file', 'STAT .', 'SIZE file', 'MDTM file'],
    download: ['RETR file', 'RETR ./file', 'RETR /folder/../file'],
    upload: ['STOR new', 'STOU new'],
    overwrite: ['STOR file', 'RNTO file'],
    append: ['APPE file'],
    delete: ['DELE file'],
    rename: ['RNFR file', 'RNTO other'],
    'make-folder': ['MKD made', 'XMKD made'],
    'remove-folder': ['RMD folder', 'XRMD folder'],
    chmod: ['SITE CHMOD 777 file', 'site chmod 777 file'],
    'set-time': ['MFMT 20260101000000 file'],
  };

  it.each(permissions)('without %s', async (denied) => {
    const engine = await startEngine({ permissions: permissions.filter((one) => one !== denied) });
    engine.home.write('file', 'as it was');
    engine.home.write('other source', 'x');
    engine.home.write('folder/below', 'x');
    const client = await engine.logIn();
    await client.say('TYPE I');
    for (const line of attempts[denied]) {
      if (line === 'RNTO file') await client.say('RNFR other source');
      const moves = table.find(({ verb }) => verb === line.split(' ')[0])?.transfers === true;
      const code = moves ? (await client.fetch(line)).final.code : await client.code(line);
      expect([line, code >= 500]).toEqual([line, true]);
    }
    if (denied !== 'download') expect((await client.fetch('RETR file')).data.toString()).toBe('as it was');
    expect(engine.observer.changes).toEqual([]);
  });
});

it('bug class 08: lines, paths and Telnet bytes of any length end in a reply, and memory stays as it was', async () => {
  const client = await (await startEngine()).logIn();
  const before = process.memoryUsage().rss;
  const long = [
    `CWD ${'a/'.repeat(2_000)}`,
    `CWD ${'../'.repeat(1_300)}etc`,
    `MKD ${'n'.repeat(300)}`,
    `STOR ${'x'.repeat(8 * 1024 * 1024)}`,
    `${'V'.repeat(5_000)} x`,
    `PASS ${'\xff\xff'.repeat(1_000)}`,
    `SITE ${'\0'.repeat(4_000)}`,
  ];
  for (const line of long) expect((await client.say(line)).code).toBeGreaterThanOrEqual(250);
  client.write(Buffer.concat([Buffer.alloc(1024 * 1024, '\xff\xf1', 'latin1'), Buffer.from('\r\nNOOP\r\n')]));
  const codes = [(await client.reply())?.code, (await client.reply())?.code];
  expect(codes.at(-1)).toBe(200);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

it('bug class 09: odd bytes at the start of a line are one 500 each, and the session goes on', async () => {
  const client = await (await startEngine()).logIn();
  for (let byte = 0; byte < 256; byte += 1) {
    const lead = String.fromCharCode(byte);
    if (/[A-Za-z\n\r]/.test(lead)) continue;
    if (byte >= 0xf0) continue; // what is left of a Telnet command whose urgent byte the kernel took away
    expect([byte, await client.code(`${lead}NOOP`)]).toEqual([byte, 500]);
  }
  client.write('\n\r\n\xff\xf1\n');
  for (let turn = 0; turn < 3; turn += 1) expect((await client.reply())?.code).toBe(500);
  expect(await client.code('NOOP')).toBe(200);
});

it('bug class 11: every command has exactly one final reply, in order, also RNTO and PASS out of turn', async () => {
  const client = await (await startEngine()).connect();
  const asked = [
    ['RNTO x', 530],
    ['PASS x', 503],
    ['SYST', 215],
    ['RNFR x', 530],
    ['FEAT', 211],
    ['WHAT', 500],
    ['USER nobody', 331],
    ['RNTO y', 530],
    ['REIN', 220],
    ['NOOP', 200],
    ['HELP', 214],
  ] as const;
  const rounds = 500;
  client.write(Array.from({ length: rounds }, () => asked.map(([line]) => `${line}\r\n`).join('')).join(''));
  for (let turn = 0; turn < rounds * asked.length; turn += 1) {
    expect([turn, (await client.reply())?.code]).toEqual([turn, asked[turn % asked.length]?.[1]]);
  }
  expect(client.unread).toBe('');
  expect(await client.code(targetLine('PORT', '127.0.0.1', 51_210))).toBe(530);
});
