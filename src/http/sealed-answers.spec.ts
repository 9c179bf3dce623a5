import { expect, it } from 'vitest';
import { SealedAnswers } from './sealed-answers.js';

const settings = { databaseUrl: 'postgres://panel:secret@host/portside', sessionSecret: undefined };

it('gives back what was sealed, and shows none of it', () => {
  const answers = new SealedAnswers(settings);
  const sealed = answers.seal({ login: 'web@shop.example', password: 'seen once' });
  expect(sealed.toString('latin1')).not.toContain('seen once');
  expect(new SealedAnswers(settings).open(sealed)).toEqual({ login: 'web@shop.example', password: 'seen once' });
});

it('opens nothing of an installation with another secret', () => {
  const sealed = new SealedAnswers(settings).seal({ password: 'seen once' });
  const stranger = new SealedAnswers({ ...settings, databaseUrl: 'postgres://other' });
  expect(() => stranger.open(sealed)).toThrow();
});

it('knows a request again in whatever order its fields are written', () => {
  const answers = new SealedAnswers(settings);
  const one = answers.fingerprint({ name: 'a', place: { x: 1, y: [1, 2] } });
  expect(answers.fingerprint({ place: { y: [1, 2], x: 1 }, name: 'a' })).toEqual(one);
  expect(answers.fingerprint({ place: { y: [2, 1], x: 1 }, name: 'a' })).not.toEqual(one);
});
