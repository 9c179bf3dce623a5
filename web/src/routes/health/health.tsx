// What is not well with the installation, one cure each, and what is; for staff. It follows the servers' events.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { healthQuery } from '../../api/health.js';
import type { Finding, Health } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../../parts/fetched.js';
import { formatMoment } from '../../parts/format.js';
import { Icon } from '../../parts/icons.js';
import { PageHead, Section } from '../../parts/page.js';
import { Said, State } from '../../parts/state.js';

/** The screen. */
export function HealthPage() {
  const query = useQuery(healthQuery);
  return (
    <>
      <PageHead
        title={t('health.title')}
        lead={t('health.lead')}
        actions={
          <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
            {t('health.again')}
          </Button>
        }
      />
      <Fetched query={query} what={t('health.title')}>
        {(health) => <Findings health={health} />}
      </Fetched>
    </>
  );
}

const keyOf = ({ check, serverId }: Finding) => `${check} ${serverId ?? ''}`;

function Findings({ health: { at, findings } }: { health: Health }) {
  const wanting = findings.filter(({ fine }) => !fine);
  const fine = findings.filter((finding) => finding.fine);
  return (
    <>
      <Section
        title={t('health.todo')}
        aside={<span className="quiet">{t('health.at', { at: formatMoment(at) })}</span>}
      >
        {wanting.length === 0 ? (
          <State tone="data" icon="check">
            {t('health.nothing')}
          </State>
        ) : (
          <ul className="findings" aria-live="polite">
            {wanting.map((finding) => (
              <li key={keyOf(finding)}>
                <Subject finding={finding} />
                <div>
                  <p>
                    <Said>{finding.sentence}</Said>
                  </p>
                  <p className="quiet">
                    <Said>{finding.cure}</Said>
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <details className="more-fields">
        <summary>
          <Icon name="chevron" size={14} />
          {t('health.fine', { count: fine.length })}
        </summary>
        <ul className="findings">
          {fine.map((finding) => (
            <li key={keyOf(finding)}>
              <Subject finding={finding} />
              <p>
                <Said>{finding.sentence}</Said>
              </p>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What was looked at and where, with the sign of how it is. */
function Subject({ finding: { check, fine, server, serverId } }: { finding: Finding }) {
  return (
    <>
      <State tone={fine ? 'data' : 'refusal'} icon={fine ? 'check' : 'refused'}>
        {t(`health.check.${check}`)}
      </State>
      <span>
        {serverId !== null && (
          <Link to="/servers/$serverId" params={{ serverId }} search={check === 'certificate' ? { tab: 'tls' } : {}}>
            {server}
          </Link>
        )}
      </span>
    </>
  );
}
