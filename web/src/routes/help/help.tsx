// Help with connecting, for people who have never heard of passive mode.
import { Link } from '@tanstack/react-router';
import { usePanel } from '../../api/panel.js';
import { t, texts } from '../../i18n/index.js';
import { Support } from '../../parts/brand.js';
import { PageHead, Section } from '../../parts/page.js';

/** The one that people meet most is the first; as keys of an object they would be in the order of their numbers. */
const codes = ['530', '425', '421'] as const satisfies readonly (keyof typeof texts.help.code)[];
const programs = Object.keys(texts.help.program) as (keyof typeof texts.help.program)[];

/** The help screen. */
export function Help() {
  return (
    <>
      <PageHead title={t('help.title')} lead={t('help.lead')} />
      <div className="prose">
        <Contact />
        <Section title={t('help.which')}>
          <p>{t('help.ftp')}</p>
          <p>{t('help.ftps')}</p>
          <p>{t('help.sftp')}</p>
        </Section>
        <Section title={t('help.codes')}>
          <dl className="codes">
            {codes.map((code) => (
              <div key={code}>
                <dt>{t(`help.code.${code}.what`)}</dt>
                <dd>
                  <p>{t(`help.code.${code}.why`)}</p>
                  <p>{t(`help.code.${code}.cure`)}</p>
                </dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section title={t('help.programs')}>
          <p>{t('help.programsText')}</p>
          <ul>
            {programs.map((program) => (
              <li key={program}>{t(`help.program.${program}`)}</li>
            ))}
          </ul>
        </Section>
        <Section title={t('help.unknownCertificate')}>
          <p>{t('help.unknownCertificateText')}</p>
        </Section>
        <Section title={t('help.doctor')}>
          <p>{t('help.doctorText')}</p>
          <p>
            <Link to="/accounts">{t('help.toAccounts')}</Link>
          </p>
        </Section>
      </div>
    </>
  );
}

/** Whom to ask where reading does not help, if the host has said so. */
function Contact() {
  if (usePanel().supportText === null) return null;
  return (
    <Section title={t('support.title')}>
      <Support />
    </Section>
  );
}
