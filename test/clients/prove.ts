// One client, one way, all acts it knows: what the server then has on its disk and what the client then has on its own
// are compared byte for byte. What a client cannot do itself is prepared for it on the server's disk.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';
import type { Act, ActKind, Door, FtpProgram, Way } from './program.js';
import { possibleWays, waysInCi } from './ways.js';

/** What is uploaded, by its name on the server. */
const files: Readonly<Record<string, Buffer>> = {
  'big.bin': randomBytes(1_300_001),
  'with two spaces.txt': Buffer.from('spaces\r\nin the name\n'),
  'grüße-日本.txt': Buffer.from('UTF-8 in the name\n'),
  empty: Buffer.alloc(0),
  'a folder/below.bin': randomBytes(70_000),
};
const resumeAtByte = 500_123;
const tree = { 'one.txt': 'one', 'deep/er/two.bin': 'two', 'deep/empty': '' };

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Registers the tests of one client: the ways of ways.ts or, with CLIENTS=full, every possible way. */
export function prove(program: FtpProgram): void {
  const ways = process.env.CLIENTS === 'full' ? possibleWays(program) : waysInCi(program);
  describe.skipIf(program.needs.missing)(`${program.name}${program.needs.note}`, () => {
    it.each(ways)('does all it can: $security, $mode, $family', (way) => new Proof(program, way).run());
  });
}

class Proof {
  readonly #here = mkdtempSync(join(tmpdir(), 'portside-client-'));
  #engine!: Engine;
  #door!: Door;

  constructor(
    readonly program: FtpProgram,
    readonly way: Way,
  ) {}

