// For who must sign in in two steps and does not yet: the one thing the panel lets them do.
import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { readMeAgain, signOut } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { PublicPage } from '../../parts/public-page.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { EnrolDialog } from '../you/enrol-dialog.js';
import { RecoveryCodesDialog } from '../you/recovery-codes.js';

/** The screen. */
export function TwoStepFirst() {
  const router = useRouter();
  const [enrolling, setEnrolling] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const { busy, problem, run } = useAct();
  const enter = async () => {
    await readMeAgain();
    await router.navigate({ to: '/' });
  };
  const leave = async () => {
    await signOut();
    await router.navigate({ to: '/sign-in' });
  };
  return (
    <PublicPage title={t('twoStepFirst.title')}>
      <div className="form">
        <FormProblem problem={problem} />
        <p>{t('twoStepFirst.text')}</p>
        <p className="quiet">{t('twoStepFirst.needs')}</p>
        <Button onClick={() => setEnrolling(true)}>{t('twoStepFirst.begin')}</Button>
        <div className="sign-in-ways">
          <button type="button" className="text-button" disabled={busy} onClick={() => run(leave)}>
            {t('you.signOut')}
          </button>
        </div>
      </div>
      {enrolling && (
        <EnrolDialog
          close={() => setEnrolling(false)}
          onCodes={(fresh) => {
            setEnrolling(false);
            setCodes(fresh);
          }}
        />
      )}
      {codes && <RecoveryCodesDialog codes={codes} close={() => run(enter)} />}
    </PublicPage>
  );
}
