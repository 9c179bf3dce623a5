import { describe, expect, it } from 'vitest';
import { generatePassword, passwordAlphabet } from './password.js';

describe('a generated password', () => {
  it('has at least 16 characters, whatever is asked for', () => {
    expect(generatePassword()).toHaveLength(20);
    expect(generatePassword(4)).toHaveLength(16);
    expect(generatePassword(40)).toHaveLength(40);
  });

  it('holds no character that can be taken for another', () => {
    const many = Array.from({ length: 200 }, () => generatePassword()).join('');
    expect(many).not.toMatch(/[0O1lI]/);
    expect([...many].every((character) => passwordAlphabet.includes(character))).toBe(true);
  });

  it('uses the whole alphabet', () => {
    const many = Array.from({ length: 400 }, () => generatePassword()).join('');
    expect(new Set(many).size).toBe(passwordAlphabet.length);
  });

  it('differs each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => generatePassword())).size).toBe(100);
  });
});
