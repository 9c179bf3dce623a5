import { describe, expect, it } from 'vitest';
import { tellPanelFacts } from '../api/panel.js';
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

  it('is as long as the panel wants', () => {
    const facts = { productName: 'Wolke', supportText: null, supportLink: null, logoOnLight: null, logoOnDark: null };
    tellPanelFacts(JSON.stringify({ ...facts, passwords: { shortestCharacters: 64, leastScore: 4 } }));
    expect(generatePassword()).toHaveLength(64);
    tellPanelFacts(JSON.stringify({ ...facts, passwords: { shortestCharacters: 8, leastScore: 0 } }));
    expect(generatePassword()).toHaveLength(20);
  });
});
