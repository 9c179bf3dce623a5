// What LIST, NLST, MLSD, MLST and STAT say about folders.
import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Client as BasicFtp } from 'basic-ftp';
import { describe, expect, it } from 'vitest';
import { said } from '../support/ftp-client.js';
import { login, password, startEngine, type EngineOptions } from '../support/start-engine.js';

async function furnished(options: EngineOptions = {}) {
  const engine = await startEngine(options);
  engine.home.write('b.txt', '12345');
  engine.home.write('a.txt', '1');
  engine.home.write('.hidden', '12');
  engine.home.write('sub/deep/leaf', 'x');
  utimesSync(join(engine.home.path, 'b.txt'), new Date(), new Date('2020-02-03T04:05:06Z'));
  const client = await engine.logIn();
  const list = async (line: string) => (await client.fetch(line)).data.toString('latin1').split('\r\n').slice(0, -1);
  return { engine, client, list };
}

describe('LIST', () => {
  it('is ls -l: sorted by name, the year for what is old, hidden names shown', async () => {
    const { list } = await furnished();
    const lines = await list('LIST');
    expect(lines.map((line) => line.split(' ').at(-1))).toEqual(['.hidden', 'a.txt', 'b.txt', 'sub']);
    expect(lines[2]).toMatch(/^-rw-r--r-- +1 \d+ +\d+ +5 Feb {2}3 {2}2020 b\.txt$/);
    expect(lines[3]).toMatch(/^drwxr-xr-x +\d+ /);
  });

  it('takes a path, a file, options and all of them', async () => {
    const { list } = await furnished();
    expect((await list('LIST sub'))[0]).toMatch(/ deep$/);
    expect(await list('LIST b.txt')).toHaveLength(1);
    expect(await list('LIST -al')).toHaveLength(4);
    expect((await list('LIST -la sub'))[0]).toMatch(/ deep$/);
    expect((await list('LIST -d sub'))[0]).toMatch(/^d.* sub$/);
    expect((await list('NLST -r')).at(-1)).toBe('.hidden');
    expect((await list('NLST -t')).at(-1)).toBe('b.txt');
    expect((await list('NLST -S'))[0]).not.toBe('a.txt');
    expect((await list('NLST -l'))[1]).toMatch(/^-rw-r--r--/);
    expect(await list('NLST -1')).toHaveLength(4);
  });

  it('walks below with -R', async () => {
    const { list } = await furnished();
    expect(await list('NLST -R')).toEqual([
      '.:', '.hidden', 'a.txt', 'b.txt', 'sub', '', './sub:', 'deep', '', './sub/deep:', 'leaf',
    ]); // prettier-ignore
  });

  it('shows where a link points', async () => {
    const { engine, list } = await furnished();
    symlinkSync('a.txt', join(engine.home.path, 'link'));
    expect((await list('LIST')).find((line) => line.startsWith('l'))).toMatch(/ link -> a\.txt$/);
  });

  it('is 550 for what is not there', async () => {
    const { client } = await furnished();
    expect((await client.fetch('LIST none')).final.code).toBe(550);
    expect((await client.fetch('MLSD a.txt')).final.code).toBe(501);
    expect((await client.fetch('MLSD *')).final.code).toBe(550);
  });

  it('shows what a pattern in the last name means, each as itself', async () => {
    const { list } = await furnished();
    expect(await list('NLST *.txt')).toEqual(['a.txt', 'b.txt']);
    expect(await list('NLST *')).toEqual(['a.txt', 'b.txt', 'sub']);
    expect(await list('NLST -a *')).toEqual(['.hidden', 'a.txt', 'b.txt', 'sub']);
    expect(await list('NLST .h*')).toEqual(['.hidden']);
    expect(await list('NLST [!a].txt')).toEqual(['b.txt']);
    expect(await list('NLST sub/d??p')).toEqual(['sub/deep']);
    expect(await list('NLST -r /*.txt')).toEqual(['/b.txt', '/a.txt']);
    expect((await list('LIST s*'))[0]).toMatch(/^drwx.* sub$/);
    expect(await list('LIST *.none')).toEqual([]);
  });

  it('takes a name that is there for itself, though it looks like a pattern', async () => {
    const { engine, list, client } = await furnished();
    engine.home.write('photo[1].jpg', 'x');
    engine.home.write('photo1.jpg', 'x');
    expect(await list('NLST photo[1].jpg')).toEqual(['photo[1].jpg']);
    expect(await list('NLST photo[12].jpg')).toEqual(['photo1.jpg']);
    expect((await client.fetch('LIST none/*')).final.code).toBe(550);
    expect((await client.fetch('LIST a.txt/*')).final.code).toBe(550);
    expect((await client.fetch('LIST s*b/deep')).final.code).toBe(550);
  });

  it.each([
    ['NLST sub', 'sub/deep'],
    ['NLST sub/', 'sub/deep'],
    ['NLST ./sub', 'sub/deep'],
    ['NLST /sub', '/sub/deep'],
    ['NLST sub/deep/..', 'sub/deep/../deep'],
  ])('%s gives %s, which is a path for RETR or CWD as it is (RFC 1123)', async (line, path) => {
    const { list, client } = await furnished();
    expect(await list(line)).toEqual([path]);
    expect(await client.code(`CWD ${path}`)).toBe(250);
  });

  it('streams a folder of thousands whole', async () => {
    const { engine, client } = await furnished();
    for (let number = 0; number < 6_000; number += 1) engine.home.write(`many/file-${number}`, '');
    const { data } = await client.fetch('NLST many');
    expect(new Set(data.toString().trim().split('\r\n')).size).toBe(6_000);
  });
});

