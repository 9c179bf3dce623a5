// Large folders that several list at once: between two chunks the event loop has its turn, so that nobody else waits.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Jail } from '../../src/ftp/jail/jail.js';
import { rootPath } from '../../src/ftp/virtual-path.js';
import { makeHome } from '../support/home.js';
import { overEachBackend } from '../support/jails.js';

const names = 8000;
const sessions = [1, 2, 3, 4, 5, 6, 7, 8];

/** As much as the largest chunk of a backend holds. */
const mostInOneTurn = 2000;

overEachBackend('a large folder', (backend) => {
  it('leaves the event loop its turns, though eight list it at once', async () => {
    const place = makeHome();
    for (let number = 0; number < names; number += 1) writeFileSync(join(place.path, `file${number}`), '');
    const jails = await Promise.all(sessions.map(() => Jail.open(place.home, { backend })));
    let [seen, sinceLastTurn, most] = [0, 0, 0];
    let timer = setImmediate(function turn() {
      most = Math.max(most, sinceLastTurn);
      sinceLastTurn = 0;
      timer = setImmediate(turn);
    });
    const drain = async (jail: Jail) => {
      for await (const entry of jail.list(rootPath)) {
        seen += Math.sign(entry.name.length);
        sinceLastTurn += 1;
      }
    };
    await Promise.all(jails.map(drain));
    clearImmediate(timer);
    expect(seen).toBe(names * sessions.length);
    expect(most).toBeLessThanOrEqual(mostInOneTurn * sessions.length);
    await Promise.all(jails.map((jail) => jail.close()));
    place.remove();
  });
});
