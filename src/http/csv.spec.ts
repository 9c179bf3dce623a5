import { expect, test } from 'vitest';
import { csv } from './csv.js';

test('cells are quoted where they must be, and none is a formula', () => {
  expect(
    csv(
      ['name', 'n'],
      [
        ['a,"b"', 1],
        ['=1+1', -2],
        ['@x', 0],
      ],
    ),
  ).toBe('name,n\r\n"a,""b""",1\r\n\'=1+1,-2\r\n\'@x,0\r\n');
});
