import { describe, expect, test } from 'vitest';
import { findingOf } from './self-test-outcome.js';
import type { SelfTestStep, SelfTestView } from './self-tests.dto.js';

const worked: SelfTestStep = { outcome: 'worked', verdict: null, sentence: 'It works.' };
const noOneCame: SelfTestStep = { outcome: 'failed', verdict: 'no-one-came', sentence: 'Nobody came.' };
const refused: SelfTestStep = { outcome: 'failed', verdict: 'client-refused', sentence: 'It was refused.' };

function view(fromServerName: string, steps: { tls?: SelfTestStep; PASV?: SelfTestStep; PORT?: SelfTestStep } = {}) {
  const { tls = worked, PASV = worked, PORT = worked } = steps;
  return {
    fromServerId: fromServerName,
    fromServerName,
    own: fromServerName === 'web-01',
    problem: null,
    steps: { address: '203.0.113.7:21', control: worked, tls, verbs: { PORT, EPRT: worked, PASV, EPSV: worked } },
  } satisfies SelfTestView;
}

describe('a self-test', () => {
  test('worked where everybody saw everything work', () => {
    expect(findingOf([view('web-01'), view('web-02')])).toEqual({
      outcome: 'worked',
      sentence: 'Every way that the policy allows works, seen from web-01, web-02.',
    });
  });

  test('does not say of a verb that it works where nobody could test it, as over IPv6', () => {
    const untested: SelfTestStep = { outcome: 'not-tested', verdict: null, sentence: 'It is for IPv4.' };
    expect(findingOf([view('web-01', { PASV: untested, PORT: untested })]).sentence).toBe(
      'Every way that the policy allows works, but for PORT and PASV, which could not be tested, seen from web-01.',
    );
  });

  test('failed where another machine saw something fail, and counts the rest', () => {
    const views = [view('web-01'), view('web-02', { PASV: noOneCame, PORT: refused })];
    expect(findingOf(views)).toEqual({
      outcome: 'failed',
      sentence: 'Seen from web-02, PORT did not work. It was refused. 1 more way failed.',
    });
  });

  test('worked where only the server itself does not reach its public address, as behind a NAT', () => {
    expect(findingOf([view('web-01', { PASV: noOneCame }), view('web-02')])).toEqual({
      outcome: 'worked',
      sentence:
        'Every way that the policy allows works, seen from web-02. ' +
        'The server does not reach itself that way, which hurts nobody else.',
    });
  });

  test('is unclear where nobody else looked', () => {
    const { outcome, sentence } = findingOf([view('web-01', { PASV: noOneCame })]);
    expect(outcome).toBe('unclear');
    expect(sentence).toContain('A server behind NAT often cannot reach its own public address');
  });

  test('failed also by its own view where no NAT explains it', () => {
    expect(findingOf([view('web-01', { tls: refused }), view('web-02')]).outcome).toBe('failed');
  });

  test('failed where nobody answered, with what each said', () => {
    const silent = { ...view('web-01'), problem: 'The server web-01 has not answered.', steps: null };
    expect(findingOf([silent])).toEqual({ outcome: 'failed', sentence: 'The server web-01 has not answered.' });
  });
});