  async run(): Promise<void> {
    const host = this.way.family === 'IPv6' ? '::1' : '127.0.0.1';
    this.#engine = await startEngine({ host, implicitTls: true });
    const { ftp, ftps } = this.#engine.server.addresses;
    const port = this.way.security === 'implicit TLS' ? (ftps?.port ?? 0) : ftp.port;
    this.#door = { ...this.way, host, port, login, password };
    try {
      await this.#uploads();
      await this.#lists();
      await this.#downloads();
      await this.#resumes();
      await this.#mirrors();
      await this.#changes();
      this.#wentThatWay();
    } finally {
      rmSync(this.#here, { recursive: true, force: true });
    }
  }

  async #uploads(): Promise<void> {
    await this.#perform([{ do: 'make folder', remote: 'a folder' }]);
    if (!this.#can('make folder')) this.#makeFolder('a folder');
    const uploads = Object.keys(files).map((remote, at) => ({ remote, local: this.#local(`up${at}`) }));
    for (const { remote, local } of uploads) writeFileSync(local, files[remote] ?? '');
    await this.#perform(uploads.map((upload) => ({ do: 'upload', ...upload })));
    for (const [remote, content] of Object.entries(files)) {
      if (this.#can('upload')) expect([remote, this.#onServer(remote)]).toEqual([remote, digest(content)]);
      else this.#engine.home.write(remote, content);
    }
  }

  async #lists(): Promise<void> {
    if (!this.#can('list')) return;
    const [top, below] = [this.#local('top'), this.#local('below')];
    await this.#perform([
      { do: 'list', folder: '', local: top },
      { do: 'list', folder: 'a folder', local: below },
    ]);
    expect(namesIn(top)).toEqual(['a folder', ...Object.keys(files).filter((name) => !name.includes('/'))].sort());
    expect(namesIn(below)).toEqual(['below.bin']);
  }

  async #downloads(): Promise<void> {
    const downloads = Object.keys(files).map((remote, at) => ({ remote, local: this.#local(`down${at}`) }));
    await this.#perform(downloads.map((download) => ({ do: 'download', ...download })));
    for (const { remote, local } of downloads) {
      expect([remote, digest(readFileSync(local))]).toEqual([remote, digest(files[remote] ?? Buffer.alloc(0))]);
    }
  }

  async #resumes(): Promise<void> {
    const whole = files['big.bin'] ?? Buffer.alloc(0);
    const part = whole.subarray(0, resumeAtByte);
    const [local, from] = [this.#local('resumed'), this.#local('whole')];
    writeFileSync(local, part);
    writeFileSync(from, whole);
    this.#engine.home.write('resumed.bin', part);
    await this.#perform([
      { do: 'resume download', remote: 'big.bin', local, atByte: resumeAtByte },
      { do: 'resume upload', remote: 'resumed.bin', local: from, atByte: resumeAtByte },
    ]);
    if (this.#can('resume download')) expect(digest(readFileSync(local))).toBe(digest(whole));
    if (this.#can('resume upload')) expect(this.#onServer('resumed.bin')).toBe(digest(whole));
    // The rest went over the wire, not the whole: aria2 begins at the border of its 16 KiB piece.
    const { transfers } = this.#engine.observer;
    const rest = whole.length - resumeAtByte;
    for (const act of ['resume download', 'resume upload'] as const) {
      if (!this.#can(act)) continue;
      const path = act === 'resume download' ? '/big.bin' : '/resumed.bin';
      const moved = transfers.filter((transfer) => transfer.path === path).at(-1)?.bytes ?? 0;
      expect([act, moved >= rest && moved < rest + 16_384]).toEqual([act, true]);
    }
    rmSync(this.#remote('resumed.bin'));
  }

  async #mirrors(): Promise<void> {
    const source = this.#local('tree');
    for (const [name, content] of Object.entries(tree)) {
      mkdirSync(join(source, name, '..'), { recursive: true });
      writeFileSync(join(source, name), content);
      if (!this.#can('mirror up')) this.#engine.home.write(`tree/${name}`, content);
    }
    await this.#perform([{ do: 'mirror up', local: source, remote: 'tree' }]);
    expect(contentBelow(this.#remote('tree'))).toEqual(tree);
    const back = this.#local('back/tree');
    mkdirSync(join(back, '..'));
    await this.#perform([{ do: 'mirror down', remote: 'tree', local: back }]);
    if (this.#can('mirror down')) expect(contentBelow(back)).toEqual(tree);
    rmSync(this.#remote('tree'), { recursive: true });
  }

  async #changes(): Promise<void> {
    const remote = 'with two spaces.txt';
    const acts: readonly Act[] = [
      { do: 'rename', from: 'grüße-日本.txt', to: 'ein neuer Name é.txt' },
      { do: 'delete', remote },
      { do: 'delete', remote: 'a folder/below.bin' },
      { do: 'remove folder', remote: 'a folder' },
    ];
    await this.#perform(acts);
    const left = readdirSync(this.#remote('')).sort();
    if (this.#can('rename')) expect(left).toContain('ein neuer Name é.txt');
    if (this.#can('delete')) expect(left).not.toContain(remote);
    if (this.#can('remove folder')) expect(left).toEqual(['big.bin', 'ein neuer Name é.txt', 'empty']);
  }

  /** Every data connection was of the mode, the protection and the address family that the test's name says. */
  #wentThatWay(): void {
    const { connections } = this.#engine.observer;
    const active = ['PORT', 'EPRT'];
    const used = connections.filter(({ outcome }) => outcome === 'used');
    expect(used.length).toBeGreaterThan(0);
    for (const { verb, tlsVersion } of used) {
      expect(active.includes(verb)).toBe(this.way.mode === 'active');
      expect(tlsVersion !== undefined).toBe(this.way.security !== 'plain');
    }
    const families = new Set(this.#engine.observer.openedSessions.map(({ peer }) => peer.address.includes(':')));
    expect([...families]).toEqual([this.way.family === 'IPv6']);
  }

  #perform(acts: readonly Act[]): Promise<void> {
    const possible = acts.filter((act) => this.#can(act.do));
    return possible.length === 0 ? Promise.resolve() : this.program.perform(this.#door, possible);
  }

  #can(kind: ActKind): boolean {
    return this.program.cannot[kind] === undefined;
  }

  /** A folder that belongs to the account's identity. */
  #makeFolder(name: string): void {
    this.#engine.home.write(`${name}/for a moment`, '');
    rmSync(this.#remote(`${name}/for a moment`));
  }

  #local(name: string): string {
    return join(this.#here, name);
  }

  #remote(name: string): string {
    return join(this.#engine.home.path, name);
  }

  #onServer(name: string): string {
    return digest(readFileSync(this.#remote(name)));
  }
}

/** The last part of every line, sorted: some clients write the folder before it. */
function namesIn(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
  return lines.map((line) => line.replace(/\/$/, '').replace(/.*\//, '')).sort();
}

function contentBelow(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
