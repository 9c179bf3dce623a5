import { describe, expect, it } from 'vitest';
import { asProblem, problemFrom } from './problem.js';

describe('a problem document', () => {
  it('keeps its sentence, its code and the field it names', () => {
    const problem = problemFrom(409, { code: 'login-taken', detail: 'anna is taken.', field: 'name' });
    expect(problem).toMatchObject({ status: 409, code: 'login-taken', message: 'anna is taken.' });
    expect(problem.fields).toEqual({ name: 'anna is taken.' });
  });

  it('is in English, whatever the panel speaks; a sentence of the panel’s own is in the language of the page', () => {
    expect(problemFrom(409, { detail: 'anna is taken.' }).lang).toBe('en');
    expect(problemFrom(502, { code: 'odd' }).lang).toBeUndefined();
    expect(asProblem(new TypeError('fetch failed')).lang).toBeUndefined();
  });

  it('keeps several fields', () => {
    const errors = [
      { field: 'name', detail: 'Too long.' },
      { field: 'folder', detail: 'No dots.' },
    ];
    expect(problemFrom(400, { detail: 'Two values are refused.', errors }).fields).toEqual({
      name: 'Too long.',
      folder: 'No dots.',
    });
  });

  it('gets a sentence where the answer has none', () => {
    expect(problemFrom(502, undefined).message).toContain('502');
    expect(problemFrom(502, '<html>').code).toBe('unexplained');
  });
});

it('says that the panel cannot be reached when the request never arrived', () => {
  expect(asProblem(new TypeError('Failed to fetch')).message).toMatch(/cannot be reached/);
});
