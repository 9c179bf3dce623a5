// How a server encrypts: what its policy asks for, the certificates it uses, and what FTP programs will complain of.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { tlsQuery } from '../../api/servers.js';
import type { ServerTls } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { Fetched } from '../../parts/fetched.js';
import { formatDay } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { Notice, State } from '../../parts/state.js';
import { NotResumingNote } from './session-reuse.js';

type Certificate = ServerTls['certificates'][number];

/** The tab. */
export function TlsTab({ serverId }: { serverId: string }) {
  return (
    <Fetched query={useQuery(tlsQuery(serverId))} what={t('serverPage.tabs.tls')}>
      {(tls) => (
        <>
          <AskedFor tls={tls} />
          <Certificates tls={tls} />
        </>
      )}
    </Fetched>
  );
}

function AskedFor({ tls: { serverId, tls, tlsSessionReuse, minimumVersion } }: { tls: ServerTls }) {
  return (
    <Section
      title={t('tlsPage.asked')}
      aside={
        <Link to="/servers/$serverId" params={{ serverId }} search={{}}>
          {t('tlsPage.change')}
        </Link>
      }
    >
      <dl className="facts top">
        <dt>{t('policy.encryption')}</dt>
        <dd>
          {t(`tls.${tls}`)}
          <p className="hint">{t(`tls.${tls}Hint`)}</p>
        </dd>
        {tls !== 'off' && (
          <>
            <dt>{t('policy.reuse')}</dt>
            <dd>
              {t(`reuse.${tlsSessionReuse}`)}
              <p className="hint">{t(`reuse.${tlsSessionReuse}Hint`)}</p>
              <NotResumingNote serverId={serverId} />
            </dd>
            <dt>{t('tlsPage.oldest')}</dt>
            <dd>{minimumVersion.replace('v', ' ')}</dd>
          </>
        )}
      </dl>
    </Section>
  );
}

function Certificates({ tls: { certificates, findings, host, hostCoveredBy, problem } }: { tls: ServerTls }) {
  return (
    <Section title={t('tlsPage.certificate')}>
      <div className="notices">
        {problem !== null && (
          <Notice tone="failure">
            <p>{t('tlsPage.problem', { problem })}</p>
          </Notice>
        )}
        {findings.map((sentence) => (
          <Notice key={sentence} tone="refusal">
            <p>{sentence}</p>
          </Notice>
        ))}
        {hostCoveredBy !== null && (
          <State tone="data" icon="check">
            {t('tlsPage.covered', { host })}
          </State>
        )}
        {certificates.length + findings.length === 0 && <p className="quiet">{t('tlsPage.none')}</p>}
      </div>
      {certificates.map((certificate) => (
        <Facts key={certificate.file} certificate={certificate} />
      ))}
      <p className="hint">{t('tlsPage.files')}</p>
    </Section>
  );
}

function Facts({ certificate }: { certificate: Certificate }) {
  const { subject, issuer, selfSigned, hosts, validFrom, validUntil, fingerprint, file } = certificate;
  const over = new Date(validUntil) < new Date();
  return (
    <dl className="facts top certificate">
      <dt>{t('tlsPage.standsFor')}</dt>
      <dd className="mono">{hosts.join(', ') || t('list.none')}</dd>
      <dt>{t('tlsPage.subject')}</dt>
      <dd className="mono">{subject}</dd>
      <dt>{t('tlsPage.issuer')}</dt>
      <dd>{selfSigned ? t('tlsPage.itself') : <span className="mono">{issuer}</span>}</dd>
      <dt>{t('tlsPage.valid')}</dt>
      <dd>
        {t('tlsPage.from', { from: formatDay(validFrom), until: formatDay(validUntil) })}{' '}
        {over && (
          <State tone="failure" icon="failed">
            {t('tlsPage.over')}
          </State>
        )}
      </dd>
      <dt>{t('tlsPage.file')}</dt>
      <dd>
        <Copyable text={file} what={t('tlsPage.file')} />
      </dd>
      <dt>{t('tlsPage.fingerprint')}</dt>
      <dd>
        <Copyable text={fingerprint} what={t('tlsPage.fingerprint')} />
      </dd>
    </dl>
  );
}
