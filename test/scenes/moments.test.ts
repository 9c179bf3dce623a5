// Scenes in which it matters what happens when: who holds the only port, and what a firewall does in mid transfer.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import type { DataVerb } from '../../src/ftp/policy.js';
import { eventually } from '../support/eventually.js';
import { needsPrograms } from '../support/programs.js';
import { clients } from './clients.js';
import { lacking } from './network.js';
import * as place from './places.js';
import { page, passivePart, Stage, type Fetched } from './stage.js';

const programs = needsPrograms(...clients);
const onePort = { door: place.publicServer, policy: passivePart({ lastPort: 30_000 }) };
const bigBytes = 64 * 1024 * 1024;

describe.skipIf(lacking !== '' || programs.missing)(`in time${lacking}${programs.note}`, () => {
  it.concurrent('the only port is promised to one session of an address, the next hears 425', async ({ expect }) => {
    await Stage.with({ ...onePort, hosts: place.twoBehindNat() }, async (stage) => {
      const first = stage.type('client', ['USER first', 'PASS secret', 'EPSV']);
      await first.hears('229 ');
      const refused = await stage.fetch('curl', 'PASV', { from: 'second' });
      expect(verdictsOf(refused)).toEqual(['PASV range-full']);
      expect(refused.said).toContain('425');
      first.say('QUIT');
      await stage.closed('first');
      const served = await stage.fetch('curl', 'PASV', { from: 'second' });
      expect(verdictsOf(served)).toEqual(['PASV worked']);
      expect(served.content).toBe(page.content);
    });
  });

  it.concurrent('two clients behind one address share the only port', async ({ expect }) => {
    await Stage.with({ ...onePort, hosts: place.twoBehindNat() }, async (stage) => {
      const froms = ['client', 'second', 'client', 'second'];
      const fetched = (await Promise.all(froms.map((from) => untilServed(stage, from)))).flat();
      expect(fetched.filter(({ content }) => content === page.content).length).toBe(froms.length);
      const verdicts = fetched.map((one) => verdictsOf(one).join());
      expect(['PASV worked', 'PASV range-full']).toEqual(expect.arrayContaining(verdicts));
    });
  });

  it.concurrent('clients of two addresses hold the only port at the same time', async ({ expect }) => {
    await Stage.with({ ...onePort, hosts: place.withStranger() }, async (stage) => {
      const first = stage.type('client', ['USER first', 'PASS secret', 'EPSV']);
      await first.hears('229 ');
      const other = await stage.fetch('lftp', 'PASV', { from: 'stranger' });
      expect(verdictsOf(other)).toEqual(['PASV worked']);
      expect(other.content).toBe(page.content);
    });
  });

  const dropping = 'tcp dport { 20, 30000-30009 } drop';
  const droppingBack = 'tcp sport { 20, 30000-30009 } drop';
  const slowly = ['--limit-rate', '200k', '--speed-limit', '1', '--speed-time', '3'];

  it.concurrent.for<DataVerb>(['PASV', 'PORT'])(
    'a download by %s whose packets are dropped from the middle on has stalled',
    async (verb, { expect }) => {
      await Stage.with({ door: place.publicServer, hosts: place.open() }, async (stage) => {
        stage.home.write('big', Buffer.alloc(bigBytes));
        const fetching = stage.fetch('curl', verb, { file: 'big', args: slowly });
        await eventually('the first bytes have come', () => holdsBytes(stage.folder));
        await stage.network.setRules('internet', place.filter('forward', dropping, droppingBack));
        expect(verdictsOf(await fetching)).toEqual([`${verb} stalled`]);
      });
    },
  );

  it.concurrent('so has an upload', async ({ expect }) => {
    await Stage.with({ door: place.publicServer, hosts: place.open() }, async (stage) => {
      const big = join(stage.folder, 'big');
      writeFileSync(big, Buffer.alloc(bigBytes));
      const sending = stage.fetch('curl', 'PASV', { file: 'big', args: [...slowly, '--upload-file', big] });
      await eventually('the first bytes have come', () => holdsBytes(stage.home.path));
      await stage.network.setRules('internet', place.filter('forward', dropping, droppingBack));
      expect(verdictsOf(await sending)).toEqual(['PASV stalled']);
    });
  });
});

/** Comes again as long as it hears that the port is taken. */
async function untilServed(stage: Stage, from: string): Promise<readonly Fetched[]> {
  const fetched = [];
  for (let turn = 0; turn < 50; turn += 1) {
    const one = await stage.fetch('curl', 'PASV', { from });
    fetched.push(one);
    if (one.content !== '') break;
  }
  return fetched;
}

/** Whether a file that is on its way has begun to arrive. */
function holdsBytes(folder: string): boolean {
  return readdirSync(folder).some((name) => name !== page.name && statSync(join(folder, name)).size > 0);
}

function verdictsOf({ connections }: Fetched): string[] {
  return connections.map(({ verb, verdict }) => `${verb} ${verdict}`);
}
