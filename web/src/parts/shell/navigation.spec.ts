import { expect, test } from 'vitest';
import { isIn, placesOf, tabsAt } from './navigation.js';

const wordsOf = (tabs: readonly { word: string }[]) => tabs.map(({ word }) => word);

test('a page of a place with several shows the tabs that its reader may open', () => {
  expect(wordsOf(tabsAt('admin', '/transfers'))).toContain('sessions');
  expect(wordsOf(tabsAt('customer', '/transfers'))).not.toContain('sessions');
  expect(tabsAt('customer', '/accounts')).toEqual([]);
  expect(tabsAt('customer', '/plans')).toEqual([]);
});

test('exactly one word of the rail is where one is', () => {
  const at = (role: 'admin' | 'customer', path: string) =>
    wordsOf(placesOf(role).filter((place) => isIn(role, place, path)));
  expect(at('admin', '/audit')).toEqual(['activity']);
  expect(at('admin', '/sessions/1')).toEqual(['activity']);
  expect(at('customer', '/sessions/1')).toEqual(['sessions']);
  expect(at('customer', '/audit')).toEqual(['activity']);
  expect(at('admin', '/plans')).toEqual(['system']);
  expect(at('admin', '/accounts/1/doctor')).toEqual(['accounts']);
});
