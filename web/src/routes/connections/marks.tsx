// What was changed while the chart was drawn, as a list.
import type { TimeMark } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../parts/icons.js';
import { Section } from '../../parts/page.js';
import { Moment } from '../../parts/time.js';

/** New versions of the policy and other certificates, the newest first; nothing where there were none. */
export function Marks({ marks }: { marks: readonly TimeMark[] }) {
  if (marks.length === 0) return null;
  return (
    <Section title={t('chart.marks')}>
      <ul className="marks">
        {[...marks].reverse().map((mark) => (
          <li key={`${mark.kind} ${mark.at}`}>
            <Icon name={mark.kind === 'policy' ? 'pencil' : 'lock'} size={14} />
            <Moment iso={mark.at} />
            <span>{wordsOf(mark)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function wordsOf({ kind, version, by, note, fingerprint }: TimeMark): string {
  if (kind === 'certificate') {
    if (fingerprint === null) return t('chart.markNoCertificate');
    return t('chart.markCertificate', { fingerprint: `${fingerprint.slice(0, 23)}…` });
  }
  const facts = { version: version ?? '', by: by ?? '' };
  return note === null ? t('chart.markPolicy', facts) : t('chart.markPolicyNote', { ...facts, note });
}
