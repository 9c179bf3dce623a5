// Under whose identity the disk is touched: as root in this process, and in a process of its own with the two
// capabilities that the launcher gives FTP workers.
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asCustomer, identityMode } from '../../src/ftp/jail/identity.js';
import { Jail, type Backend } from '../../src/ftp/jail/jail.js';
import { compileEngine, type CompiledEngine } from '../support/compiled-engine.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import { expectRefusal, overEachBackend, pathOf, readAll, store } from '../support/jails.js';
import { needsPrograms, run } from '../support/programs.js';

const setpriv = needsPrograms('setpriv');
const customer = { uid: customerId, gid: customerId, umask: 0o022 };

describe.skipIf(!isRoot || process.platform !== 'linux')('work of a process that is root [needs root on Linux]', () => {
  it('runs under the customer and comes back with everything it had', () => {
    asCustomer(customer, () => undefined);
    const before = identityOf(readFileSync('/proc/self/status', 'latin1'));
    const inside = asCustomer(customer, () => identityOf(readFileSync('/proc/self/status', 'latin1')));
    expect(inside.uid.split('\t')[1]).toBe(String(customerId));
    expect(inside.gid.split('\t')[1]).toBe(String(customerId));
    expect(inside.groups.trim()).toBe('');
    expect(BigInt(`0x${inside.capEff}`)).toBe(0n);
    expect(identityOf(readFileSync('/proc/self/status', 'latin1'))).toEqual(before);
    expect(identityMode()).toBe('customer');
  });

  it('may not read what only root may', () => {
    expect(() => asCustomer(customer, () => readFileSync('/etc/shadow'))).toThrow('EACCES');
    expect(readFileSync('/etc/shadow').length).toBeGreaterThan(0);
  });

  it('comes back when the work fails, and when the umask was another', () => {
    const umask = process.umask();
    expect(() =>
      asCustomer({ ...customer, umask: 0o077 }, () => {
        throw new Error('of the work');
      }),
    ).toThrow('of the work');
    expect(process.geteuid?.()).toBe(0);
    expect(process.getegid?.()).toBe(0);
    expect(process.umask()).toBe(umask);
  });
});

describe.skipIf(!isRoot || process.platform !== 'linux')('file work [needs root on Linux]', () => {
  overEachBackend('as the customer', (backend) => {
    it.each([
      { uid: 0, gid: customerId },
      { uid: customerId, gid: 0 },
      { uid: 33, gid: customerId },
      { uid: customerId, gid: 33 },
      { uid: -1, gid: customerId },
      { uid: 1.5, gid: customerId },
      { uid: Number.NaN, gid: customerId },
    ])('is refused for uid $uid and gid $gid', async ({ uid, gid }) => {
      const place = makeHome();
      await expectRefusal(
        Jail.open({ ...place.home, identity: { uid, gid, umask: 0o022 } }, { backend }),
        'not-permitted',
      );
      place.remove();
    });

    it('is refused by the kernel where the customer may not', async () => {
      const place = makeHome();
      mkdirSync(join(place.path, 'of-root'), { mode: 0o700 });
      writeFileSync(join(place.path, 'of-root/secret'), 'secret');
      writeFileSync(join(place.path, 'secret'), 'secret', { mode: 0o600 });
      const jail = await Jail.open(place.home, { backend });
      await expectRefusal(jail.openFile(pathOf('/secret'), { atByte: 0 }), 'not-permitted');
      await expectRefusal(jail.stat(pathOf('/of-root/secret')), 'not-permitted');
      await expectRefusal(store(jail, pathOf('/secret'), 'mine'), 'not-permitted');
      await expectRefusal(jail.chmod(pathOf('/secret'), 0o666), 'not-permitted');
      await expectRefusal(jail.setTimes(pathOf('/secret'), new Date(0)), 'not-permitted');
      await jail.close();
      place.remove();
    });
  });
});

