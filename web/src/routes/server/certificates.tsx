// The certificates of a server: which one clients meet, where it comes from, and what FTP programs will complain of.
import { Button } from '@mantine/core';
import type { ServerTls } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { formatDay, formatMoment } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { Notice, Said, State } from '../../parts/state.js';

type Certificate = ServerTls['certificates'][number];

interface CertificatesProps {
  readonly tls: ServerTls;
  readonly server: string;
  /** Left out: who looks may change nothing. */
  readonly change?: { readonly upload: () => void; readonly remove: () => void } | undefined;
}

/** All of them, the one first that clients get by default. */
export function Certificates({ tls, server, change }: CertificatesProps) {
  const { certificates, uploaded } = tls;
  const taken = certificates.some(({ file, fingerprint }) => file === null && fingerprint === uploaded?.fingerprint);
  return (
    <Section title={t('tlsPage.certificate')}>
      <Standing tls={tls} waiting={uploaded !== null && !taken ? t('tlsPage.waiting', { server }) : undefined} />
      {certificates.map((certificate) => (
        <Facts key={certificate.file ?? ''} certificate={certificate} uploaded={uploaded} />
      ))}
      <p className="hint">{t('tlsPage.files')}</p>
      {change && (
        <div className="form-foot under">
          <Button variant="default" onClick={change.upload}>
            {t(uploaded === null ? 'tlsPage.upload' : 'tlsPage.uploadAnother')}
          </Button>
          {uploaded !== null && (
            <Button variant="default" onClick={change.remove}>
              {t('tlsPage.remove')}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}

function Standing({ tls, waiting }: { tls: ServerTls; waiting: string | undefined }) {
  const { certificates, findings, host, hostCoveredBy, problem } = tls;
  return (
    <div className="notices">
      {problem !== null && (
        <Notice tone="failure">
          <p>{t('tlsPage.problem', { problem })}</p>
        </Notice>
      )}
      {waiting !== undefined && (
        <Notice tone="plain">
          <p>{waiting}</p>
        </Notice>
      )}
      {findings.map((sentence) => (
        <Notice key={sentence} tone="refusal">
          <p>
            <Said>{sentence}</Said>
          </p>
        </Notice>
      ))}
      {hostCoveredBy !== null && (
        <State tone="data" icon="check">
          {t('tlsPage.covered', { host })}
        </State>
      )}
      {certificates.length + findings.length === 0 && <p className="quiet">{t('tlsPage.none')}</p>}
    </div>
  );
}

function Facts({ certificate, uploaded }: { certificate: Certificate; uploaded: ServerTls['uploaded'] }) {
  const { subject, fingerprint, file, replaced } = certificate;
  return (
    <dl className="facts top certificate">
      <dt>{t('tlsPage.from')}</dt>
      <dd>
        {file === null ? (
          <Uploaded uploaded={uploaded?.fingerprint === fingerprint ? uploaded : null} />
        ) : (
          <Copyable text={file} what={t('tlsPage.file')} />
        )}
        {replaced && <p className="hint">{t('tlsPage.replaced')}</p>}
      </dd>
      <CertificateFacts certificate={certificate} />
      <dt>{t('tlsPage.subject')}</dt>
      <dd className="mono">{subject || t('list.none')}</dd>
      <dt>{t('tlsPage.fingerprint')}</dt>
      <dd>
        <Copyable text={fingerprint} what={t('tlsPage.fingerprint')} />
      </dd>
    </dl>
  );
}

function Uploaded({ uploaded }: { uploaded: ServerTls['uploaded'] }) {
  if (uploaded === null) return t('tlsPage.uploadedHere');
  return t('tlsPage.uploadedBy', { who: uploaded.uploadedBy, when: formatMoment(uploaded.uploadedAt) });
}

/** What is most asked of a certificate, for a list of facts. */
export function CertificateFacts({
  certificate,
}: {
  certificate: Pick<Certificate, 'hosts' | 'issuer' | 'selfSigned' | 'validFrom' | 'validUntil'>;
}) {
  const { hosts, issuer, selfSigned, validFrom, validUntil } = certificate;
  return (
    <>
      <dt>{t('tlsPage.standsFor')}</dt>
      <dd className="mono">{hosts.join(', ') || t('list.none')}</dd>
      <dt>{t('tlsPage.issuer')}</dt>
      <dd>{selfSigned ? t('tlsPage.itself') : <span className="mono">{issuer}</span>}</dd>
      <dt>{t('tlsPage.valid')}</dt>
      <dd>
        {t('tlsPage.during', { from: formatDay(validFrom), until: formatDay(validUntil) })}{' '}
        {new Date(validUntil) < new Date() && (
          <State tone="failure" icon="failed">
            {t('tlsPage.over')}
          </State>
        )}
      </dd>
    </>
  );
}
