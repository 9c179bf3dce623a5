import { describe, expect, it } from 'vitest';
import { texts } from '../../i18n/index.js';
import { subjectInWords, verbInWords } from './event-words.js';

describe('a verb', () => {
  it.each(Object.keys(texts.audit.verbs))('%s is of a kind that can be chosen', (verb) => {
    expect(texts.audit.kinds).toHaveProperty([verb.split('.')[0] ?? '']);
  });

  it('that this panel does not know yet is said by its letters', () => {
    expect(verbInWords('account.shared-again')).toBe('account shared again');
  });
});

describe('what it was done on', () => {
  it('is named as people name it', () => {
    expect(subjectInWords({ subject: 'web@demo.example', subjectKind: 'account' })).toBe('web@demo.example');
    expect(subjectInWords({ subject: 'web@demo.example at 192.0.2.1/32', subjectKind: 'ban' })).toBe(
      'web@demo.example at 192.0.2.1',
    );
    expect(subjectInWords({ subject: 'login-attempts', subjectKind: 'retention' })).toBe('Logins');
    expect(subjectInWords({ subject: 'new passwords', subjectKind: 'password-rules' })).toBe('New passwords');
  });

  it('keeps a folder that looks like the length of a network', () => {
    expect(subjectInWords({ subject: 'demo.example/photos/32', subjectKind: 'files' })).toBe('demo.example/photos/32');
  });
});
