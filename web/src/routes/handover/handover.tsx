// What a hand-over link opens: whom it is for, a password of one's own, and then how to connect. Opening it changes
// nothing; only the button does.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { handOverOfferQuery, takeHandOver } from '../../api/links.js';
import { asProblem } from '../../api/problem.js';
import type { HandOverDone, HandOverOffer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Pass } from '../../parts/account/connection-card.js';
import { programs } from '../../parts/account/connection-files.js';
import { formatUntil } from '../../parts/format.js';
import { LanguageChoice } from '../../parts/language-choice.js';
import { NewPassword, whyNoPassword } from '../../parts/password-input.js';
import { generatePassword } from '../../parts/password.js';
import { linkSecret, PublicPage } from '../../parts/public-page.js';
import { saveFile } from '../../parts/save-file.js';
import { FormProblem, Notice, ProblemText } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

/** The page. */
export function HandOverPage() {
  const secret = linkSecret();
  const offer = useQuery({ ...handOverOfferQuery(secret), enabled: secret !== '' });
  const [done, setDone] = useState<{ answer: HandOverDone; password: string }>();
  if (done) return <Done {...done} />;
  if (secret === '')
    return (
      <Over>
        <p>{t('handOverPage.noSecret')}</p>
      </Over>
    );
  if (offer.isError)
    return (
      <Over>
        <ProblemText problem={asProblem(offer.error)} />
      </Over>
    );
  if (!offer.data) {
    return (
      <PublicPage title={t('handOverPage.title')}>
        <p role="status">{t('handOverPage.loading')}</p>
      </PublicPage>
    );
  }
  return <Offer offer={offer.data} secret={secret} onDone={(answer, password) => setDone({ answer, password })} />;
}

function Over({ children }: { children: ReactNode }) {
  return (
    <PublicPage title={t('handOverPage.overTitle')}>
      <Notice tone="refusal">{children}</Notice>
      <p className="quiet">{t('handOverPage.overHint')}</p>
      <LanguageChoice />
    </PublicPage>
  );
}

interface OfferProps {
  readonly offer: HandOverOffer;
  readonly secret: string;
  readonly onDone: (answer: HandOverDone, password: string) => void;
}

function Offer({ offer, secret, onDone }: OfferProps) {
  const [first] = useState(generatePassword);
  const form = useForm({ initialValues: { password: first }, validate: { password: whyNoPassword } });
  const { submit, busy, problem } = useSubmit(form, async ({ password }) => {
    onDone(await takeHandOver(secret, password), password);
  });
  const forAccount = offer.kind === 'account';
  return (
    <PublicPage title={t('handOverPage.title')}>
      <p className="quiet">
        {forAccount ? t('handOverPage.accountLead', { domain: offer.domain ?? '' }) : t('handOverPage.panelLead')}
      </p>
      <dl className="facts">
        <dt>{forAccount ? t('handOverPage.login') : t('handOverPage.email')}</dt>
        <dd className="mono">{offer.subject}</dd>
        {forAccount && (
          <>
            <dt>{t('handOverPage.website')}</dt>
            <dd className="mono">{offer.domain}</dd>
          </>
        )}
      </dl>
      <form className="form" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        {/* What a password manager keeps the password under. */}
        <input type="hidden" name="username" autoComplete="username" value={offer.subject} readOnly />
        <NewPassword
          label={t('handOverPage.password')}
          value={form.getValues().password}
          error={form.errors['password']}
          onChange={(next) => form.setFieldValue('password', next)}
        />
        <Button type="submit" loading={busy}>
          {t('handOverPage.submit')}
        </Button>
        <p className="hint">{t('handOverPage.until', { until: formatUntil(offer.expiresAt) })}</p>
      </form>
      <LanguageChoice />
    </PublicPage>
  );
}

function Done({ answer, password }: { answer: HandOverDone; password: string }) {
  const { card, files, subject } = answer;
  if (!card) {
    return (
      <PublicPage title={t('handOverPage.doneTitle')}>
        <p>{t('handOverPage.panelDone', { subject })}</p>
        <Link to="/sign-in">{t('handOverPage.toSignIn')}</Link>
      </PublicPage>
    );
  }
  return (
    <PublicPage title={t('handOverPage.doneTitle')}>
      <p className="quiet">{t('handOverPage.accountDone')}</p>
      <Pass card={card} password={password} files={<Files files={files} />} />
    </PublicPage>
  );
}

/** As on the card of somebody signed in, but out of the one answer that came. */
function Files({ files }: Pick<HandOverDone, 'files'>) {
  const nameOf = (kind: string) => programs.find(([known]) => known === kind)?.[1] ?? kind;
  return (
    <div className="connection-files">
      <p className="hint" id="connection-files">
        {t('handOverPage.files')}
      </p>
      <ul aria-labelledby="connection-files">
        {files.map(({ kind, name, contentType, text }) => (
          <li key={kind}>
            <button type="button" className="text-button" onClick={() => saveFile(name, text, contentType)}>
              {nameOf(kind)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
