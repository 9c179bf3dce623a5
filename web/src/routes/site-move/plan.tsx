// What moves and what changes for the customer, what stands in the way, and below it the files and the move.
import { useQuery } from '@tanstack/react-query';
import { movePreviewQuery } from '../../api/site-moves.js';
import type { MovePreview, MoveTarget, SiteMoves } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Breakable } from '../../parts/copy.js';
import { Fetched } from '../../parts/fetched.js';
import { Section } from '../../parts/page.js';
import { Focused, Notice, Said } from '../../parts/state.js';
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
              <li key={detail}>
                <Said>{detail}</Said>
              </li>
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

interface Fact {
  readonly head: string;
  readonly value: (place: Place) => string;
  /** What is typed somewhere else. */
  readonly mono?: true;
}

const facts: readonly Fact[] = [
  { head: t('siteMove.host'), value: ({ host }) => host, mono: true },
  { head: t('siteMove.port'), value: ({ ftpPort }) => String(ftpPort), mono: true },
  {
    head: t('siteMove.ftpsPort'),
    value: ({ ftpsPort }) => (ftpsPort === null ? t('siteMove.none') : String(ftpsPort)),
    mono: true,
  },
  {
    head: t('siteMove.certificate'),
    value: ({ certificateFingerprint }) => certificateFingerprint ?? t('siteMove.certificateNone'),
    mono: true,
  },
  { head: t('siteMove.tls'), value: ({ tls }) => t(`tls.${tls}`) },
  {
    head: t('siteMove.modes'),
    value: ({ preset }) => (preset === null ? t('siteMove.modesCustom') : t(`preset.${preset}`)),
  },
];

function Changes({ preview: { from, to } }: { preview: MovePreview }) {
  const changed = facts.filter(({ value }) => value(from) !== value(to));
  if (changed.length === 0) return <p>{t('siteMove.sameAddress')}</p>;
  return (
    <table className="before-after">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('siteMove.now', { server: from.server.name })}</th>
          <th scope="col">{t('siteMove.then', { server: to.server.name })}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map(({ head, mono, value }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            <td className={mono && 'mono'}>
              <Breakable text={value(from)} />
            </td>
            <td className={mono && 'mono'}>
              <Breakable text={value(to)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
