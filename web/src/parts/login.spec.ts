import { describe, expect, it } from 'vitest';
import { isName, loginPreview, tidyName } from './login.js';

describe('the login while it is typed', () => {
  it('shows the whole login, with an ellipsis before anything is typed', () => {
    expect(loginPreview('', 'example.com')).toBe('…@example.com');
    expect(loginPreview('anna', 'example.com')).toBe('anna@example.com');
  });

  it.each([
    ['Anna', 'anna'],
    [' anna ', 'anna'],
    ['anna@example.com', 'anna'],
    ['my designer', 'my-designer'],
  ])('tidies "%s" to "%s"', (typed, name) => {
    expect(tidyName(typed)).toBe(name);
  });

  it.each(['anna', 'a', '0815', 'web.team-2_x', 'a'.repeat(64)])('accepts %s', (name) => {
    expect(isName(name)).toBe(true);
  });

  it.each(['', '.anna', '-anna', 'änna', 'an na', 'anna/..', 'a'.repeat(65)])('refuses "%s"', (name) => {
    expect(isName(name)).toBe(false);
  });
});
