// What needs doing: a sentence and the way there for each, the most urgent first.
import { Link } from '@tanstack/react-router';
import type { Alert } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatSince } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { State } from '../../parts/state.js';

/** The list, or the word that there is nothing. */
export function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <Section title={t('overview.todo')}>
      {alerts.length === 0 ? (
        <State tone="data" icon="check">
          {t('overview.nothing')}
        </State>
      ) : (
        <ul className="alerts" aria-live="polite">
          {alerts.map((alert) => (
            <li key={`${alert.kind} ${alert.server?.id ?? ''}`}>
              <Urgency alert={alert} />
              <p>{sentenceOf(alert)}</p>
              <Way alert={alert} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const urgent: readonly Alert['kind'][] = ['server-silent', 'certificate-ended', 'self-test-failed'];

function Urgency({ alert: { kind, since } }: { alert: Alert }) {
  const prepared = kind === 'server-silent' && since === null;
  return urgent.includes(kind) && !prepared ? (
    <State tone="failure" icon="failed">
      {t('alert.words.failure')}
    </State>
  ) : (
    <State tone="refusal" icon="waiting">
      {t('alert.words.refusal')}
    </State>
  );
}

/** A server tells of no more ports that it could not have. */
const mostPortsTold = 50;

function sentenceOf({ kind, server, value, of, since, sentence }: Alert): string {
  const facts = { server: server?.name ?? t('alert.panel'), of: of ?? 0, sentence: sentence ?? '' };
  if (kind === 'server-silent')
    return since === null
      ? t('alert.server-silent-never', facts)
      : t('alert.server-silent', { ...facts, since: formatSince(since) });
  const counted = { ...facts, count: value ?? 0 };
  if (kind === 'passive-ports-taken' && counted.count >= mostPortsTold)
    return t('alert.passive-ports-taken-many', counted);
  return t(`alert.${kind}`, counted);
}

function Way({ alert: { kind, server } }: { alert: Alert }) {
  if (!server) return null;
  const label = t('alert.open', { server: server.name });
  return kind === 'share-below-usual' ? (
    <Link to="/servers/$serverId/connections" params={{ serverId: server.id }} aria-label={label}>
      {t('alert.look')}
    </Link>
  ) : (
    <Link to="/servers/$serverId" params={{ serverId: server.id }} aria-label={label}>
      {t('alert.look')}
    </Link>
  );
}
