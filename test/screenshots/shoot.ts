// One page, photographed wide and narrow, light and dark, into test/screenshots/out (ignored by git).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const out = fileURLToPath(new URL('./out', import.meta.url));
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
/** Where a picture ends: a list's first rows are like its last. */
const tallestPx = 2_200;
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** Waits until what a page asked for is there: no skeleton, no "Loading"; but not for ever, where that is the picture. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.locator('h1, [role="alert"]').first().waitFor();
  const unloaded = page.locator('[aria-busy="true"], [role="status"]:has-text("Loading")');
  const giveUpAt = Date.now() + 3_000;
  while (Date.now() < giveUpAt && (await unloaded.count()) > 0) await page.waitForTimeout(50);
  await page.waitForTimeout(150);
}

/** A dialog is seen as the window shows it, everything else down to its end or to what is enough. */
async function heightOf(page: Page, ofWindow: number): Promise<number> {
  if (await page.getByRole('dialog').isVisible()) return ofWindow;
  return Math.min(tallestPx, await page.evaluate<number>('document.documentElement.scrollHeight'));
}

/** Takes the four pictures; fails where a page scrolls sideways. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await settled(page);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(drawn);
      const clip = { x: 0, y: 0, width: viewport.width, height: await heightOf(page, viewport.height) };
      const path = join(out, `${name}-${size}-${colorScheme}.png`);
      await page.screenshot({ path, ...(clip.height > viewport.height ? { fullPage: true, clip } : {}) });
    }
    const wider = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect.soft(wider, `${name} ${size} scrolls sideways`).toBe(false);
  }
  await page.setViewportSize(sizes.wide);
}
