import { describe, expect, it } from 'vitest';
import { ShareBook } from './share-book.js';

/** What came of it, in a form to compare. */
const told = (changed: Map<string, Readonly<Record<string, number>>>) => Object.fromEntries(changed);

describe('a share book', () => {
  it('gives the whole to one, and by parts to several', () => {
    const book = new ShareBook<string>();
    expect(told(book.claim('a', { x: 1 }))).toEqual({ a: { x: 1 } });
    expect(told(book.claim('b', { x: 3 }))).toEqual({ a: { x: 0.25 }, b: { x: 0.75 } });
    expect(told(book.claim('a', { x: 0 }))).toEqual({ b: { x: 1 } });
  });

  it('tells only those whose share became another', () => {
    const book = new ShareBook<string>();
    book.claim('a', { x: 1, y: 1 });
    book.claim('b', { x: 1 });
    expect(told(book.claim('a', { y: 5 }))).toEqual({});
    expect(told(book.claim('b', { y: 5 }))).toEqual({ a: { y: 0.5 }, b: { y: 0.5 } });
  });

  it('puts what one is told of several things into one answer', () => {
    const book = new ShareBook<string>();
    book.claim('a', { x: 1, y: 1 });
    expect(told(book.claim('b', { x: 1, y: 3 }))).toEqual({ a: { x: 0.5, y: 0.25 }, b: { x: 0.5, y: 0.75 } });
  });

  it('gives what one had who is gone to the others', () => {
    const book = new ShareBook<string>();
    book.claim('a', { x: 1, y: 1 });
    book.claim('b', { x: 1, y: 1, z: 1 });
    book.claim('c', { x: 2 });
    expect(told(book.forget('b'))).toEqual({ a: { x: 1 / 3, y: 1 }, c: { x: 2 / 3 } });
    expect(told(book.claim('a', { z: 1 }))).toEqual({ a: { z: 1 } });
  });

  it('tells a share anew to one who had given it back', () => {
    const book = new ShareBook<string>();
    book.claim('a', { x: 1 });
    book.claim('a', { x: 0 });
    expect(told(book.claim('a', { x: 1 }))).toEqual({ a: { x: 1 } });
  });
});
