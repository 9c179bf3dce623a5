import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPattern, matcherOf } from './glob.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const matches = (pattern: string, name: string, hidden = false) => matcherOf(utf8(pattern), { hidden })(utf8(name));

describe('a pattern', () => {
  it.each([
    ['*', 'anything'],
    ['*.txt', 'a.txt'],
    ['a*', 'a'],
    ['a**b', 'a-b'],
    ['*a*b*', 'xxaxxbxx'],
    ['?', 'x'],
    ['caf?', 'café'],
    ['[a-c]x', 'bx'],
    ['[!a-c]x', 'dx'],
    ['[^a-c]x', 'dx'],
    ['[]]', ']'],
    ['[!]]', 'a'],
    ['[a-]', '-'],
    ['[é]', 'é'],
    ['[ab', '[ab'],
    ['.*', '.htaccess'],
    ['a.b', 'a.b'],
  ])('%s means %s', (pattern, name) => {
    expect(matches(pattern, name)).toBe(true);
  });

  it.each([
    ['*.txt', 'a.txt.bak'],
    ['?', ''],
    ['?', 'xy'],
    ['a', 'A'],
    ['[a-c]', 'd'],
    ['[!a-c]', 'a'],
    ['[]', 'a'],
    ['*', '.htaccess'],
    ['?htaccess', '.htaccess'],
    ['[.]htaccess', '.htaccess'],
    ['a.b', 'axb'],
    ['', 'a'],
  ])('%j does not mean %s', (pattern, name) => {
    expect(matches(pattern, name)).toBe(false);
  });

  it('means hidden names where it is told to', () => {
    expect(matches('*', '.htaccess', true)).toBe(true);
  });

  it('counts bytes in a name that is no UTF-8', () => {
    expect(matcherOf('caf?', { hidden: false })('caf\xe9')).toBe(true);
    expect(matcherOf('caf\xe9', { hidden: false })('caf\xe9')).toBe(true);
  });

  it('says the same as a regular expression would', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 }).map((all) => all.join(''));
    const names = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(letters, names, (pattern, name) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
        expect(matches(pattern, name)).toBe(expression.test(name));
      }),
    );
  });

  it('is answered however many stars it has', () => {
    expect(matches(`${'*a'.repeat(120)}b`, 'a'.repeat(255))).toBe(false);
  });
});

it('is told from a plain name', () => {
  expect(['a*', 'a?', '[a]', 'x[1].jpg'].every(isPattern)).toBe(true);
  expect(['a', 'a[', 'a]', '[]', ''].some(isPattern)).toBe(false);
});
