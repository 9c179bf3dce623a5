// Why an FTP session ended, in a sentence; of a reason that this panel does not know, nothing.
import { t } from '../i18n/index.js';
import { live } from '../i18n/en/live.js';

const known = Object.keys(live.session.endReason) as (keyof typeof live.session.endReason)[];

/** The sentence for the API's word. */
export function endReason(reason: string | null | undefined): string {
  const found = known.find((key) => key === reason);
  return found === undefined ? '' : t(`session.endReason.${found}`);
}
