// Getting in, staying in, and being shown out.
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { login, password, startEngine } from '../support/start-engine.js';

describe('a login', () => {
  it('is answered alike for a wrong password and an unknown name', async () => {
    const client = await (await startEngine()).connect();
    expect(said(await client.say(`USER ${login}`))).toBe(said(await client.say('USER nobody@example.org')));
    const unknown = said(await client.say(`PASS ${password}`));
    await client.say(`USER ${login}`);
    expect(said(await client.say('PASS wrong'))).toBe(unknown);
  });

  it('wants USER before PASS, and again after a failure', async () => {
    const client = await (await startEngine()).connect();
    expect(await client.code(`PASS ${password}`)).toBe(503);
    await client.say(`USER ${login}`);
    expect(await client.code('PASS wrong')).toBe(530);
    expect(await client.code(`PASS ${password}`)).toBe(503);
    expect((await client.logIn(login, password)).code).toBe(230);
  });

  it('ends the connection with 421 after three wrong passwords', async () => {
    const engine = await startEngine();
    const client = await engine.connect();
    const codes = [];
    for (let turn = 0; turn < 3; turn += 1) codes.push((await client.logIn(login, 'wrong')).code);
    expect(codes).toEqual([530, 530, 421]);
    await client.closed();
    await eventually('the session is over', () => engine.observer.ends.length === 1);
    expect(engine.observer.ends).toEqual(['too-many-failures']);
    expect(engine.observer.attempts).toMatchObject(Array(3).fill({ name: login, outcome: 'wrong-login-or-password' }));
  });

  it('is 421, not 530, when the question could not be answered', async () => {
    const engine = await startEngine({ answer: new Error('the database is away') });
    const client = await engine.connect();
    expect((await client.logIn(login, password)).code).toBe(421);
    await client.closed();
    expect(engine.observer.notes).toMatchObject([{ event: 'login.unanswered' }]);
    expect(JSON.stringify(engine.observer.notes)).not.toContain(password);
  });

  it('says why a right password does not help', async () => {
    const client = await (await startEngine({ answer: { refused: 'disabled' } })).connect();
    expect(said(await client.logIn(login, password))).toMatch(/^530 This FTP account is disabled/);
  });

  it('says so when the home is not there', async () => {
    const engine = await startEngine();
    rmSync(engine.home.path, { recursive: true });
    const client = await engine.connect();
    expect(said(await client.logIn(login, password))).toMatch(/^530 The account's folder cannot be opened/);
    expect(engine.observer.attempts).toMatchObject([{ outcome: 'home-unavailable' }]);
    const fields = { accountId: engine.account.id, message: 'The home folder does not exist.' };
    expect(engine.observer.notes).toMatchObject([{ event: 'login.home-unavailable', fields }]);
  });

  it('stops at the number of sessions the account may have, also when many come at once', async () => {
    const engine = await startEngine({ account: { maxSessions: 2 } });
    const clients = await Promise.all(Array.from({ length: 6 }, () => engine.connect()));
    const replies = await Promise.all(clients.map((client) => client.logIn(login, password)));
    expect(replies.map(({ code }) => code).sort()).toEqual([230, 230, 530, 530, 530, 530]);
  });

  it('begins again with USER or REIN, and forgets the working folder', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.say('MKD sub');
    await client.say('CWD sub');
    expect(await client.code('REIN')).toBe(220);
    expect(await client.code('PWD')).toBe(530);
    await client.logIn(login, password);
    expect(said(await client.say('PWD'))).toBe('257 "/" is the working folder.');
    await client.say(`USER ${login}`);
    expect(await client.code('PWD')).toBe(530);
    expect(engine.server.sessions()).toMatchObject([{ login: undefined }]);
  });
});

