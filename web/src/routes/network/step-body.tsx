// What each step of the wizard shows: the parts of the policy that it decides, and beside them what the draft would mean.
import type { ReactNode } from 'react';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { isActive, verbs } from '../../parts/modes/verbs.js';
import { Section } from '../../parts/page.js';
import { State } from '../../parts/state.js';
import type { NetworkStep } from '../search.js';
import { ModeChoice } from '../server/mode-choice.js';
import { PassiveRange } from '../server/passive-fields.js';
import { Encryption } from '../server/policy-details.js';
import { Preview } from '../server/preview.js';
import { Replies } from '../server/replies.js';
import type { PolicyEdit } from '../server/use-policy-draft.js';
import { AddressStep } from './address-step.js';
import { FirewallStep } from './firewall-step.js';
import { TestStep } from './test-step.js';

interface BodyProps {
  readonly step: NetworkStep;
  readonly edit: PolicyEdit;
  readonly server: Server;
  readonly policy: Policy;
}

/** The open step. */
export function StepBody({ step, edit, server, policy }: BodyProps) {
  const { form, preview, dirty } = edit;
  const replies = <Replies values={form.getValues()} server={server} addressing={preview.addressing} />;
  const meaning = <Preview serverId={server.id} preview={preview} />;
  switch (step) {
    case 'address':
      return <Beside main={<AddressStep edit={edit} server={server} />} aside={replies} />;
    case 'mode':
      return <ModeStep edit={edit} server={server} aside={[replies, meaning]} />;
    case 'firewall':
      return <FirewallStep edit={edit} server={server} />;
    case 'encryption':
      return <Beside main={<EncryptionStep edit={edit} server={server} />} aside={meaning} />;
    case 'test':
      return <TestStep server={server} policy={policy} dirty={dirty} />;
  }
}

function Beside({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className="columns">
      <div>{main}</div>
      <aside className="aside">{aside}</aside>
    </div>
  );
}

interface ModeStepProps extends Pick<BodyProps, 'edit' | 'server'> {
  readonly aside: readonly [ReactNode, ReactNode];
}

function ModeStep({ edit: { form }, server, aside: [replies, meaning] }: ModeStepProps) {
  const { verbs: rules, exceptionsAllowed } = form.getValues();
  const passive = verbs.some(
    (verb) => !isActive(verb) && (rules[verb] === 'allow' || exceptionsAllowed.includes(verb)),
  );
  return (
    <>
      <Section title={t('policy.mode')}>
        <ModeChoice form={form} server={server} />
      </Section>
      <Beside
        main={
          <>
            {passive && <PassiveRange form={form} />}
            {meaning}
          </>
        }
        aside={replies}
      />
    </>
  );
}

function EncryptionStep({ edit: { form }, server }: Pick<BodyProps, 'edit' | 'server'>) {
  const hasOne = server.certificateFingerprint !== null;
  return (
    <>
      <Encryption form={form} serverId={server.id} />
      <p className="certificate-line">
        <State tone={hasOne ? 'data' : 'refusal'} icon={hasOne ? 'check' : 'refused'}>
          {t(hasOne ? 'network.certificate' : 'network.noCertificate')}
        </State>
      </p>
    </>
  );
}
