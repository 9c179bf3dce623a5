import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameRules, noNameRules, whyPatternRefused } from './name-rules.js';
import { resolvePath, rootPath, type VirtualPath } from './virtual-path.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const at = (path: string) => resolvePath(path, rootPath) ?? rootPath;
const hides = (pattern: string, path: VirtualPath) => new NameRules({ hidden: [pattern], refused: [] }).hides(path);

describe('a pattern of a name', () => {
  it.each([
    ['*.php', '/index.php'],
    ['*.php', '/blog/deep/index.PHP'],
    ['*.PHP', '/index.php'],
    ['.ht*', '/.htaccess'],
    ['.git', '/site/.git'],
    ['.git', '/site/.git/config'],
    ['*', '/.anything'],
    ['a[0-9].txt', '/a7.txt'],
    ['?.txt', utf8('/ä.txt')],
    ['ä*', utf8('/ärger')],
  ])('%s covers %s', (pattern, path) => {
    expect(hides(pattern, at(path))).toBe(true);
  });

  it.each([
    ['*.php', '/index.php.txt'],
    ['*.php', '/php'],
    ['.git', '/.gitignore'],
    ['?.txt', '/ab.txt'],
    ['ä*', utf8('/Ärger')],
    ['ä*', '/\xe4rger'],
    ['*', '/'],
  ])('%s does not cover %s', (pattern, path) => {
    expect(hides(pattern, at(path))).toBe(false);
  });
});

describe('a pattern of a path', () => {
  it.each([
    ['/private', '/private'],
    ['/private', '/private/a/b'],
    ['/private/**', '/private/a/b'],
    ['/private/*', '/private/a/b'],
    ['/a/**/z', '/a/z'],
    ['/a/**/z', '/a/b/c/z/below'],
    ['/**/x/y', '/x/y'],
    ['/**/x/y', '/x/x/y'],
    ['/uploads/*.php', '/Uploads/a.php'],
    ['/**', '/a'],
  ])('%s covers %s', (pattern, path) => {
    expect(hides(pattern, at(path))).toBe(true);
  });

  it.each([
    ['/private', '/a/private'],
    ['/private/**', '/private'],
    ['/private/*', '/private'],
    ['/a/**/z', '/a/b'],
    ['/a/**/z', '/b/a/z'],
    ['/**/x/y', '/x/z/y'],
    ['/uploads/*.php', '/uploads/deep/a.php'],
    ['/uploads/*.php', '/a.php'],
  ])('%s does not cover %s', (pattern, path) => {
    expect(hides(pattern, at(path))).toBe(false);
  });
});

describe('the rules of an account', () => {
  const rules = new NameRules({ hidden: ['.git', '/a/b/c'], refused: ['*.exe', '/uploads/*.php'] });

  it('tell which pattern refuses, as it was written', () => {
    expect(rules.refuses(at('/setup.EXE'))).toBe('*.exe');
    expect(rules.refuses(at('/uploads/x.php'))).toBe('/uploads/*.php');
    expect(rules.refuses(at('/x.php'))).toBeUndefined();
    expect(rules.refuses(at('/.git'))).toBeUndefined();
  });

  it('hide no name that is only refused', () => {
    expect(rules.hides(at('/setup.exe'))).toBe(false);
  });

  it('pin the folders that a path pattern goes through, and no other', () => {
    for (const path of ['/a', '/a/b', '/uploads', '/A']) expect(rules.pins(at(path))).toBe(true);
    for (const path of ['/b', '/a/b/c', '/a/x', '/.git', '/blog']) expect(rules.pins(at(path))).toBe(false);
  });

  it('are none where there are no patterns', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(noNameRules.hides(at(path))).toBe(false);
        expect(noNameRules.refuses(at(path))).toBeUndefined();
        expect(noNameRules.pins(at(path))).toBe(false);
      }),
    );
  });
});

const name = fc.stringMatching(/^[ab.*?]{1,4}$/).filter((text) => text !== '.' && text !== '..');
const names = fc.array(
  fc.stringMatching(/^[abA.]{1,4}$/).filter((text) => text !== '.' && text !== '..'),
  { minLength: 1, maxLength: 5 },
);
const pattern = fc.oneof(
  name,
  fc.array(fc.oneof(name, fc.constant('**')), { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}`),
);

/** The same by a regular expression, which may take as long as it likes here. */
function expression(written: string): RegExp {
  const parts = written.startsWith('/') ? written.slice(1).split('/') : ['**', written];
  const one = (text: string) => text.replace(/\./g, '\\.').replace(/\*+/g, '[^/]*').replace(/\?/g, '[^/]');
  const source = parts.map((part, index) =>
    part === '**' && index < parts.length - 1 ? '(/[^/]+)*' : `/(?=[^/])${one(part)}`,
  );
  return new RegExp(`^${source.join('')}(/|$)`, 'i');
}

describe('any pattern', () => {
  it('means what the regular expression of it means', () => {
    fc.assert(
      fc.property(pattern, names, (written, path) => {
        expect(hides(written, at(`/${path.join('/')}`))).toBe(expression(written).test(`/${path.join('/')}`));
      }),
    );
  });

  it('covers everything below what it covers', () => {
    fc.assert(
      fc.property(pattern, names, names, (written, above, below) => {
        const path = `/${above.join('/')}`;
        fc.pre(hides(written, at(path)));
        expect(hides(written, at(`${path}/${below.join('/')}`))).toBe(true);
      }),
    );
  });

  it('pins every folder through which it is reached', () => {
    fc.assert(
      fc.property(pattern, names, names, (written, above, below) => {
        const rules = new NameRules({ hidden: [written], refused: [] });
        const folder = `/${above.join('/')}`;
        fc.pre(written.startsWith('/') && !/^\/(\*\*\/)*[^/]*$/.test(written));
        fc.pre(!rules.hides(at(folder)) && rules.hides(at(`${folder}/${below.join('/')}`)));
        expect(rules.pins(at(folder))).toBe(true);
      }),
    );
  });

  it('is answered for without going back and forth', () => {
    const stars = `/${'**/'.repeat(60)}${'a*'.repeat(9)}b`;
    expect(whyPatternRefused(stars)).toBeUndefined();
    expect(hides(stars, at(`/${'aaaaaaaaaaaaaaaa/'.repeat(240)}`))).toBe(false);
  });

  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (written, path) => {
        expect(typeof hides(written, at(path))).toBe('boolean');
      }),
    );
  });
});

describe('what is written as a pattern', () => {
  it.each(['*.php', '.ht*', '/private/**', '/a b/ü?[a-z]', '**'])('%s can be used', (written) => {
    expect(whyPatternRefused(written)).toBeUndefined();
  });

  it.each([
    ['', /Write names/],
    ['/', /Write names/],
    ['/a/', /Write names/],
    ['a//b', /Write names/],
    ['/a/../b', /Write names/],
    ['a/b', /Begin a path with a slash: \/a\/b\./],
    ['a\nb', /control characters/],
    ['\ud800', /control characters/],
    ['x'.repeat(201), /at most 200 characters/],
  ])('%j is refused with a sentence', (written, why) => {
    expect(whyPatternRefused(written)).toMatch(why);
  });
});
