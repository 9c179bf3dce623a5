// The connection card as files for FTP programs, and the way to a page of it to print.
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';
import { t } from '../../i18n/index.js';

/** The kinds of files, and the programs that read them. */
export const programs = [
  ['filezilla', 'FileZilla'],
  ['cyberduck', 'Cyberduck'],
  ['winscp', 'WinSCP'],
  ['lftp', 'lftp'],
  ['curl', 'curl'],
] as const;

function Anchor(props: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...props} className="file-link" />;
}

const SheetLink = createLink(Anchor);

/** The way to the sheet of paper. */
export function PrintLink({ accountId }: { accountId: string }) {
  return (
    <SheetLink to="/accounts/$accountId/card" params={{ accountId }}>
      {t('card.print')}
    </SheetLink>
  );
}

/** A link for each program; the browser saves what it leads to. */
export function ConnectionFiles({ accountId }: { accountId: string }) {
  return (
    <div className="connection-files">
      <p className="hint" id="connection-files">
        {t('card.files')}
      </p>
      <ul aria-labelledby="connection-files">
        {programs.map(([kind, name]) => (
          <li key={kind}>
            <Anchor href={`/api/v1/accounts/${accountId}/connection/files/${kind}`} download>
              {name}
            </Anchor>
          </li>
        ))}
      </ul>
    </div>
  );
}
