// One page, photographed wide and narrow, light and dark, into test/screenshots/out (ignored by git).
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const out = fileURLToPath(new URL('./out', import.meta.url));
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
/** A picture is never taller than this, so that it can be read: a longer page goes on in the next one. */
const tallestPx = 2_200;
/** How many pictures a long page is worth: what comes after them are rows like those before. */
const mostParts = 4;
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

/** The parts of a page from its top, each as `{ y, height }` in px; a dialog is seen as the window shows it. */
async function partsOf(page: Page, ofWindow: number): Promise<{ y: number; height: number }[]> {
  const dialog = await page.getByRole('dialog').isVisible();
  const whole = dialog ? ofWindow : await page.evaluate<number>('document.documentElement.scrollHeight');
  const parts = Math.min(mostParts, Math.ceil(whole / tallestPx));
  return Array.from({ length: parts }, (_, part) => {
    const y = part * tallestPx;
    return { y, height: Math.min(tallestPx, whole - y) };
  });
}

/** Takes the four pictures, each in as many parts as the page is long; fails where a page scrolls sideways. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await settled(page);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(drawn);
      const parts = await partsOf(page, viewport.height);
      for (const [part, { y, height }] of parts.entries()) {
        const path = join(out, `${name}-${size}-${colorScheme}${part === 0 ? '' : `-${part + 1}`}.png`);
        const clip = { x: 0, y, width: viewport.width, height };
        await page.screenshot({
          path,
          ...(parts.length > 1 || height > viewport.height ? { fullPage: true, clip } : {}),
        });
      }
    }
    const wider = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect.soft(wider, `${name} ${size} scrolls sideways`).toBe(false);
  }
  await page.setViewportSize(sizes.wide);
}
