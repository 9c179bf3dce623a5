// Where and how to connect, like a boarding pass: everything a client asks for, each with its copy button, and a stub
// with a line that works when pasted. On a phone it is short until it is opened, but for a password that is shown once.
import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { connectionQuery } from '../../api/accounts.js';
import type { ConnectionCard as Connection } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { CopyAll, Copyable, CopyButton } from '../copy.js';
import { Words } from '../lines.js';
import { Icon } from '../icons.js';
import { Failed } from '../list.js';
import { isActive } from '../modes/verbs.js';
import { Said } from '../state.js';
import { ConnectionFiles, PrintLink } from './connection-files.js';

interface CardProps {
  readonly accountId: string;
  /** The password, in the one moment in which it is known. */
  readonly password?: string | undefined;
}

/** The card of one FTP account. */
export function ConnectionCard({ accountId, password }: CardProps) {
  const query = useQuery(connectionQuery(accountId));
  if (query.isError && !query.data) return <Failed thrown={query.error} retry={() => void query.refetch()} />;
  return (
    <Pass
      card={query.data}
      password={password}
      files={<ConnectionFiles accountId={accountId} />}
      print={<PrintLink accountId={accountId} />}
    />
  );
}

interface PassProps {
  /** Undefined while it is on its way. */
  readonly card: Connection | undefined;
  readonly password?: string | undefined;
  readonly files: ReactNode;
  readonly print?: ReactNode;
}

/** The card itself, wherever its facts came from. */
export function Pass({ card, ...rest }: PassProps) {
  return (
    <section className="pass" aria-label={t('card.title')} aria-busy={card === undefined}>
      <header className="pass-head">
        <h2>{t('card.title')}</h2>
        <span className="quiet mono">{card?.serverName}</span>
      </header>
      {card ? <Filled card={card} {...rest} /> : <Waiting />}
    </section>
  );
}

function Waiting() {
  return (
    <div className="pass-grid" role="status" aria-label={t('card.wait')}>
      {[1, 2, 3, 4].map((line) => (
        <Skeleton key={line} height={38} className="wide" />
      ))}
    </div>
  );
}

function Fact({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'wide' : undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Filled({ card, password, files, print }: PassProps & { card: Connection }) {
  return (
    <>
      <dl className="pass-grid">
        <Fact label={t('card.host')}>
          <Copyable text={card.host} what={t('card.what.host')} />
        </Fact>
        <Fact label={t('card.port')}>
          <Copyable text={String(card.port)} what={t('card.what.port')} />
        </Fact>
        {card.tlsPort !== null && (
          <Fact label={t('card.tlsPort')} wide>
            <Copyable text={String(card.tlsPort)} what={t('card.what.port')} />
          </Fact>
        )}
        <Fact label={t('card.login')} wide>
          <Copyable text={card.login} what={t('card.what.login')} />
        </Fact>
        {password && (
          <Fact label={t('card.password')} wide>
            <Copyable text={password} what={t('card.what.password')} />
          </Fact>
        )}
      </dl>
      <Rest open={password !== undefined}>
        <dl className="pass-grid">
          {!password && (
            <Fact label={t('card.password')} wide>
              {t('card.passwordHidden')}
            </Fact>
          )}
          <Fact label={t('card.encryption')} wide>
            <Encryption card={card} />
          </Fact>
          <Fact label={t('card.mode')} wide>
            {modeName(card)}
            <p className="hint">
              <ModeAdvice card={card} />
            </p>
          </Fact>
          <Fact label={t('card.folder')} wide>
            <Copyable text={card.folder} what={t('card.what.folder')} />
            {card.folder !== '/' && <p className="hint">{t('card.folderHint')}</p>}
          </Fact>
        </dl>
        <div className="pass-stub">
          <p className="hint">{t('card.curl')}</p>
          <div className="line">
            <span className="mono">
              <Words line={card.curl} />
            </span>
            <CopyButton text={card.curl} what={t('card.what.curl')} />
          </div>
          {files}
        </div>
      </Rest>
      <footer className="pass-foot">
        <CopyAll text={asText(card, password)} what={t('card.all')} label={t('card.copyAll')} />
        {print}
      </footer>
    </>
  );
}

const onPhones = '(width <= 720px)';

/** What few type by hand. */
function Rest({ open, children }: { open: boolean; children: ReactNode }) {
  const narrow = useMediaQuery(onPhones, undefined, { getInitialValueInEffect: false });
  return (
    <details className="more-fields pass-rest" open={open || !narrow}>
      <summary>
        <Icon name="chevron" size={14} />
        {t('card.rest')}
      </summary>
      {children}
    </details>
  );
}

function Encryption({ card }: { card: Connection }) {
  const { rule } = card.encryption;
  return (
    <>
      {rule === 'off' ? (
        t('card.rule.off')
      ) : (
        <span className="state">
          <Icon name="lock" size={14} />
          {t(`card.rule.${rule}`)}
        </span>
      )}
      <p className="hint">{t(`card.encryptionText.${rule}`)}</p>
      {card.certificateFingerprint && (
        <details className="more-fields fingerprint">
          <summary className="hint">
            <Icon name="chevron" size={14} />
            {t('card.fingerprint')}
          </summary>
          <Copyable text={card.certificateFingerprint} what={t('card.what.fingerprint')} />
        </details>
      )}
    </>
  );
}

/** Which mode to choose; why there is no choice is said by the rule that took it. */
export function ModeAdvice({ card: { mode } }: { card: Connection }) {
  const choice = new Set(mode.allowed.map(isActive)).size === 2;
  return choice ? t(`card.modeText.${mode.recommended}`) : <Said>{mode.sentence}</Said>;
}

/** The modes that are allowed, in words. */
export function modeName({ mode }: Connection): string {
  const passive = mode.allowed.some((verb) => !isActive(verb));
  const active = mode.allowed.some(isActive);
  if (passive && active) return t('card.both');
  return passive ? t('card.passive') : t('card.active');
}

function asText(card: Connection, password: string | undefined): string {
  const lines = [
    [t('card.host'), card.host],
    [t('card.port'), String(card.port)],
    [t('card.login'), card.login],
    [t('card.password'), password],
    [t('card.encryption'), t(`card.rule.${card.encryption.rule}`)],
    [t('card.mode'), modeName(card)],
    [t('card.folder'), card.folder],
  ] as const;
  const known = lines.filter(([, value]) => value !== undefined).map(([label, value]) => `${label}: ${value}`);
  return [...known, card.curl].join('\n');
}
