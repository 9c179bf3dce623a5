// How customers with their FTP accounts and passwords leave this installation and come into it: two commands, for staff.
// Nothing is exported here, because no answer of the API carries a password's hash.
import { t } from '../../i18n/index.js';
import { Lines } from '../../parts/lines.js';
import { PageHead, Section } from '../../parts/page.js';

/** The screen. */
export function ExportsPage() {
  return (
    <>
      <PageHead title={t('exports.title')} lead={t('exports.lead')} />
      <Section title={t('exports.out')}>
        <div className="form">
          <p className="quiet">{t('exports.outText')}</p>
          <Command text="npx portside export accounts.jsonl" says="all" />
          <Command text="npx portside export customer.jsonl --customer REFERENCE" says="one" />
          <p className="hint">{t('exports.outKept')}</p>
        </div>
      </Section>
      <Section title={t('exports.in')}>
        <div className="form">
          <p className="quiet">{t('exports.inText')}</p>
          <Command text="npx portside import accounts.jsonl --dry-run" says="dry" />
          <Command text="npx portside import accounts.jsonl" says="wet" />
          <p className="hint">{t('exports.inKept')}</p>
        </div>
      </Section>
    </>
  );
}

function Command({ text, says }: { text: string; says: 'all' | 'one' | 'dry' | 'wet' }) {
  return (
    <div>
      <p>{t(`exports.${says}`)}</p>
      <Lines text={text} what={t('exports.command', { what: t(`exports.${says}`) })} />
    </div>
  );
}
