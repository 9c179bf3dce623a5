// An admin acts as a customer: the button on the customer's page, and the banner that stands on every page until they stop.
import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { actAs, stopActing } from '../api/links.js';
import type { Me } from '../api/types.js';
import { t } from '../i18n/index.js';
import { formatMinute } from './format.js';
import { Icon } from './icons.js';
import { Section } from './page.js';
import { FormProblem } from './state.js';
import { useAct } from './use-submit.js';

/** The banner; nothing where nobody acts. */
export function ActingAs({ me }: { me: Me }) {
  return me.actedBy ? <Banner me={me} until={me.actedBy.until} /> : null;
}

function Banner({ me, until }: { me: Me; until: string }) {
  const router = useRouter();
  const customerId = me.customer?.id;
  const { busy, problem, run } = useAct();
  const stop = () =>
    run(async () => {
      await stopActing();
      await router.invalidate();
      await (customerId === undefined
        ? router.navigate({ to: '/', ignoreBlocker: true })
        : router.navigate({ to: '/customers/$customerId', params: { customerId }, ignoreBlocker: true }));
    });
  useEffect(() => {
    const timer = window.setTimeout(stop, Math.max(0, Date.parse(until) - Date.now()));
    return () => window.clearTimeout(timer);
  }, [until, customerId]);
  return (
    <div className="acting-as" role="region" aria-label={t('acting.section')}>
      <Icon name="people" />
      <p>{sentence(me, formatMinute(until))}</p>
      <Button size="xs" variant="default" loading={busy} onClick={stop}>
        {t('acting.stop')}
      </Button>
      <FormProblem problem={problem} />
    </div>
  );
}

function sentence(me: Me, until: string): string {
  const name = me.displayName || me.email;
  const customer = me.customer?.name;
  return customer === undefined || customer === name
    ? t('acting.banner', { name, until })
    : t('acting.bannerOf', { name, customer, until });
}

/** For a customer's page: begins acting as their panel user. */
export function SignInAs({ customer }: { customer: { readonly id: string; readonly name: string } }) {
  const router = useRouter();
  const { busy, problem, run } = useAct();
  const begin = async () => {
    await actAs(customer.id);
    await router.invalidate();
    await router.navigate({ to: '/', ignoreBlocker: true });
  };
  return (
    <Section title={t('acting.section')}>
      <p className="quiet">{t('acting.text')}</p>
      <FormProblem problem={problem} />
      <div className="form-foot under">
        <Button variant="default" loading={busy} onClick={() => run(begin)}>
          {t('acting.begin', { name: customer.name })}
        </Button>
      </div>
    </Section>
  );
}
