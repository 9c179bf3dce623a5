// The README's table of settings is the one an operator reads; here it is held against what src/config.ts reads.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

it('names every setting in the README, and none that does not exist', () => {
  const known = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1]);
  const documented = [...read('README.md').matchAll(/^\| `([A-Z][A-Z_]+)` /gm)].map((match) => match[1]);
  expect(known).toContain('DATABASE_URL');
  expect([...documented].sort()).toEqual([...known].sort());
});
