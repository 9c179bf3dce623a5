// What a browser says of itself, in words: "Firefox on Linux". Pure; it guesses, and says so by staying coarse.
import { t } from '../i18n/index.js';

// In this order: many claim to be what is further down.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const nameIn = (names: readonly (readonly [RegExp, string])[], userAgent: string) =>
  names.find(([shape]) => shape.test(userAgent))?.[1];

/** "Firefox on Linux"; the program's own first word where it is no browser. */
export function browserName(userAgent: string): string {
  const browser = nameIn(browsers, userAgent) ?? (userAgent.split(/[/\s]/)[0] || t('panelSessions.unknown'));
  const system = nameIn(systems, userAgent);
  return system === undefined ? browser : t('panelSessions.on', { browser, system });
}
