// The link under which a list is had as a table for a spreadsheet.
import { t } from '../../i18n/index.js';

/** Downloads what the address gives. */
export function CsvLink({ href }: { href: string }) {
  return (
    <a href={href} className="export" download>
      {t('listTools.csv')}
    </a>
  );
}
