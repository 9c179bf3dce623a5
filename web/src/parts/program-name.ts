// What an FTP program is called in the panel.
import { t } from '../i18n/index.js';

/** Its own words; of one that says nothing of itself (null, or `unknown` where the API counts), that it has no name. */
export function programName(program: string | null): string {
  return program === null || program === 'unknown' ? t('connections.unknownProgram') : program;
}
