import { describe, expect, it } from 'vitest';
import type { DoctorStep } from '../../api/types.js';
import { stepSentence } from './step-sentence.js';

const at = '2026-11-22T12:00:00Z';
const said = (step: Omit<DoctorStep, 'at'>) => stepSentence({ at, ...step }, 'customer');

describe('what the doctor says about a step', () => {
  it('names who comes and why a login is refused, also for a reason of a later release', () => {
    expect(said({ code: 'connected', address: '203.0.113.7' })).toBe('Someone connects from 203.0.113.7.');
    expect(said({ code: 'login-refused', outcome: 'expired' })).toBe(
      'The login is refused: the FTP account has expired.',
    );
    expect(said({ code: 'login-refused', outcome: 'of-later' })).toMatch(/the server gives the reason “of-later”/);
  });

  it('says who dialled a data connection that worked, and whether it was encrypted', () => {
    const worked = { code: 'data-ended', verdict: 'worked', culprit: 'nobody', port: 30_012, bytes: 1_200 } as const;
    expect(said({ ...worked, verb: 'EPSV', tlsVersion: 'TLSv1.3' })).toBe(
      'The FTP program came to port 30012, and 1.2 kB went over (EPSV). Encrypted with TLS 1.3.',
    );
    expect(said({ ...worked, verb: 'PORT' })).toBe(
      'The server reached port 30012 of the client, and 1.2 kB went over (PORT). Not encrypted.',
    );
  });

  it('repeats what the server answered where a transfer stopped', () => {
    const cut = {
      code: 'transfer',
      kind: 'upload',
      path: '/a',
      bytes: 0,
      outcome: 'refused',
      reply: '552 Full.',
    } as const;
    expect(said(cut)).toBe('Upload of /a stops after 0 B: 552 Full.');
  });
});
