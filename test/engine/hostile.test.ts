// Clients that mean no good, or whose network cuts everything into pieces.
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { login, password, startEngine } from '../support/start-engine.js';

describe('lines', () => {
  it('are the same wherever TCP cuts them', async () => {
    const client = await (await startEngine()).connect();
    const bytes = Buffer.from(`USER ${login}\r\nPASS ${password}\r\nPWD\n`);
    for (let at = 1; at < bytes.length; at += 1) {
      client.write(bytes.subarray(0, at));
      await new Promise((resolve) => setImmediate(resolve));
      client.write(bytes.subarray(at));
      expect([(await client.reply())?.code, (await client.reply())?.code, (await client.reply())?.code]).toEqual([
        331, 230, 257,
      ]);
    }
  });

  it('of a mebibyte are answered 500 once and skipped to their end', async () => {
    const client = await (await startEngine()).logIn();
    client.write(`STOR ${'x'.repeat(1024 * 1024)}\r\nNOOP\r\n`);
    expect(said(await client.reply())).toBe('500 The line is longer than 4096 bytes and was not read.');
    expect((await client.reply())?.code).toBe(200);
    expect(client.unread).toBe('');
  });

  it('without a verb, or with one nobody knows, are 500', async () => {
    const client = await (await startEngine()).logIn();
    for (const line of ['', ' ', ' NOOP', '\x00\x01', 'XYZZY', '123', 'NOOP\x00', '\xc3\xa9', 'MKD\tx']) {
      expect(await client.code(line)).toBe(500);
    }
  });

  it('with NUL in a path are 501', async () => {
    const client = await (await startEngine()).logIn();
    expect(await client.code('MKD a\x00b')).toBe(501);
    expect(await client.code('CWD \x00')).toBe(501);
  });

  it('hold Telnet commands anywhere', async () => {
    const client = await (await startEngine()).logIn();
    client.write(Buffer.from('NO\xff\xf1OP\r\xff\xf1\nM\xff\xf9KD a\xff\xffb\r\n', 'latin1'));
    expect((await client.reply())?.code).toBe(200);
    expect(said(await client.reply())).toBe('257 "/a\xff\xffb" was made.');
  });
});

describe('replies', () => {
  it('never begin with what the client wrote, and hold no control character of it', async () => {
    const client = await (await startEngine()).logIn();
    const name = '227 (1,2,3,4,5,6)\r500 x\x1b[2J';
    const made = said(await client.say(`MKD ${name}`));
    expect(made).toBe('257 "/227 (1,2,3,4,5,6)?500 x?[2J" was made.');
    expect(said(await client.say(`CWD ${name}`))).not.toMatch(/^227|\r|\x1b/m);
    expect(said(await client.say('PWD'))).not.toMatch(/^227|\r|\x1b/m);
  });

  it('double the quotes in 257', async () => {
    const client = await (await startEngine()).logIn();
    expect(said(await client.say('MKD a"b'))).toBe('257 "/a""b" was made.');
  });
});

it.each(['GET / HTTP/1.1', 'POST /upload HTTP/1.0', 'CONNECT x:443 HTTP/1.1', 'PRI * HTTP/2.0'])(
  'ends the session at %s: a browser has been tricked',
  async (line) => {
    const engine = await startEngine();
    const client = await engine.connect();
    expect(await client.code(line)).toBe(421);
    await client.closed();
    await eventually('the session is over', () => engine.observer.ends[0] === 'protocol');
  },
);

describe('the bounce', () => {
  it.each([
    'PORT 198,51,100,7,200,10',
    'PORT 10,0,0,1,200,10',
    'PORT 224,0,0,1,200,10',
    'PORT 127,0,0,1,0,22',
    'PORT 0,0,0,0,200,10',
    'PORT 127,0,0,2,200,10',
    'EPRT |1|198.51.100.7|51210|',
    'EPRT |1|127.0.0.1|80|',
    'PORT 256,0,0,1,200,10',
    'PORT 127,0,0,1,200',
    'EPRT |1|127.0.0.1|65536|',
    'EPRT |1|localhost|51210|',
  ])('is refused: %s', async (line) => {
    const engine = await startEngine();
    const client = await engine.logIn();
    expect(await client.code(line)).toBe(501);
    expect(await client.code('LIST')).toBe(425);
  });
});

describe('the passive port', () => {
  it('is not a stranger to have: the right client still gets in', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const port = await client.passivePort();
    const stranger = connect({ host: '127.0.0.1', port, localAddress: '127.0.0.7' }).on('error', () => undefined);
    await new Promise((resolve) => stranger.once('close', resolve));
    const data = await client.dial(port);
    await client.say('STOR mine');
    data.end('mine');
    expect((await client.reply())?.code).toBe(226);
    expect(engine.observer.connections).toMatchObject([{ outcome: 'used', strangers: 1 }]);
  });

  it('is one a session, however often PASV is said', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    for (let turn = 0; turn < 300; turn += 1) expect(await client.code('EPSV')).toBe(229);
    expect(engine.observer.connections.length).toBe(299);
    expect(new Set(engine.observer.connections.map(({ outcome }) => outcome))).toEqual(new Set(['no-one-came']));
    const other = await engine.logIn();
    expect((await other.fetch('NLST')).final.code).toBe(226);
  });

  it('is distinct for everyone, and 425 when the range is used up', async () => {
    const policy = { passive: { ...testPolicy().passive, firstPort: 29_990, lastPort: 29_993 } };
    const engine = await startEngine({ policy });
    const clients = await Promise.all(Array.from({ length: 5 }, () => engine.logIn()));
    const replies = await Promise.all(clients.map((client) => client.say('EPSV')));
    expect(replies.map(({ code }) => code).sort()).toEqual([229, 229, 229, 229, 425]);
    expect(new Set(replies.map(said)).size).toBe(5);
  });
});

describe('the jail', () => {
  it.each(['../../etc/passwd', '/../../etc/passwd', '/etc/passwd', 'a/../../../etc/passwd', './/..//etc//passwd'])(
    'holds %s',
    async (path) => {
      const client = await (await startEngine()).logIn();
      expect((await client.fetch(`RETR ${path}`)).final.code).toBe(550);
      expect(await client.code(`CWD ${path}`)).toBe(550);
    },
  );
});

it('leaves no trace of clients that come and go', async () => {
  const engine = await startEngine();
  for (let turn = 0; turn < 20; turn += 1) {
    const clients = await Promise.all(Array.from({ length: 10 }, () => engine.connect()));
    for (const client of clients) client.reset();
  }
  await eventually('nobody is left', () => engine.server.sessions().length === 0);
  expect(await (await engine.logIn()).code('NOOP')).toBe(200);
});

it('outlives a client that asks and never reads', async () => {
  const engine = await startEngine({ policy: { idleTimeoutMs: 400 } });
  const client = await engine.logIn();
  client.socket.pause();
  const flood = Buffer.from('FEAT\r\n'.repeat(10_000));
  let taken = true;
  for (let turn = 0; turn < 200 && taken; turn += 1) taken = client.socket.write(flood);
  await eventually('the session is over', () => engine.observer.ends[0] === 'idle');
});
