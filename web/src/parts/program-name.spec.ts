import { expect, it } from 'vitest';
import { programName } from './program-name.js';

it('says of a program that names itself nowhere that it has no name', () => {
  expect(programName('FileZilla 3.67.1')).toBe('FileZilla 3.67.1');
  expect([programName(null), programName('unknown')]).toEqual(['Unnamed program', 'Unnamed program']);
});
