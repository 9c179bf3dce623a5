import { afterEach, describe, expect, it, vi } from 'vitest';
import { languageFor } from './language.js';

describe('the language of a browser', () => {
  it.each([
    [null, ['de-AT', 'en'], 'de'],
    [null, ['fr-FR', 'DE', 'en-US'], 'de'],
    [null, ['en-US', 'de'], 'en'],
    [null, ['fr-FR', 'pt'], 'en'],
    [null, [], 'en'],
    ['de', ['en-GB'], 'de'],
    ['en', ['de-DE'], 'en'],
    ['tlh', ['de-DE'], 'de'],
  ])('chosen %j and asking for %j is %s', (chosen, asked, spoken) => {
    expect(languageFor(chosen, asked)).toBe(spoken);
  });
});

describe('numbers and times in German', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  async function inGerman() {
    vi.resetModules();
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal('localStorage', { getItem: () => null });
    vi.stubGlobal('navigator', { languages: ['de-DE', 'en'] });
    const { chooseTimeZone } = await import('../parts/time-zone.js');
    chooseTimeZone('UTC');
    return {
      ...(await import('../parts/format.js')),
      ...(await import('../parts/share.js')),
      ...(await import('../routes/connections/step-words.js')),
      t: (await import('./index.js')).t,
    };
  }

  it('have a decimal comma, dots between thousands and German months', async () => {
    const german = await inGerman();
    expect(german.formatBytes(1_234_000)).toBe('1,23 MB');
    expect(german.formatNumber(12_345)).toBe('12.345');
    expect(german.formatDuration(400)).toBe('0,4 s');
    expect(german.formatDay('2026-10-12T12:00:00Z')).toBe('12. Okt. 2026');
    expect(german.formatMoment('2026-10-12T12:00:00Z')).toBe('12. Okt. 2026, 12:00:00');
    expect(german.formatAgo('2026-10-12T12:00:00Z', new Date('2026-10-12T12:04:00Z'))).toBe('vor 4 min');
    expect(german.formatShare({ counted: 1000, worked: 971 })).toMatch(/^97,1\s%$/);
    expect(german.formatTick('2026-10-12T12:00:00Z', 'day', false)).toBe('12. Okt.');
  });

  it('read back what they write', async () => {
    const german = await inGerman();
    expect(german.parseBytes(german.formatBytes(1_230_000))).toBe(1_230_000);
    expect(german.parseBytes('1,234 GB')).toBe(1_234_000_000);
    expect(german.parseBytes('1.500 MB')).toBeUndefined();
  });

  it('count in German', async () => {
    const { t } = await inGerman();
    expect(t('bulk.deleteTitle', { count: 1 })).toBe('1 FTP-Zugang löschen?');
    expect(t('bulk.deleteTitle', { count: 2 })).toBe('2 FTP-Zugänge löschen?');
    expect(t('banReach.sessions', { count: 0 })).toBe('Von dort ist keine Sitzung offen.');
    expect(t('accounts.shown', { count: 12_345 })).toMatch(/^12\.345 /);
  });
});
