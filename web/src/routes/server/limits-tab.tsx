// What bounds the sessions of a server: how many, for how long, after how many wrong passwords, which names none of them
// sees or makes, and what greets them; and where the bounds stand that are set elsewhere.
import { Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { FormProblem } from '../../parts/state.js';
import { ApplyBar } from './apply-bar.js';
import { limitsDraft, limitsOf, limitsRules, type LimitsValues } from './limits-form.js';
import { PolicyConflict } from './policy-conflict.js';
import { usePolicyForm } from './use-policy-form.js';

interface LimitsProps {
  readonly server: Server;
  readonly policy: Policy;
  readonly readOnly: boolean;
}

/** The tab. */
export function LimitsTab({ server, policy, readOnly }: LimitsProps) {
  const edit = usePolicyForm<LimitsValues>({ policy, valuesOf: limitsOf, draftFrom: limitsDraft, rules: limitsRules });
  const { form, dirty, busy, problem, conflict, apply, applyTo, clear, discard } = edit;
  useUnsent(dirty && !busy);
  return (
    <form onSubmit={(event) => apply(undefined, event)} noValidate className="policy">
      {!conflict && <FormProblem problem={problem} />}
      <p className="quiet first-words">{t('serverLimits.text')}</p>
      <fieldset disabled={readOnly}>
        <Fields form={form} />
      </fieldset>
      <Elsewhere serverId={server.id} />
      <ApplyBar server={server} policy={policy} form={{ dirty, busy, readOnly }} applyTrial={apply} discard={discard} />
      {conflict && (
        <PolicyConflict
          {...conflict}
          takeTheirs={edit.takeTheirs}
          applyMine={() => applyTo(conflict.current)}
          onClose={clear}
        />
      )}
    </form>
  );
}

function Fields({ form }: { form: UseFormReturnType<LimitsValues> }) {
  const inSeconds = {
    inputMode: 'numeric',
    rightSectionWidth: 76,
    rightSection: <span className="unit">{t('policy.seconds')}</span>,
  } as const;
  return (
    <>
      <Section title={t('serverLimits.count')}>
        <div className="form">
          <div>
            <div className="pair">
              <TextInput
                {...form.getInputProps('maxSessions')}
                label={t('serverLimits.sessions')}
                placeholder={t('serverLimits.unbounded')}
                inputMode="numeric"
              />
              <TextInput
                {...form.getInputProps('maxSessionsPerAddress')}
                label={t('serverLimits.perAddress')}
                placeholder={t('serverLimits.unbounded')}
                inputMode="numeric"
              />
            </div>
            <p className="hint">{t('serverLimits.perAddressHint')}</p>
          </div>
        </div>
      </Section>
      <Section title={t('serverLimits.patience')}>
        <div className="form">
          <div className="pair">
            <TextInput {...form.getInputProps('loginTimeoutMs')} label={t('serverLimits.login')} {...inSeconds} />
            <TextInput {...form.getInputProps('idleTimeoutMs')} label={t('serverLimits.idle')} {...inSeconds} />
          </div>
          <TextInput
            {...form.getInputProps('maxFailedLogins')}
            label={t('serverLimits.failed')}
            description={t('serverLimits.failedHint')}
            inputMode="numeric"
          />
        </div>
      </Section>
      <Section title={t('serverLimits.names')}>
        <div className="form">
          <Names form={form} field="hiddenNames" />
          <Names form={form} field="refusedNames" />
          <p className="hint">{t('serverLimits.namesHint')}</p>
        </div>
      </Section>
      <Section title={t('serverLimits.words')}>
        <div className="form">
          <TextInput
            {...form.getInputProps('greeting')}
            label={t('serverLimits.greeting')}
            description={t('serverLimits.greetingHint')}
            placeholder={t('serverLimits.ownGreeting')}
          />
        </div>
      </Section>
      <div className="section form note">
        <TextInput {...form.getInputProps('note')} label={t('policy.note')} description={t('policy.noteHint')} />
      </div>
    </>
  );
}

function Names({ form, field }: { form: UseFormReturnType<LimitsValues>; field: 'hiddenNames' | 'refusedNames' }) {
  return (
    <Textarea
      {...form.getInputProps(field)}
      className="mono-field"
      label={t(`limits.${field}`)}
      description={t(`serverLimits.${field}Hint`)}
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
      autoCapitalize="none"
    />
  );
}

function Elsewhere({ serverId }: { serverId: string }) {
  const here = { to: '/servers/$serverId', params: { serverId } } as const;
  return (
    <Section title={t('serverLimits.elsewhere')}>
      <dl className="facts top">
        <Row what="account">
          <Link to="/plans">{t('serverLimits.where.plans')}</Link>
          {t('serverLimits.where.andAccounts')}
        </Row>
        <Row what="data">
          <Link {...here} search={{}}>
            {t('serverPage.tabs.connections')}
          </Link>
        </Row>
        <Row what="bans">
          <Link to="/system/bans">{t('serverLimits.where.bans')}</Link>
        </Row>
        <Row what="umask">{t('serverLimits.where.website')}</Row>
        <Row what="names">{t('serverLimits.where.account')}</Row>
        <Row what="times">{t('serverLimits.where.utc')}</Row>
      </dl>
    </Section>
  );
}

type Elsewhere = 'account' | 'data' | 'bans' | 'umask' | 'names' | 'times';

function Row({ what, children }: { what: Elsewhere; children: ReactNode }) {
  return (
    <>
      <dt>{t(`serverLimits.other.${what}`)}</dt>
      <dd>{children}</dd>
    </>
  );
}