describe('patience', () => {
  it('ends with a client that does not log in, however busy it is', async () => {
    const engine = await startEngine({ policy: { loginTimeoutMs: 80 } });
    const client = await engine.connect();
    for (let reply = await client.say('NOOP'); reply.code !== 421; reply = await client.say('NOOP'));
    await client.closed();
    await eventually('the session is over', () => engine.observer.ends[0] === 'login-timeout');
  });

  it('ends with a silent session: 421 and why', async () => {
    const engine = await startEngine({ policy: { idleTimeoutMs: 80 } });
    const client = await engine.logIn();
    expect(said(await client.reply())).toMatch(/^421 No command came for/);
    await client.closed();
    await eventually('the session is over', () => engine.observer.ends[0] === 'idle');
  });

  it('does not count a running transfer as silence', async () => {
    const engine = await startEngine({ policy: { idleTimeoutMs: 60 } });
    const client = await engine.logIn();
    const data = await client.passive();
    expect(await client.code('STOR slow')).toBe(150);
    for (let piece = 0; piece < 12; piece += 1) {
      data.write('x');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    data.end();
    expect((await client.reply())?.code).toBe(226);
  });
});

describe('crowds', () => {
  it('lets a customer in through 500 silent connections, and gives each a 421 that has to go', async () => {
    const engine = await startEngine({ limits: { maxUnauthenticatedPerAddress: 20 } });
    const silent = [];
    for (let turn = 0; turn < 25; turn += 1) {
      silent.push(...(await Promise.all(Array.from({ length: 20 }, () => engine.connect()))));
    }
    const customer = await engine.logIn();
    expect(await customer.code('NOOP')).toBe(200);
    expect(said(await silent[0]?.reply())).toMatch(/^421 Too many clients wait to log in/);
    await eventually('the crowd is small', () => engine.server.sessions().length <= 21);
  });

  it('takes the room for a stranger from the fullest network', async () => {
    const engine = await startEngine({ limits: { maxUnauthenticated: 6 } });
    const calm = await engine.connect({ from: '127.0.0.9' });
    for (let turn = 0; turn < 12; turn += 1) await engine.connect({ from: '127.0.0.2' });
    expect(await calm.code('NOOP')).toBe(200);
  });

  it('turns away whoever comes when all sessions are taken', async () => {
    const engine = await startEngine({ limits: { maxSessions: 1 } });
    await engine.logIn();
    const late = await engine.connect();
    await late.closed();
    expect(engine.server.sessions().length).toBe(1);
  });
});

describe('the product', () => {
  it('ends the sessions of an account with its sentence and cuts what they transfer', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const data = await client.passive();
    await client.say('STOR half');
    data.write('half of it');
    await eventually('some bytes have come', () => engine.server.sessions()[0]?.transfer?.bytes === 10);
    const end = { reason: 'account-changed', sentence: 'Your account was switched off.' } as const;
    expect(engine.server.endSessions({ accountId: 'another' }, end)).toBe(0);
    expect(engine.server.endSessions({ accountId: engine.account.id }, end)).toBe(1);
    expect(said(await client.reply())).toBe('421 Your account was switched off.');
    await client.closed();
    await eventually('the session is over', () => engine.observer.ends.length === 1);
    expect(engine.observer.transfers).toMatchObject([
      { outcome: 'aborted', bytes: 10, reply: '421 Your account was switched off.' },
    ]);
    expect(engine.observer.ends).toEqual(['account-changed']);
  });

  it('does not run what waited for the transfer when it ends a session', async () => {
    const engine = await startEngine();
    engine.home.write('precious', 'x');
    const client = await engine.logIn();
    const data = await client.passive();
    await client.say('STOR half');
    client.write('DELE precious\r\n');
    data.write('half');
    await eventually('some bytes have come', () => engine.server.sessions()[0]?.transfer?.bytes === 4);
    const sessionId = engine.server.sessions()[0]?.facts.id ?? '';
    const sentence = 'An administrator ended your session.';
    expect(engine.server.endSessions({ sessionId }, { reason: 'ended-by-panel', sentence })).toBe(1);
    await client.closed();
    await eventually('the session is over', () => engine.observer.ends.length === 1);
    expect(existsSync(`${engine.home.path}/precious`)).toBe(true);
  });

  it('sees who is there and what they do', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.say('CLNT NcFTP 3.2');
    await client.say('MKD w');
    await client.say('CWD w');
    await client.passive();
    await client.say('STOR f');
    const [session] = engine.server.sessions();
    expect(session).toMatchObject({
      login,
      accountId: engine.account.id,
      workingFolder: '/w',
      facts: { clientProgram: 'NcFTP 3.2', tlsVersion: undefined, peer: { address: '127.0.0.1' } },
      transfer: { kind: 'upload', path: '/w/f', mode: 'passive', secure: false, peer: { address: '127.0.0.1' } },
    });
  });

  it('stops: says goodbye to the idle at once and lets a transfer finish', async () => {
    const engine = await startEngine();
    const idle = await engine.logIn();
    const busy = await engine.logIn();
    const data = await busy.passive();
    await busy.say('STOR last');
    const stopped = engine.server.stop({ drainMs: 10_000 });
    expect(said(await idle.reply())).toMatch(/^421 The server is being restarted/);
    data.end('all of it');
    expect((await busy.reply())?.code).toBe(226);
    expect((await busy.reply())?.code).toBe(421);
    await stopped;
    expect(engine.observer.ends).toEqual(['shutdown', 'shutdown']);
  });

  it('stops in time although a transfer hangs', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.passive();
    await client.say('STOR never');
    await engine.server.stop({ drainMs: 20 });
    expect((await client.reply())?.code).toBe(421);
  });
});

describe('a folder without rights', () => {
  it('is 550, and the session goes on', async () => {
    const engine = await startEngine();
    engine.home.write('locked/file', 'x');
    chmodSync(`${engine.home.path}/locked`, 0o000);
    const client = await engine.logIn();
    const { final } = await client.fetch('RETR locked/file');
    if (process.geteuid?.() !== 0 || engine.home.home.identity.uid !== 0) expect(final.code).toBe(550);
    expect(await client.code('NOOP')).toBe(200);
    chmodSync(`${engine.home.path}/locked`, 0o755);
  });
});
