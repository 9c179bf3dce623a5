// A trial as it is typed and counted down. Pure.
import type { PolicyWrite } from '../../api/types.js';
import { t } from '../../i18n/index.js';

const tenMinutesMs = 600_000;
/** How many data connections are waited for before the share is looked at. */
const enoughAttempts = 20;

/** Why this is no share in percent; null where it is one, or nothing is typed. */
export function whyNoMark(text: string): string | null {
  const mark = text.trim();
  return mark === '' || (/^\d{1,3}$/.test(mark) && Number(mark) >= 1 && Number(mark) <= 100)
    ? null
    : t('policy.markWrong');
}

/** Ten minutes, with the share below which it ends sooner where one is typed. */
export function trialFrom(mark: string): NonNullable<PolicyWrite['trial']> {
  const percent = mark.trim();
  return {
    forMs: tenMinutesMs,
    revertAfterAttempts: enoughAttempts,
    ...(percent !== '' && { revertBelowPercent: Number(percent) }),
  };
}

/** 9:41; undefined when nothing is left. */
export function remaining(ms: number): string | undefined {
  if (ms <= 0) return undefined;
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
