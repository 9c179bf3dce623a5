// The swap race as tests, for one backend: a folder, or a file, is exchanged for a link to outside without a pause while
// the jail works on it. The usual way, to check the real path and then use it, must get out of the same trap; a jail
// never does. By hand with 200,000 tries of each: `npm run attack:jail`.
import { afterAll, describe, expect, it } from 'vitest';
import { workingBackends } from '../../src/ftp/jail/backend.js';
import type { Backend } from '../../src/ftp/jail/jail.js';
import { flipperNeeds } from '../support/flipper.js';
import { attacks } from './attacks.js';
import { attackJail } from './race.js';
import { printReport, triesOfEach, writeReport, type ReportRow } from './report.js';

/** Declares one test for each attack; skipped by name where the backend or the flipper is missing. */
export function describeRace(backend: Backend, note = ''): void {
  const canSkip = !workingBackends().includes(backend) || flipperNeeds.missing;
  const title = `the ${backend} backend, while a name is exchanged for a link to outside, lets nothing out that tries to`;
  describe.skipIf(canSkip)(`${title}${note}${flipperNeeds.note} [needs Linux]`, () => {
    const rows: ReportRow[] = [];
    afterAll(() => printReport(backend, rows));

    it.each(attacks)('$title (the $trap is exchanged)', { timeout: 120_000 + triesOfEach * 20 }, async (attack) => {
      const outcome = await attackJail(attack, backend, triesOfEach);
      rows.push({ attack, outcome });
      writeReport(backend, rows);
      expect(outcome.escapes).toEqual([]);
      expect(outcome.usualWayOutWithin, 'The usual way never got out: this test shows nothing.').toBeDefined();
      // How often is the scheduler's business.
      expect(outcome.succeeded, 'A test that only meets refusals shows nothing.').toBeGreaterThan(0);
      expect(outcome.metLink, 'A test that never meets the link shows nothing.').toBeGreaterThan(0);
    });
  });
}
