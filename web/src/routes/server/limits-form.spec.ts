import { expect, it } from 'vitest';
import type { Policy } from '../../api/types.js';
import { limitsDraft, limitsOf, limitsRules } from './limits-form.js';

const policy = {
  greeting: null,
  maxSessions: null,
  maxSessionsPerAddress: 30,
  loginTimeoutMs: 60_000,
  idleTimeoutMs: 300_000,
  maxFailedLogins: 3,
  hiddenNames: ['.git'],
  refusedNames: [],
} satisfies Partial<Policy> as Partial<Policy> as Policy;
const values = limitsOf(policy);

it('sends what was changed and nothing else', () => {
  expect(limitsDraft(values, values)).toEqual({});
  const changed = { ...values, greeting: ' Hello ', maxSessionsPerAddress: '', idleTimeoutMs: '600' };
  expect(limitsDraft(values, changed)).toEqual({
    greeting: 'Hello',
    maxSessionsPerAddress: null,
    idleTimeoutMs: 600_000,
  });
  const names = { ...values, hiddenNames: ' .git \n\n', refusedNames: '*.php\n/private/**' };
  expect(limitsDraft(values, names)).toEqual({ refusedNames: ['*.php', '/private/**'] });
});

it('takes no bound for an address above that of the server, and none that is no number', () => {
  expect(limitsRules.maxSessionsPerAddress('30', { ...values, maxSessions: '20' })).toContain('20');
  expect(limitsRules.maxSessionsPerAddress('30', values)).toBeNull();
  expect(limitsRules.maxSessions('many')).not.toBeNull();
  expect(limitsRules.maxSessions('')).toBeNull();
  expect(limitsRules.idleTimeoutMs('5')).toContain('10');
});