describe('a window', () => {
  const own = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0, umask: 0o022 };
  const identity = isRoot ? customer : own;

  it('is for synchronous work only', () => {
    expect(() => asCustomer(identity, () => Promise.resolve())).toThrow('synchronous');
  });

  it('does not open inside another', () => {
    expect(() => asCustomer(identity, () => asCustomer(identity, () => 1))).toThrow('inside another');
    expect(asCustomer(identity, () => 1)).toBe(1);
  });
});

describe.skipIf(!isRoot || setpriv.missing)(
  `a process that is nobody with setuid and setgid${setpriv.note} [needs root]`,
  () => {
    const workerId = 34_567;
    let engine: CompiledEngine;
    let place: TestHome;

    beforeAll(() => {
      engine = compileEngine();
    }, 60_000);
    afterAll(() => engine.remove());
    beforeEach(() => {
      place = makeHome();
      chmodSync(place.path, 0o700);
    });
    afterEach(() => place.remove());

    /** Runs a script under `setpriv`; `jail` is open in it unless opening is what it does. */
    async function asWorker(
      script: string,
      options: { caps?: string; home?: object; backend?: Backend } = {},
    ): Promise<unknown> {
      const caps = options.caps ?? '+setuid,+setgid';
      const home = JSON.stringify({ ...place.home, ...options.home });
      const text = `import { Jail, identityMode } from ${JSON.stringify(join(engine.folder, 'jail/jail.js'))};
        import { asCustomer } from ${JSON.stringify(join(engine.folder, 'jail/identity.js'))};
        import { readFileSync, readdirSync } from 'node:fs';
        const home = ${home};
        const backend = ${JSON.stringify(options.backend ?? 'portable')};
        const write = async (jail, path, content) => {
          const upload = await jail.create(path, { atByte: 0, append: false, overwrite: true });
          await upload.write(Buffer.from(content));
          return upload.keep();
        };
        const status = () => readFileSync('/proc/self/status', 'latin1');
        const answer = await (async () => { ${script} })();
        console.log(JSON.stringify(answer));`;
      const privileges = [`--reuid=${workerId}`, `--regid=${workerId}`, '--groups=4,24'];
      const limits = [`--inh-caps=${caps}`, `--ambient-caps=${caps}`, `--bounding-set=-all,${caps}`];
      const node = [process.execPath, '--input-type=module', '--eval', text];
      const end = await run('setpriv', [...privileges, ...(caps === 'none' ? [] : limits), ...node]);
      if (end.exitCode !== 0) throw new Error(end.stderr);
      return JSON.parse(end.stdout);
    }

    it('keeps its capabilities, and no supplementary groups', async () => {
      const answer = await asWorker(`
        const before = status();
        const inside = asCustomer(home.identity, () => status());
        return { before, inside, after: status() };`);
      const { before, inside, after } = answer as Record<'before' | 'inside' | 'after', string>;
      const capabilities = (1n << 6n) | (1n << 7n);
      expect(identityOf(before).groups.trim()).toBe('4 24');
      expect(identityOf(inside).groups.trim()).toBe('');
      expect(identityOf(inside).uid.split('\t')[1]).toBe(String(customerId));
      expect(BigInt(`0x${identityOf(inside).capEff}`)).toBe(capabilities);
      expect(identityOf(after).uid).toBe(identityOf(before).uid);
      expect(BigInt(`0x${identityOf(after).capEff}`)).toBe(capabilities);
    });

    it('reads neither what root may nor what another customer may', async () => {
      const other = makeHome();
      chownSync(other.path, customerId + 1, customerId + 1);
      chmodSync(other.path, 0o700);
      const answer = await asWorker(`
        const trying = (work) => { try { asCustomer(home.identity, work); return 'read'; } catch (e) { return e.code; } };
        return [trying(() => readFileSync('/etc/shadow')), trying(() => readdirSync(${JSON.stringify(other.path)}))];`);
      expect(answer).toEqual(['EACCES', 'EACCES']);
      other.remove();
    });

    overEachBackend('its file work', (backend) => {
      it('creates files and folders as the customer in a folder that only the customer may enter', async () => {
        const answer = await asWorker(
          `
        const jail = await Jail.open(home, { backend });
        await jail.makeFolder('/folder');
        await write(jail, '/folder/file', 'content');
        await write(jail, '/folder/file', 'replaced');
        const names = [];
        for await (const entry of jail.list('/folder')) names.push(entry.name);
        let direct;
        try { readdirSync(home.webRoot); direct = 'read'; } catch (error) { direct = error.code; }
        return { names, direct, mode: identityMode(), backend: jail.backend };`,
          { backend },
        );
        expect(answer).toEqual({ names: ['file'], direct: 'EACCES', mode: 'customer', backend });
        for (const name of ['folder', 'folder/file']) {
          expect(lstatSync(join(place.path, name))).toMatchObject({ uid: customerId, gid: customerId });
        }
      });

      it('refuses a uid or gid below the minimum', async () => {
        const refusal = `return Jail.open(home, { backend }).then(() => 'opened', (error) => error.code);`;
        for (const identity of [
          { uid: 0, gid: customerId, umask: 0 },
          { uid: customerId, gid: 0, umask: 0 },
          { uid: 999, gid: customerId, umask: 0 },
        ]) {
          expect(await asWorker(refusal, { backend, home: { identity } })).toBe('not-permitted');
        }
      });

      it('reads and writes open files on while other customers are being served', async () => {
        const answer = await asWorker(
          `
        const jail = await Jail.open(home, { backend });
        const uploads = await Promise.all(Array.from({ length: 20 }, async (_none, number) => {
          const upload = await jail.create('/file-' + number, { atByte: 0, append: false, overwrite: true });
          for (let chunk = 0; chunk < 20; chunk += 1) {
            await upload.write(Buffer.alloc(10_000, 65 + number));
            await jail.stat('/');
          }
          return upload.keep();
        }));
        return uploads.length;`,
          { backend },
        );
        expect(answer).toBe(20);
        for (let number = 0; number < 20; number += 1) {
          expect(statSync(join(place.path, `file-${number}`))).toMatchObject({ uid: customerId, size: 200_000 });
        }
      });

      it('without the capabilities works as its own user and says so', async () => {
        chmodSync(place.path, 0o777);
        const answer = await asWorker(
          `const jail = await Jail.open(home, { backend }); await write(jail, '/file', 'x'); return identityMode();`,
          { backend, caps: 'none' },
        );
        expect(answer).toBe('process');
        expect(lstatSync(join(place.path, 'file')).uid).toBe(workerId);
      });
    });
  },
);

