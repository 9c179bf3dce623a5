// What moves and what changes for the customer, what stands in the way, and below it the files and the move.
import { useQuery } from '@tanstack/react-query';
import { movePreviewQuery } from '../../api/site-moves.js';
import type { MovePreview, MoveTarget, SiteMoves } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../../parts/fetched.js';
import { Section } from '../../parts/page.js';
import { Focused, Notice } from '../../parts/state.js';
import { Files } from './files.js';
import { Go } from './go.js';

const accountsShown = 12;

/** Everything below the choice of the server. */
export function Plan({ moves, target }: { readonly moves: SiteMoves; readonly target: MoveTarget }) {
  const query = useQuery(movePreviewQuery(moves.webRootId, target));
  return (
    <Fetched query={query} what={t('siteMove.what')}>
      {(preview) =>
        preview.clashes.length > 0 ? (
          <Clashes preview={preview} />
        ) : (
          <>
            <What preview={preview} />
            <Files moves={moves} preview={preview} target={target} />
            <Go moves={moves} preview={preview} target={target} />
          </>
        )
      }
    </Fetched>
  );
}

function Clashes({ preview: { clashes } }: { preview: MovePreview }) {
  return (
    <div className="section">
      <Focused reason={clashes.length}>
        <Notice tone="refusal" alert>
          <p>{t('siteMove.clash', { count: clashes.length })}</p>
          <ul className="summary">
            {clashes.map(({ detail }) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </Notice>
      </Focused>
    </div>
  );
}

function What({ preview }: { preview: MovePreview }) {
  const { accounts, from, openSessions, unfinishedUploads, websitesInside } = preview;
  const hidden = accounts.length - accountsShown;
  return (
    <>
      <Section title={t('siteMove.what')}>
        <div className="stack">
          <p>{t('siteMove.accounts', { count: accounts.length })}</p>
          {accounts.length > 0 && (
            <ul className="logins">
              {accounts.slice(0, accountsShown).map(({ id, login }) => (
                <li key={id} className="mono">
                  {login}
                </li>
              ))}
              {hidden > 0 && <li>{t('siteMove.moreAccounts', { count: hidden })}</li>}
            </ul>
          )}
          {openSessions > 0 && <p>{t('siteMove.sessions', { count: openSessions })}</p>}
          {unfinishedUploads > 0 && <p>{t('siteMove.unfinished', { count: unfinishedUploads })}</p>}
          {websitesInside.length > 0 && <p>{t('siteMove.inside', { domains: websitesInside.join(', ') })}</p>}
        </div>
      </Section>
      <Section title={t('siteMove.changes')}>
        <Changes preview={preview} />
        <p className="hint under">{t('siteMove.announced', { server: from.server.name })}</p>
      </Section>
    </>
  );
}

type Place = MovePreview['from'];

const facts: readonly (readonly [head: string, value: (place: Place) => string])[] = [
  [t('siteMove.host'), ({ host }) => host],
  [t('siteMove.port'), ({ ftpPort }) => String(ftpPort)],
  [t('siteMove.ftpsPort'), ({ ftpsPort }) => (ftpsPort === null ? t('siteMove.none') : String(ftpsPort))],
  [t('siteMove.certificate'), ({ certificateFingerprint }) => certificateFingerprint ?? t('siteMove.certificateNone')],
  [t('siteMove.tls'), ({ tls }) => t(`tls.${tls}`)],
  [t('siteMove.modes'), ({ preset }) => (preset === null ? t('siteMove.modesCustom') : t(`preset.${preset}`))],
];

function Changes({ preview: { from, to } }: { preview: MovePreview }) {
  const changed = facts.filter(([, value]) => value(from) !== value(to));
  if (changed.length === 0) return <p>{t('siteMove.sameAddress')}</p>;
  return (
    <dl className="facts before-after">
      {changed.map(([head, value]) => (
        <div key={head}>
          <dt>{head}</dt>
          <dd>
            <span className="hint">{t('siteMove.now', { server: from.server.name })}</span>
            <span className="mono">{value(from)}</span>
          </dd>
          <dd>
            <span className="hint">{t('siteMove.then', { server: to.server.name })}</span>
            <span className="mono">{value(to)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
