import { afterEach, expect, it, vi } from 'vitest';
import { forget, keep, kept } from './kept.js';

afterEach(() => void vi.unstubAllGlobals());

it('keeps, tells and forgets', () => {
  const rows = new Map<string, string>();
  const storage = {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => rows.set(key, value),
    removeItem: (key: string) => rows.delete(key),
  };
  vi.stubGlobal('window', { localStorage: storage });
  keep('look', 'dark');
  expect(kept('look')).toBe('dark');
  forget('look');
  expect(kept('look')).toBeNull();
});

it('has nothing, and stops nothing, where the browser keeps nothing for pages', () => {
  vi.stubGlobal('window', {
    get sessionStorage(): Storage {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  keep('draft', 'typed', 'sessionStorage');
  forget('draft', 'sessionStorage');
  expect(kept('draft', 'sessionStorage')).toBeNull();
});
