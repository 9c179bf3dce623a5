// Under whose identity the native part touches the disk: in a process of its own with the two capabilities that the
// launcher gives FTP workers, as root, and with no capability at all.
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findNative } from '../../src/ftp/jail/native-addon.js';
import { compileEngine, type CompiledEngine } from '../support/compiled-engine.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import { needsPrograms, run } from '../support/programs.js';

const setpriv = needsPrograms('setpriv');
const native = findNative();
const lacking = 'missing' in native ? ` [${native.missing}]` : '';
const workerId = 34_567;

let engine: CompiledEngine;

beforeAll(() => {
  engine = compileEngine();
}, 60_000);
afterAll(() => engine.remove());

/** What stands before every script: the engine, the homes, and a look at the process's threads. */
function preamble(places: readonly TestHome[]): string {
  const module = (name: string) => JSON.stringify(join(engine.folder, 'jail', name));
  return `
    import { readdirSync, readFileSync } from 'node:fs';
    import { readFile, stat, writeFile } from 'node:fs/promises';
    import { NativeDisk } from ${module('native-disk.js')};
    import { nativeAddon } from ${module('native-addon.js')};
    import { identityMode } from ${module('identity.js')};
    const homes = ${JSON.stringify(places.map(({ home }) => home))};
    const field = (status, name) => new RegExp('^' + name + ':\\\\t(.*)$', 'm').exec(status)[1].trim();
    const threads = () => readdirSync('/proc/self/task').map((id) => {
      const status = readFileSync('/proc/self/task/' + id + '/status', 'latin1');
      const [name, uid, gid, groups, capEff, capPrm, umask] =
        ['Name', 'Uid', 'Gid', 'Groups', 'CapEff', 'CapPrm', 'Umask'].map((one) => field(status, one));
      return { name, uid, gid, groups, capEff, capPrm, umask };
    });
    const own = () => threads().filter(({ name }) => name === 'portside-disk');
    // A thread that has not begun yet still has what the process has; it does no work before it has let go of it.
    const begun = async (disk) => {
      do await disk.stat(disk.root, '/', 'itself');
      while (own().some(({ groups, capEff }) => groups !== '' || capEff !== '${mask(6, 7)}'));
      return own();
    };
    const others = () => threads().filter(({ name }) => name !== 'portside-disk');
    const failure = (work) => work.then(() => 'done', (error) => typeof error.errno === 'string' ? error.errno : error.code);
    const make = async (disk, name) => (await disk.makeFile(disk.root, name, 0o666)).close();
  `;
}

