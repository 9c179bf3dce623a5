// The list of ways in CI leaves no pair of options out that any client can go.
import { expect, it } from 'vitest';
import type { FtpProgram, Way } from './program.js';
import { programs } from './programs/index.js';
import { possibleWays, waysInCi } from './ways.js';

/** Every two options of a way that stand together, the client among them. */
function pairsOf(program: FtpProgram, { security, mode, family }: Way): string[] {
  const options = [program.name, security, mode, family];
  return options.flatMap((one, at) => options.slice(at + 1).map((other) => `${one} + ${other}`));
}

const allPairs = (ways: (program: FtpProgram) => readonly Way[]) =>
  new Set(programs.flatMap((program) => ways(program).flatMap((way) => pairsOf(program, way))));

it('goes every possible pair of options at least once', () => {
  expect([...allPairs(possibleWays)].filter((pair) => !allPairs(waysInCi).has(pair))).toEqual([]);
});

it.each(programs)('goes only ways that $name can go', (program) => {
  expect(waysInCi(program).length).toBeGreaterThan(0);
  for (const way of waysInCi(program)) expect(program.refuses(way)).toBeUndefined();
});