describe('MLSD and MLST', () => {
  it('tell the facts, with what the account may do', async () => {
    const { list } = await furnished({ permissions: ['list', 'download'] });
    const lines = await list('MLSD');
    const file = lines.find((line) => line.endsWith(' b.txt'));
    expect(file).toMatch(
      /^type=file;size=5;modify=20200203040506;(create=\d{14};)?perm=r;unique=\w+;UNIX\.mode=0644;UNIX\.owner=\d+;UNIX\.group=\d+; b\.txt$/,
    );
    expect(lines.find((line) => line.endsWith(' sub'))).toMatch(/^type=dir;.*;perm=el;/);
  });

  it('name the whole path in MLST', async () => {
    const { client } = await furnished();
    await client.say('CWD sub');
    expect(said(await client.say('MLST deep/leaf'))).toMatch(/^250-.*\n type=file;.*; \/sub\/deep\/leaf\n250 End\.$/);
  });

  it('say slink of a link', async () => {
    const { engine, list } = await furnished();
    symlinkSync('a.txt', join(engine.home.path, 'link'));
    expect((await list('MLSD')).find((line) => line.endsWith(' link'))).toMatch(/^type=OS\.unix=slink:a\.txt;/);
  });
});

it('STAT lists over the control connection', async () => {
  const { client } = await furnished();
  expect(said(await client.say('STAT b.txt'))).toMatch(/^213-Status:\n -rw.* b\.txt\n213 End\.$/);
  expect(said(await client.say('STAT *.txt'))).toMatch(/^212-Status:\n -rw.* a\.txt\n -rw.* b\.txt\n212 End\.$/);
  expect(said(await client.say('STAT sub'))).toMatch(/^212-Status:\n drwx.* deep\n212 End\.$/);
  expect(await client.code('STAT none')).toBe(550);
});

it('SIZE, MDTM, MFMT and SITE CHMOD ask and set', async () => {
  const { client, list, engine } = await furnished();
  await client.say('TYPE I');
  expect(said(await client.say('SIZE b.txt'))).toBe('213 5');
  expect(await client.code('SIZE sub')).toBe(550);
  expect(said(await client.say('MDTM b.txt'))).toBe('213 20200203040506');
  expect(said(await client.say('MFMT 20210102030405 b.txt'))).toMatch(/^213 Modify=20210102030405; /);
  expect(said(await client.say('MDTM b.txt'))).toBe('213 20210102030405');
  expect(await client.code('MFMT 20210231000000 b.txt')).toBe(501);
  expect(await client.code('SITE CHMOD 640 b.txt')).toBe(200);
  expect((await list('LIST b.txt'))[0]).toMatch(/^-rw-r-----/);
  expect(await client.code('SITE NONSENSE')).toBe(504);
  expect(engine.observer.changes).toMatchObject([{ kind: 'set-time' }, { kind: 'chmod' }]);
});

it('renames, deletes, makes and removes, and reports each', async () => {
  const { client, engine } = await furnished();
  expect(await client.code('RNTO c')).toBe(503);
  expect(await client.code('RNFR a.txt')).toBe(350);
  expect(await client.code('RNTO c.txt')).toBe(250);
  expect(await client.code('DELE c.txt')).toBe(250);
  expect(await client.code('MKD new')).toBe(257);
  expect(await client.code('RMD new')).toBe(250);
  expect(await client.code('RMD sub')).toBe(550);
  expect(engine.observer.changes).toMatchObject([
    { kind: 'rename', path: '/a.txt', to: '/c.txt' },
    { kind: 'delete', path: '/c.txt', addedBytes: -1, addedFiles: -1 },
    { kind: 'make-folder', path: '/new' },
    { kind: 'remove-folder', path: '/new' },
  ]);
});

it('does not replace a file by RNTO where the account may not overwrite', async () => {
  const { client } = await furnished({ permissions: ['list', 'rename'] });
  await client.say('RNFR a.txt');
  expect(await client.code('RNTO b.txt')).toBe(550);
});

describe('basic-ftp', () => {
  it.each(['plain', 'TLS'] as const)('works over %s', async (security) => {
    const { engine } = await furnished();
    const client = new BasicFtp();
    try {
      await client.access({
        host: '127.0.0.1',
        port: engine.server.addresses.ftp.port,
        user: login,
        password,
        secure: security === 'TLS',
        secureOptions: { rejectUnauthorized: false },
      });
      const names = (await client.list()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['a.txt', 'b.txt', 'sub']));
      expect(await client.size('b.txt')).toBe(5);
      await client.ensureDir('x/y');
      expect(await client.pwd()).toBe('/x/y');
      await client.removeDir('/x');
    } finally {
      client.close();
    }
  });
});