describe.skipIf(lacking !== '' || !isRoot || setpriv.missing)(
  `native work of a process that is nobody${setpriv.note}${lacking} [needs root]`,
  { timeout: 60_000 },
  () => {
    let places: TestHome[];

    beforeEach(() => {
      places = [0, 1, 2].map((number) => {
        const place = makeHome();
        const id = customerId + number;
        chownSync(place.path, id, id);
        chmodSync(place.path, 0o700);
        return { ...place, home: { ...place.home, identity: { uid: id, gid: id, umask: [0o022, 0o077, 0][number]! } } };
      });
    });
    afterEach(() => places.forEach((place) => place.remove()));

    /** Runs a script as an ordinary user, with SETUID and SETGID unless told otherwise. */
    async function asWorker(script: string, caps = '+setuid,+setgid'): Promise<unknown> {
      const text = `${preamble(places)}
        console.log(JSON.stringify(await (async () => { ${script} })()));`;
      const who = [`--reuid=${workerId}`, `--regid=${workerId}`, '--groups=4,24'];
      const may = [`--inh-caps=${caps}`, `--ambient-caps=${caps}`, `--bounding-set=-all,${caps}`];
      const node = [process.execPath, '--input-type=module', '--eval', text];
      const end = await run('setpriv', [...who, ...(caps === 'none' ? [] : may), ...node]);
      if (end.exitCode !== 0) throw new Error(end.stderr);
      return JSON.parse(end.stdout);
    }

    it("leaves Node's own pool to the process, also where the pool starts while customers are being served", async () => {
      const answer = await asWorker(`
        const disk = await NativeDisk.open(homes[0]);
        const work = Array.from({ length: 200 }, (_none, number) => make(disk, 'file-' + number));
        const pool = await Promise.all(Array.from({ length: 16 }, () => readFile('/proc/thread-self/status', 'latin1')));
        const refused = await Promise.all(Array.from({ length: 16 }, () => failure(stat(homes[0].webRoot + '/file-0'))));
        await Promise.all(work);
        return { pool: pool.map((status) => field(status, 'Uid')), refused, rest: others().map(({ uid }) => uid) };`);
      const { pool, refused, rest } = answer as Record<'pool' | 'refused' | 'rest', string[]>;
      const itself = Array(4).fill(workerId).join('\t');
      expect(new Set([...pool, ...rest])).toEqual(new Set([itself]));
      expect(new Set(refused)).toEqual(new Set(['EACCES']));
    });

    it('gives everything its right owner while the process works on too', async () => {
      const answer = await asWorker(`
        const disks = await Promise.all(homes.map((home) => NativeDisk.open(home)));
        const between = [];
        await Promise.all(Array.from({ length: 600 }, async (_none, number) => {
          const disk = disks[number % 3];
          if (number % 2 === 0) await make(disk, 'item-' + number);
          else await disk.makeFolder(disk.root, 'item-' + number, 0o777);
          between.push(field(await readFile('/proc/thread-self/status', 'latin1'), 'Uid'));
          await disk.stat(disk.root, 'item-' + number, 'itself');
        }));
        await Promise.all(disks.map((disk) => disk.close()));
        return { between, own: own().map(({ uid }) => uid), rest: others().map(({ uid }) => uid) };`);
      const seen = answer as Record<'between' | 'own' | 'rest', string[]>;
      const itself = Array(4).fill(workerId).join('\t');
      expect(new Set([...seen.between, ...seen.own, ...seen.rest])).toEqual(new Set([itself]));
      expect(seen.own).toHaveLength(4);
      const modes = [0o755, 0o700, 0o777];
      for (const [number, place] of places.entries()) {
        const made = readdirSync(place.path).map((name) => lstatSync(join(place.path, name)));
        expect(made).toHaveLength(200);
        expect(new Set(made.map(({ uid, gid }) => `${uid} ${gid}`))).toEqual(
          new Set([`${customerId + number} ${customerId + number}`]),
        );
        const folders = made.filter((stats) => stats.isDirectory()).map(({ mode }) => mode & 0o7777);
        expect(new Set(folders)).toEqual(new Set([modes[number]]));
      }
    });

    it('has threads without groups and without any other capability', async () => {
      const threads = (await asWorker(`
        return begun(await NativeDisk.open(homes[0]));`)) as Record<string, string>[];
      expect(threads).toHaveLength(4);
      for (const { groups, capEff, capPrm } of threads) {
        expect({ groups, capEff, capPrm }).toEqual({ groups: '', capEff: mask(6, 7), capPrm: mask(6, 7) });
      }
    });

    it('is kept by the kernel from what the customer may not', async () => {
      const place = places[0]!;
      mkdirSync(join(place.path, 'of-root'), { mode: 0o700 });
      writeFileSync(join(place.path, 'secret'), 'secret', { mode: 0o600 });
      writeFileSync(join(place.path, 'for-group'), 'group', { mode: 0o640 });
      chownSync(join(place.path, 'for-group'), 0, 4);
      const answer = await asWorker(`
        const disk = await NativeDisk.open(homes[0]);
        const read = { final: 'itself', access: 'read' };
        const machine = await NativeDisk.open({ ...homes[0], webRoot: '/' });
        return {
          shadow: await failure(machine.openFile(machine.root, 'etc/shadow', read)),
          folder: await failure(disk.stat(disk.root, 'of-root/below', 'itself')),
          list: await failure(disk.entries(await disk.openFolder(disk.root, 'of-root')).next()),
          secret: await failure(disk.openFile(disk.root, 'secret', read)),
          group: await failure(disk.openFile(disk.root, 'for-group', read)),
          mode: await failure(disk.chmod(disk.root, 'secret', 0o666)),
          time: await failure(disk.setTimes(disk.root, 'secret', new Date(0))),
          other: await failure(NativeDisk.open({ ...homes[1], identity: homes[0].identity })),
          home: await failure(machine.stat(machine.root, homes[1].webRoot + '/below', 'itself')),
        };`);
      const refused = ['shadow', 'folder', 'list', 'secret', 'group', 'other', 'home'].map((name) => [name, 'EACCES']);
      expect(answer).toEqual({ ...Object.fromEntries(refused), mode: 'EPERM', time: 'EPERM' });
    });

    it('refuses root and ids below the smallest in the native part too', async () => {
      const answer = await asWorker(`
        const addon = nativeAddon();
        const ask = (uid, gid) => addon.openWebRoot(uid, gid, 0o022, -1, '/', -1, '', 0, 0).then(({ error }) => error);
        const strange = (uid) => { try { ask(uid, 1000); return 'asked'; } catch (error) { return error.name; } };
        return {
          ids: await Promise.all([[0, 0], [0, 23456], [23456, 0], [999, 23456], [23456, 999]].map((ids) => ask(...ids))),
          allowed: await Promise.all([ask(1000, 1000), ask(${workerId}, ${workerId})]),
          strange: [4294967296, 4294967295, -1, 1.5, NaN, '1000', undefined].map(strange),
        };`);
      expect(answer).toEqual({ ids: [1, 1, 1, 1, 1], allowed: [0, 0], strange: Array(7).fill('TypeError') });
    });

    it('gives no setuid, setgid or sticky bit to what it makes', async () => {
      await asWorker(
        `
        const disk = await NativeDisk.open(homes[2]);
        await (await disk.makeFile(disk.root, 'file', 0o7777)).close();
        await disk.makeFolder(disk.root, 'folder', 0o7777);`.concat('return null;'),
      );
      const modes = ['file', 'folder'].map((name) => lstatSync(join(places[2]!.path, name)).mode & 0o7777);
      expect(modes).toEqual([0o777, 0o777]);
    });

    it('without capabilities works as the process, under the umask of the customer', async () => {
      const place = places[1]!;
      chmodSync(place.path, 0o777);
      const answer = await asWorker(
        `
        const disk = await NativeDisk.open(homes[1]);
        await make(disk, 'file');
        return { mode: identityMode(), refused: await failure(NativeDisk.open({ ...homes[1], identity: { uid: 0, gid: 0, umask: 0 } })) };`,
        'none',
      );
      expect(answer).toEqual({ mode: 'process', refused: 'not-permitted' });
      const { uid, mode } = lstatSync(join(place.path, 'file'));
      expect([uid, mode & 0o777]).toEqual([workerId, 0o600]);
    });
  },
);

describe.skipIf(lacking !== '' || !isRoot)(`native work of a process that is root${lacking} [needs root]`, () => {
  it('has none of its capabilities but those for switching, and the process keeps all', async () => {
    const place = makeHome();
    const script = `${preamble([place])}
      const before = others()[0];
      const disk = await NativeDisk.open(homes[0]);
      await make(disk, 'file');
      console.log(JSON.stringify({ own: await begun(disk), before, after: others()[0] }));`;
    const end = await run(process.execPath, ['--input-type=module', '--eval', script]);
    const { own, before, after } = JSON.parse(end.stdout) as Record<'own', Record<string, string>[]> &
      Record<'before' | 'after', object>;
    expect(new Set(own.map(({ capEff }) => capEff))).toEqual(new Set([mask(6, 7)]));
    expect(after).toEqual(before);
    expect(lstatSync(join(place.path, 'file')).uid).toBe(customerId);
    expect(readFileSync(join(place.path, 'file'), 'latin1')).toBe('');
    place.remove();
  });
});

/** A set of capabilities as /proc writes it. */
function mask(...capabilities: number[]): string {
  const bits = capabilities.reduce((sum, capability) => sum | (1n << BigInt(capability)), 0n);
  return bits.toString(16).padStart(16, '0');
}
