// The panel user's own page: profile, password, second step, where they are signed in, API tokens.
import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { signOut } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { PageHead } from '../../parts/page.js';
import { OwnPassword } from './own-password.js';
import { PanelSessions } from './panel-sessions.js';
import { Profile } from './profile.js';
import { Tokens } from './tokens.js';
import { TwoStep } from './two-step.js';

/** The screen. */
export function You() {
  const router = useRouter();
  const leave = async () => {
    await signOut();
    await router.navigate({ to: '/sign-in' });
  };
  return (
    <>
      <PageHead
        title={t('you.title')}
        actions={
          <Button variant="default" onClick={() => void leave()}>
            {t('you.signOut')}
          </Button>
        }
      />
      <Profile />
      <OwnPassword />
      <TwoStep />
      <PanelSessions />
      <Tokens />
    </>
  );
}
