import { describe, expect, test } from 'vitest';
import type { SelfTest } from '../../api/types.js';
import '../../i18n/index.js';
import { resultsOf } from './test-results.js';

type View = SelfTest['views'][number];
type Step = NonNullable<View['steps']>['control'];

const worked: Step = { outcome: 'worked', verdict: null, sentence: 'It works.' };
const off: Step = { outcome: 'not-allowed', verdict: null, sentence: '502 Active mode is switched off.' };
const failed = (verdict: string | null): Step => ({ outcome: 'failed', verdict, sentence: 'It was refused.' });

function viewFrom(fromServerName: string, verbs: Partial<NonNullable<View['steps']>['verbs']> = {}): View {
  return {
    fromServerId: fromServerName,
    fromServerName,
    own: false,
    problem: null,
    steps: {
      address: '203.0.113.7:21',
      control: worked,
      tls: worked,
      verbs: { PASV: worked, EPSV: worked, PORT: off, EPRT: off, ...verbs },
    },
  };
}

const testOf = (...views: View[]): SelfTest => ({
  id: 't',
  serverId: 's',
  reason: 'asked',
  askedBy: 'a',
  policyVersion: 1,
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:00:10Z',
  outcome: 'worked',
  sentence: '',
  views,
});

const resultOf = (what: string, ...views: View[]) => resultsOf(testOf(...views)).find(({ key }) => key === what);

describe('the results of a self-test', () => {
  test('are one for each step, in the order in which a client meets them', () => {
    const results = resultsOf(testOf(viewFrom('web-01')));
    expect(results.map(({ key, outcome }) => `${key} ${outcome}`)).toEqual([
      'control worked',
      'tls worked',
      'PASV worked',
      'EPSV worked',
      'PORT not-allowed',
      'EPRT not-allowed',
    ]);
    expect(results.every(({ cure, from }) => cure === undefined && from.length === 0)).toBe(true);
  });

  test('count what failed for one and say who it was', () => {
    const found = resultOf('PASV', viewFrom('web-01'), viewFrom('web-02', { PASV: failed('no-one-came') }));
    expect(found).toMatchObject({ outcome: 'failed', from: ['web-02'], cure: { step: 'firewall' } });
  });

  test('lead each failure to the step that mends it', () => {
    const stepFor = (verdict: string | null) => resultOf('PASV', viewFrom('a', { PASV: failed(verdict) }))?.cure?.step;
    expect(stepFor('offered-private-address')).toBe('address');
    expect(stepFor('tls-failed')).toBe('encryption');
    expect(stepFor('mode-denied')).toBe('mode');
    expect(stepFor(null)).toBe('address');
    expect(resultOf('EPRT', viewFrom('a', { EPRT: failed(null) }))?.cure?.step).toBe('mode');
  });

  test('name who could not look', () => {
    const blind: View = { ...viewFrom('web-03'), steps: null, problem: 'The server web-03 has not answered.' };
    expect(resultsOf(testOf(blind))).toMatchObject([
      { outcome: 'not-tested', sentence: 'The server web-03 has not answered.', cure: { step: undefined } },
    ]);
  });
});
