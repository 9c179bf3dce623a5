import { expect, test } from 'vitest';
import { barOf, isBehindMore, isIn, placesOf, tabsAt } from './navigation.js';

const wordsOf = (tabs: readonly { word: string }[]) => tabs.map(({ word }) => word);

test('a page of a place with several shows the tabs that its reader may open', () => {
  expect(wordsOf(tabsAt('admin', '/transfers'))).toContain('sessions');
  expect(wordsOf(tabsAt('customer', '/transfers'))).not.toContain('sessions');
  expect(wordsOf(tabsAt('support', '/websites'))).toEqual(['customers', 'websites']);
  expect(tabsAt('customer', '/websites')).toEqual([]);
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
  expect(at('admin', '/websites/1/move')).toEqual(['customers']);
  expect(at('customer', '/websites')).toEqual(['websites']);
});

test('on a phone exactly one word of the bar is where one is: its place, or More; none at an address that leads nowhere', () => {
  expect(isBehindMore('admin', '/customers/1')).toBe(false);
  expect(isBehindMore('customer', '/accounts/1/doctor')).toBe(false);
  expect(isBehindMore('admin', '/websites')).toBe(false);
  expect(isBehindMore('customer', '/no-such-page')).toBe(false);
  expect(isBehindMore('customer', '/websites')).toBe(true);
  for (const path of ['/more', '/accounts', '/plans', '/system/health', '/you', '/help', '/search']) {
    expect(isBehindMore('admin', path), path).toBe(true);
  }
  expect(wordsOf(barOf('customer'))).toEqual(['accounts', 'sessions', 'activity']);
});
