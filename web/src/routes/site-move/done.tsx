// After the move: the new address, what came meanwhile, and who still uses the old one.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SiteMoves } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { formatAgo, formatDay } from '../../parts/format.js';
import { Lines } from '../../parts/lines.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { Counts } from './counts.js';

/** The screen of a website that has moved. */
export function Done({ moves, again }: { readonly moves: SiteMoves; readonly again: () => void }) {
  const { check, customer, domain, formerServers, ftpPort, ftpsPort, host, server } = moves;
  return (
    <>
      <PageHead
        title={t('siteMove.doneTitle', { domain, server: server.name })}
        lead={t('siteMove.doneLead')}
        back={<Back to="/websites">{t('siteMove.back')}</Back>}
      />
      <Section title={t('siteMove.newAddress')}>
        <dl className="facts">
          <dt>{t('siteMove.host')}</dt>
          <dd>
            <Copyable text={host} what={t('siteMove.host')} />
          </dd>
          <dt>{t('siteMove.port')}</dt>
          <dd>
            <Copyable text={String(ftpPort)} what={t('siteMove.port')} />
          </dd>
          {ftpsPort !== null && (
            <>
              <dt>{t('siteMove.ftpsPort')}</dt>
              <dd>
                <Copyable text={String(ftpsPort)} what={t('siteMove.ftpsPort')} />
              </dd>
            </>
          )}
        </dl>
      </Section>
      {check?.target.id === server.id && (
        <Section title={t('siteMove.sinceMove')}>
          <Counts check={check} words="afterMove" />
        </Section>
      )}
      {formerServers[0] && (
        <Section title={t('siteMove.last')}>
          <div className="stack">
            <p>{t('siteMove.lastText', { server: server.name })}</p>
            <Lines text={formerServers[0].copyCommand} what={t('siteMove.copyCommand')} />
          </div>
        </Section>
      )}
      {formerServers.map((former) => (
        <Former key={former.server.id} former={former} />
      ))}
      <div className="form-foot under">
        <Button
          renderRoot={(props) => <Link to="/customers/$customerId" params={{ customerId: customer.id }} {...props} />}
        >
          {t('siteMove.toCustomer', { customer: customer.name })}
        </Button>
        <Button variant="default" onClick={again}>
          {t('siteMove.again')}
        </Button>
      </div>
    </>
  );
}

function Former({ former }: { former: SiteMoves['formerServers'][number] }) {
  const { announcedUntil, ftpPort, host, lastLoginAt, loginCount } = former;
  return (
    <Section title={t('siteMove.old')}>
      <div className="stack">
        <p>
          <span className="mono">{`${host}:${ftpPort}`}</span>
        </p>
        <p>{t('siteMove.oldText', { until: formatDay(announcedUntil), server: former.server.name })}</p>
        <p>
          {lastLoginAt === null
            ? t('siteMove.oldUnused')
            : t('siteMove.oldUsed', { count: loginCount, when: formatAgo(lastLoginAt) })}
        </p>
      </div>
    </Section>
  );
}
