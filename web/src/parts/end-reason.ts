// Why an FTP session ended, in a sentence; of a reason that this panel does not know, nothing.
import { t, texts } from '../i18n/index.js';

const known = Object.keys(texts.session.endReason) as (keyof typeof texts.session.endReason)[];

/** The sentence for the API's word. */
export function endReason(reason: string | null | undefined): string {
  const found = known.find((key) => key === reason);
  return found === undefined ? '' : t(`session.endReason.${found}`);
}
