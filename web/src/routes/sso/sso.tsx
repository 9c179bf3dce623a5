// What a single sign-on link opens: a page that sends the secret by itself, unless somebody else is signed in here. A
// robot that only fetches the address uses nothing up.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { signInByLink } from '../../api/links.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { meQuery } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { LanguageChoice } from '../../parts/language-choice.js';
import { linkSecret, PublicPage } from '../../parts/public-page.js';
import { Notice, ProblemText } from '../../parts/state.js';

/** The page. */
export function SsoPage() {
  const router = useRouter();
  const me = useQuery(meQuery);
  const sent = useRef(false);
  const [problem, setProblem] = useState<Problem>();
  const go = useCallback(async () => {
    if (sent.current) return;
    sent.current = true;
    try {
      const returnTo = await signInByLink(linkSecret());
      await router.invalidate();
      await router.navigate({ href: returnTo, replace: true });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  }, [router]);
  const nobody = me.isSuccess && me.data === null;
  useEffect(() => {
    if (nobody) void go();
  }, [nobody, go]);
  if (problem) return <Over problem={problem} />;
  return (
    <PublicPage title={t('sso.title')}>
      {me.data ? (
        <>
          <p>{t('sso.other', { email: me.data.email })}</p>
          <Button onClick={() => void go()}>{t('sso.go')}</Button>
        </>
      ) : (
        <p role="status">{t('sso.wait')}</p>
      )}
    </PublicPage>
  );
}

function Over({ problem }: { problem: Problem }) {
  return (
    <PublicPage title={t('sso.overTitle')}>
      <Notice tone="refusal" alert>
        {problem.code === 'link-over' ? <p>{t('sso.over')}</p> : <ProblemText problem={problem} />}
      </Notice>
      <p className="quiet">{t('sso.again')}</p>
      <Link to="/sign-in">{t('sso.toSignIn')}</Link>
      <LanguageChoice />
    </PublicPage>
  );
}
