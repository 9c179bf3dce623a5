// Numbers and times as people read them, in their own zone. Pure; the words come from the catalogue.
import { t } from '../i18n/index.js';
import { locale } from '../i18n/language.js';
import { inZone } from './time-zone.js';

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units with at most three figures: 0 B, 999 B, 1.23 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const places = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${formatNumber(value, places)} ${units[unit] ?? ''}`;
}

/** A version of TLS as people write it: TLS 1.3 for TLSv1.3. */
export function tlsName(version: string): string {
  return version.replace('TLSv', 'TLS ');
}

/** A number with at most so many decimal places: 1,234 or 0.5. */
export function formatNumber(value: number, places = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: places }).format(value);
}

/** A span of milliseconds in its two largest units: 0.4 s, 12 s, 3 min 5 s, 2 h 10 min. */
export function formatDuration(ms: number): string {
  if (ms < 10_000) return `${formatNumber(ms / 1000, 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };

/** The time of day to the second, 24 hours: 14:02:07. */
export function formatClock(iso: string): string {
  return new Intl.DateTimeFormat(locale, { ...clock, ...inZone() }).format(new Date(iso));
}

/** Date and time to the second, for what must be exact. */
export function formatMoment(iso: string): string {
  return `${formatDay(iso)}, ${formatClock(iso)}`;
}

/** Date and time to the minute, for what ends at a moment that was chosen so. */
export function formatUntil(iso: string): string {
  return `${formatDay(iso)}, ${formatMinute(iso)}`;
}

/** The day alone: 22 Nov 2026. */
export function formatDay(iso: string): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric', ...inZone() };
  return new Intl.DateTimeFormat(locale, options).format(new Date(iso));
}

/** How long ago, coarse: just now, 4 min ago, 3 h ago, yesterday, otherwise the date. */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - new Date(iso).getTime()) / 60_000);
  if (minutes < 1) return t('time.justNow');
  if (minutes < 60) return t('time.minutesAgo', { minutes });
  if (minutes < 24 * 60) return t('time.hoursAgo', { hours: Math.floor(minutes / 60) });
  if (minutes < 48 * 60) return t('time.yesterday');
  return formatDay(iso);
}

/** In a log: how long ago within the last hour, before it the day, where it is not today, and the time of day. */
export function formatLogged(iso: string, now: Date = new Date()): string {
  if (now.getTime() - new Date(iso).getTime() < 3_600_000) return formatAgo(iso, now);
  const day = formatDay(iso);
  const time = formatMinute(iso);
  if (day === formatDay(now.toISOString())) return time;
  const yesterday = formatDay(new Date(now.getTime() - 86_400_000).toISOString());
  if (day === yesterday) return t('time.yesterdayAt', { time });
  return `${formatDayOfYear(iso, now)}, ${time}`;
}

/** The day without its year where it is this one: 22 Nov. */
function formatDayOfYear(iso: string, now: Date): string {
  const yearOf = (at: Date) => new Intl.DateTimeFormat(locale, { year: 'numeric', ...inZone() }).format(at);
  if (yearOf(new Date(iso)) !== yearOf(now)) return formatDay(iso);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...inZone() }).format(new Date(iso));
}

const decimalSign = new Intl.NumberFormat(locale).format(0.5).charAt(1);

/**
 * The text of a size field ("500 MB", "2GB", "1.5 g") in bytes; null for empty, undefined when it says nothing, also where
 * the sign before three digits may part thousands: "1,500 MB" is no megabyte and a half.
 */
export function parseBytes(text: string): number | null | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return null;
  const match = /^(\d+(?:[.,]\d+)?)\s*([kmgtp]?)b?$/.exec(trimmed);
  if (!match) return undefined;
  const thousands = /([.,])\d{3}$/.exec(match[1] ?? '');
  if (thousands && thousands[1] !== decimalSign) return undefined;
  const power = ['', 'k', 'm', 'g', 't', 'p'].indexOf(match[2] ?? '');
  return Math.round(Number((match[1] ?? '').replace(',', '.')) * 1000 ** power);
}

/** Since when, to read after "since": "14:02" of today, otherwise the day. */
export function formatSince(iso: string, now: Date = new Date()): string {
  return formatDay(iso) === formatDay(now.toISOString()) ? formatMinute(iso) : formatDay(iso);
}

/** Since when, where the second counts: the time of day of today, otherwise the day as well. */
export function formatSinceExactly(iso: string, now: Date = new Date()): string {
  return formatDay(iso) === formatDay(now.toISOString()) ? formatClock(iso) : formatMoment(iso);
}

/** "14:02" in the person's zone. */
export function formatMinute(iso: string): string {
  return formatClock(iso).slice(0, 5);
}
