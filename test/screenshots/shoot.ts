// One page, photographed wide and narrow, light and dark, into test/screenshots/out (ignored by git).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const out = fileURLToPath(new URL('./out', import.meta.url));
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

/** Takes the four pictures; fails where a page scrolls sideways. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined);
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(out, `${name}-${size}-${colorScheme}.png`), fullPage: true });
      const wider = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
      expect(wider, `${name} ${size} scrolls sideways`).toBe(false);
    }
  }
  await page.setViewportSize(sizes.wide);
}