describe.skipIf(!isRoot)('two customers in one process [needs root]', () => {
  overEachBackend('with jails', (backend) => {
    it('own what they make, however their work is mixed', async () => {
      const places = [0, 1].map((number) => {
        const place = makeHome();
        const id = customerId + number;
        chownSync(place.path, id, id);
        return { place, id, home: { ...place.home, identity: { uid: id, gid: id, umask: 0o022 } } };
      });
      const jails = await Promise.all(places.map(({ home }) => Jail.open(home, { backend })));
      await Promise.all(
        Array.from({ length: 200 }, (_none, number) => store(jails[number % 2]!, pathOf(`/${number}`), String(number))),
      );
      for (let number = 0; number < 200; number += 1) {
        const { place, id } = places[number % 2]!;
        expect(lstatSync(join(place.path, String(number)))).toMatchObject({ uid: id, gid: id });
        expect(await readAll(jails[number % 2]!, pathOf(`/${number}`))).toBe(String(number));
      }
      await Promise.all(jails.map((jail) => jail.close()));
      for (const { place } of places) place.remove();
    });
  });
});

function identityOf(status: string) {
  const field = (name: string) => new RegExp(`^${name}:\\t(.*)$`, 'm').exec(status)?.[1] ?? '';
  return { uid: field('Uid'), gid: field('Gid'), groups: field('Groups'), capEff: field('CapEff') };
}
