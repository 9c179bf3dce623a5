// A connection card on one sheet of paper, black on white, for whoever sets up the program. Never a password.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectionQuery } from '../../api/accounts.js';
import type { ConnectionCard } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ModeAdvice, modeName } from '../../parts/account/connection-card.js';
import { Breakable } from '../../parts/copy.js';
import { Words } from '../../parts/lines.js';
import { usePageTitle } from '../../parts/brand.js';
import { Fetched } from '../../parts/fetched.js';
import { Back } from '../../parts/page.js';
import type { ReactNode } from 'react';

const route = getRouteApi('/accounts/$accountId/card');

/** The sheet. */
export function PrintedCard() {
  const { accountId } = route.useParams();
  const query = useQuery(connectionQuery(accountId));
  usePageTitle(t('card.printTitle'));
  return (
    <main className="printed">
      <nav className="sheet-tools">
        <Back to="/accounts/$accountId" params={{ accountId }}>
          {t('card.printBack')}
        </Back>
        <Button variant="default" onClick={() => window.print()}>
          {t('card.printNow')}
        </Button>
      </nav>
      <h1>{t('card.printTitle')}</h1>
      <Fetched query={query} what={t('card.title')}>
        {(card) => <Sheet card={card} />}
      </Fetched>
    </main>
  );
}

function Sheet({ card }: { card: ConnectionCard }) {
  const fingerprint = card.certificateFingerprint;
  return (
    <>
      <p className="sheet-login mono">{card.login}</p>
      <table>
        <tbody>
          <Line label={t('card.host')} value={card.host} />
          <Line label={t('card.port')} value={String(card.port)} />
          {card.tlsPort !== null && <Line label={t('card.tlsPort')} value={String(card.tlsPort)} />}
          <Line label={t('card.login')} value={card.login} />
          <Line label={t('card.password')} words={t('card.printPassword')} />
          <Line label={t('card.encryption')} words={t(`card.encryptionText.${card.encryption.rule}`)} />
          <Line
            label={t('card.mode')}
            words={
              <>
                {modeName(card)}. <ModeAdvice card={card} />
              </>
            }
          />
          <Line
            label={t('card.folder')}
            value={card.folder}
            {...(card.folder === '/' ? {} : { words: t('card.folderHint') })}
          />
          {fingerprint !== null && <Line label={t('card.fingerprint')} value={fingerprint} />}
          <Line label={t('card.curl')} words={<Command line={card.curl} />} />
          <Line label={t('card.lftp')} words={<Command line={card.lftp} />} />
        </tbody>
      </table>
    </>
  );
}

function Line({ label, value, words }: { label: string; value?: string; words?: ReactNode }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        {value !== undefined && (
          <span className="mono">
            <Breakable text={value} />
          </span>
        )}
        {words !== undefined && <p>{words}</p>}
      </td>
    </tr>
  );
}

function Command({ line }: { line: string }) {
  return (
    <span className="mono">
      <Words line={line} />
    </span>
  );
}
