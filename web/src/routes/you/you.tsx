// The panel user's own page: profile, password, second step, where they are signed in, API tokens.
import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { signOut } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { PageHead } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { OwnPassword } from './own-password.js';
import { PanelSessions } from './panel-sessions.js';
import { Profile } from './profile.js';
import { Tokens } from './tokens.js';
import { ThisBrowser } from './this-browser.js';
import { TwoStep } from './two-step.js';

/** The screen. */
export function You() {
  const router = useRouter();
  const { busy, problem, run } = useAct();
  const leave = async () => {
    await signOut();
    await router.navigate({ to: '/sign-in', ignoreBlocker: true });
  };
  return (
    <>
      <PageHead
        title={t('you.title')}
        actions={
          <Button variant="default" loading={busy} onClick={() => run(leave)}>
            {t('you.signOut')}
          </Button>
        }
      />
      <FormProblem problem={problem} />
      <Profile />
      <ThisBrowser />
      <OwnPassword />
      <TwoStep />
      <PanelSessions />
      <Tokens />
    </>
  );
}
