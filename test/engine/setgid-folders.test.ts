// Uploads over files in a folder that gives what is made in it a group of its own.
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Jail, type Upload } from '../../src/ftp/jail/jail.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import { overEachBackend, pathOf } from '../support/jails.js';

const groupOfFolder = 33;
const groupOfOthers = 34;

describe.skipIf(!isRoot || process.platform !== 'linux')('in a setgid folder [needs root on Linux]', () => {
  overEachBackend('an upload', (backend) => {
    let place: TestHome;
    let jail: Jail;
    const file = () => join(place.path, 'shared/page');

    beforeEach(async () => {
      place = makeHome();
      place.write('shared/page', 'old page');
      const folder = join(place.path, 'shared');
      chownSync(folder, customerId, groupOfFolder);
      chmodSync(folder, 0o2775);
      jail = await Jail.open(place.home, { backend });
    });

    afterEach(async () => {
      await jail.close();
      place.remove();
    });

    async function beginOver(group: number): Promise<Upload> {
      chownSync(file(), customerId, group);
      chmodSync(file(), 0o640);
      const upload = await jail.create(pathOf('/shared/page'), { atByte: 0, append: false, overwrite: true });
      await upload.write(Buffer.from('half'));
      return upload;
    }

    it.each([
      ["the customer's own group", customerId],
      ["the folder's group", groupOfFolder],
    ])('leaves a file of %s whole until it is complete, and keeps its group', async (_whose, group) => {
      const broken = await beginOver(group);
      expect(broken.written).toBe('staged');
      await broken.discard();
      expect(readFileSync(file(), 'latin1')).toBe('old page');
      await (await beginOver(group)).keep();
      expect(readFileSync(file(), 'latin1')).toBe('half');
      expect(statSync(file())).toMatchObject({ uid: customerId, gid: group, mode: 0o100640 });
    });

    it('writes a file of any other group in place, so that it keeps its group', async () => {
      const upload = await beginOver(groupOfOthers);
      expect(upload.written).toBe('direct');
      await upload.keep();
      expect(statSync(file()).gid).toBe(groupOfOthers);
    });
  });
});
