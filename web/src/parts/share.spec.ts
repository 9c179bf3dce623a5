import { expect, it } from 'vitest';
import { formatShare, shareOf } from './share.js';

it('has no share where nothing counted', () => {
  expect(shareOf({ counted: 0, worked: 0 })).toBeUndefined();
  expect(shareOf({ counted: 4, worked: 3 })).toBe(0.75);
  expect(formatShare({ counted: 0, worked: 0 })).toBe('–');
});

it('calls it everything only where nothing failed', () => {
  expect(formatShare({ counted: 100_000, worked: 99_999 })).toBe('99.9%');
  expect(formatShare({ counted: 100_000, worked: 100_000 })).toBe('100%');
});
