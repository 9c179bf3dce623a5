import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  configureStaging,
  isStagedName,
  partIdOf,
  readStagedName,
  stagedName,
  stagedPrefix,
  targetOf,
  viewerOf,
  type StagedKind,
  type StagedName,
} from './staging.js';
import { nextWriter, stillWrites } from './writer.js';

const anna = { accountId: '6f1f6c1e-4c3b-4f7a-9d0e-111111111111', clientAddress: '192.0.2.7' };

function nameOf(target: string, kind: StagedKind = 'replacement'): StagedName {
  const writer = kind === 'new' || kind === 'replacement' ? nextWriter() : undefined;
  return { kind, target: targetOf(anna, target), viewer: viewerOf(anna), writer, name: target };
}

describe('a staged name', () => {
  it.each(['new', 'replacement', 'kept', 'ended'] as const)('of kind %s tells again what was put in', (kind) => {
    const said = nameOf('index.html', kind);
    const written = stagedName(said);
    expect(written.startsWith(stagedPrefix)).toBe(true);
    expect(readStagedName(written)).toEqual(said);
  });

  it('holds names that are no UTF-8, and hyphens', () => {
    for (const name of ['caf\xe9 \xff x', '-', '---', '\xfb\xef\xbe']) {
      expect(readStagedName(stagedName(nameOf(name)))).toMatchObject({ name });
    }
  });

  it('of a long target is no longer than a name may be, and known without the target in it', () => {
    for (const length of [1, 80, 120, 255]) {
      const written = stagedName(nameOf('x'.repeat(length)));
      expect(written.length).toBeLessThanOrEqual(255);
      expect(readStagedName(written)?.target).toBe(targetOf(anna, 'x'.repeat(length)));
    }
    expect(readStagedName(stagedName(nameOf('x'.repeat(255))))?.name).toBeUndefined();
  });

  it('of a part tells the target wherever that of the running upload did, and leaves it out wherever that did', () => {
    for (let length = 1; length <= 255; length += 1) {
      const told = (kind: StagedKind) => readStagedName(stagedName(nameOf('x'.repeat(length), kind)))?.name;
      expect(told('kept')).toBe(told('replacement'));
    }
  });

  it.each(['..', '.', '../x', '/x', 'a/b', 'a\0'])('that was made to tell %j tells no name', (name) => {
    const read = readStagedName(stagedName({ ...nameOf('x', 'new'), name }));
    expect(read).toMatchObject({ kind: 'new' });
    expect(read?.name).toBeUndefined();
  });

  it('of a running upload is never the same twice, that of a part always', () => {
    expect(stagedName(nameOf('a'))).not.toBe(stagedName(nameOf('a')));
    expect(stagedName(nameOf('a', 'kept'))).toBe(stagedName(nameOf('a', 'kept')));
  });

  it('differs by account, address and target', () => {
    const berta = { ...anna, accountId: 'other' };
    const elsewhere = { ...anna, clientAddress: '192.0.2.8' };
    expect(new Set([anna, berta, elsewhere].map(viewerOf)).size).toBe(3);
    expect(new Set([targetOf(anna, 'a'), targetOf(berta, 'a'), targetOf(anna, 'b')]).size).toBe(3);
    expect(targetOf(anna, 'a')).toBe(targetOf(elsewhere, 'a'));
  });

  it('is known in capitals too, as file systems that ignore case would find it', () => {
    expect(isStagedName(stagedName(nameOf('index.html')).toUpperCase())).toBe(true);
  });

  it('is ours only with our tag', () => {
    const written = stagedName(nameOf('index.html'));
    for (let at = stagedPrefix.length; at < written.length - 5; at += 1) {
      if (/[-.]/.test(written[at] ?? '')) continue;
      const other = written[at] === '1' ? '2' : '1';
      expect(isStagedName(`${written.slice(0, at)}${other}${written.slice(at + 1)}`)).toBe(false);
    }
  });

  it.each(['.portside-notes.part', '.portside-', 'index.html', `.portside-${'0'.repeat(32)}.part`, ''])(
    'is not a name of a customer such as "%s"',
    (name) => expect(isStagedName(name)).toBe(false),
  );

  it('of another key is a name like any other', () => {
    const written = stagedName(nameOf('index.html'));
    const other = randomBytes(32);
    configureStaging({ key: other });
    expect(isStagedName(written)).toBe(false);
    const again = stagedName(nameOf('index.html', 'kept'));
    configureStaging({ key: randomBytes(32) });
    configureStaging({ key: other });
    expect(isStagedName(again)).toBe(true);
    expect(() => configureStaging({ key: Buffer.alloc(15) })).toThrow('at least 16 bytes');
  });

  it('gives a part an id of its own in each folder, kept or ended', () => {
    const [kept, ended] = [nameOf('a', 'kept'), nameOf('a', 'ended')];
    expect(partIdOf(kept, '/')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(partIdOf(kept, '/')).toBe(partIdOf(ended, '/'));
    expect(partIdOf(kept, '/')).not.toBe(partIdOf(kept, '/sub'));
  });
});

describe('a writer', () => {
  const longAgo = new Date(0);
  const changed = (field: number, value: string) => nextWriter().split('.').with(field, value).join('.');

  it('still writes while its process runs', () => {
    expect(stillWrites(nextWriter(), longAgo)).toBe(true);
  });

  it('is dead when its process is, also where the pid was given to somebody else', () => {
    expect(stillWrites(changed(1, '7fffffff'), new Date())).toBe(false);
    if (process.platform === 'linux') expect(stillWrites(changed(2, 'abc'), new Date())).toBe(false);
  });

  const [place = ''] = nextWriter().split('.');

  it('of an earlier boot of this machine is dead', () => {
    expect(stillWrites(changed(0, `${place.slice(0, 5)}000000${place.slice(11)}`), new Date())).toBe(false);
  });

  it.each([
    ['machine', `00000${place.slice(5)}`],
    ['container', `${place.slice(0, 11)}00000`],
  ])('of another %s is dead when nothing came for an hour', (_, elsewhere) => {
    const foreign = changed(0, elsewhere);
    expect(stillWrites(foreign, new Date(Date.now() - 59 * 60_000))).toBe(true);
    expect(stillWrites(foreign, new Date(Date.now() - 61 * 60_000))).toBe(false);
  });
});
