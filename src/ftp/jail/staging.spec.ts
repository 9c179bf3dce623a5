import { describe, expect, it } from 'vitest';
import { isStagedName, makeStagedName, stagedPrefix } from './staging.js';

describe('a staged name', () => {
  it('is never the same twice and is known as one', () => {
    const names = Array.from({ length: 1000 }, makeStagedName);
    expect(new Set(names).size).toBe(1000);
    expect(names.every(isStagedName)).toBe(true);
    expect(names.every((name) => name.startsWith(stagedPrefix))).toBe(true);
  });

  it('is known in capitals too, as file systems that ignore case would find it', () => {
    expect(isStagedName(makeStagedName().toUpperCase())).toBe(true);
  });

  it.each(['.portside-notes.part', '.portside-', 'index.html', `x${'.portside-'}${'0'.repeat(32)}.part`, ''])(
    'is not a name of a customer such as "%s"',
    (name) => expect(isStagedName(name)).toBe(false),
  );
});
