import { describe, expect, it } from 'vitest';
import { folderHolds, Ledger, type LedgerFacts } from './quota-ledger.js';

const facts: LedgerFacts = { kind: 'account', id: 'a', folder: '/blog', limitBytes: 1000, limitFiles: undefined };

function leased(bytes: number): Ledger {
  const ledger = new Ledger(facts);
  ledger.granted('lease', { bytes, files: 0 });
  return ledger;
}

describe('a folder', () => {
  it.each([
    ['/', '/', true],
    ['/', '/blog', true],
    ['/blog', '/blog', true],
    ['/blog/', '/blog/2026', true],
    ['/blog', '/blog2', false],
    ['/blog', '/', false],
  ])('%s holds %s: %s', (outer, folder, holds) => {
    expect(folderHolds(outer, folder)).toBe(holds);
  });
});

describe('a ledger', () => {
  it('lacks what is neither leased nor free', () => {
    const ledger = leased(100);
    expect(ledger.missingFor({ bytes: 150, files: 7 })).toEqual({ bytes: 50, files: 0 });
    ledger.take({ bytes: 60, files: 0 });
    expect(ledger.missingFor({ bytes: 50, files: 0 })).toEqual({ bytes: 10, files: 0 });
    expect(ledger.missingFor({ bytes: 0, files: 0 })).toEqual({ bytes: 0, files: 0 });
  });

  it('spends what happened, and frees the rest', () => {
    const ledger = leased(100);
    ledger.take({ bytes: 60, files: 1 });
    expect(ledger.settle({ bytes: 60, files: 1 }, { bytes: 40, files: 1 })).toEqual({
      lease: 'lease',
      bytes: 40,
      files: 0,
    });
    expect(ledger.free.bytes).toBe(60);
  });

  it('spends nothing of a lease for what became less', () => {
    const ledger = leased(100);
    expect(ledger.settle({ bytes: 0, files: 0 }, { bytes: -40, files: -1 })).toBeUndefined();
    expect(ledger.free.bytes).toBe(100);
  });

  it('never spends what is promised to others', () => {
    const ledger = leased(100);
    ledger.take({ bytes: 90, files: 0 });
    expect(ledger.settle({ bytes: 0, files: 0 }, { bytes: 50, files: 0 })).toMatchObject({ bytes: 10 });
    expect(ledger.free.bytes).toBe(0);
  });

  it('has to back what is under way anew after its lease was lost', () => {
    const ledger = leased(100);
    ledger.take({ bytes: 60, files: 0 });
    ledger.lost();
    expect(ledger.missingFor({ bytes: 1, files: 0 })).toEqual({ bytes: 61, files: 0 });
    ledger.granted('another', { bytes: 70, files: 0 });
    expect(ledger.free.bytes).toBe(10);
  });

  it('gives back what is free and no more', () => {
    const ledger = leased(100);
    ledger.take({ bytes: 30, files: 0 });
    expect(ledger.giveBack()).toEqual({ bytes: 70, files: 0 });
    expect(ledger.giveBack()).toEqual({ bytes: 0, files: 0 });
  });

  it('is charged with what lies in its folder only', () => {
    const ledger = new Ledger(facts);
    const changes = [
      { folder: '/blog/a', bytes: 5, files: 1 },
      { folder: '/shop', bytes: 7, files: 1 },
    ];
    expect(ledger.of(changes)).toEqual({ bytes: 5, files: 1 });
  });
});
