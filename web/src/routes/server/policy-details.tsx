// What a mode policy says besides the mode: range, address, encryption, networks, source port, waiting times.
import { NativeSelect, Radio, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { isActive, verbs } from '../../parts/modes/verbs.js';
import { Section } from '../../parts/page.js';
import { NetworkRules } from './network-rules.js';
import { PassiveRange, PeerFields, PublicAddress } from './passive-fields.js';
import { sessionReuses, sources, tlsRules, waits, type PolicyValues, type Wait } from './policy-form.js';
import { NotResumingNote } from './session-reuse.js';

interface DetailsProps {
  readonly form: UseFormReturnType<PolicyValues>;
  readonly policy: Policy;
  readonly server: Server;
}

/** All of it. */
export function PolicyDetails({ form, policy, server }: DetailsProps) {
  const { verbs: rules, exceptionsAllowed } = form.getValues();
  const possible = verbs.filter((verb) => rules[verb] === 'allow' || exceptionsAllowed.includes(verb));
  const passive = possible.some((verb) => !isActive(verb));
  return (
    <>
      {passive && <PassiveRange form={form} />}
      {passive && <PublicAddress form={form} policy={policy} />}
      <Encryption form={form} serverId={server.id} />
      {passive && <PeerFields form={form} />}
      <NetworkRules form={form} />
      {possible.some(isActive) && <Source form={form} policy={policy} server={server} />}
      <Section title={t('policy.timeouts')}>
        <div className="form">
          <div className="pair">
            {(Object.keys(waits) as Wait[]).map((wait) => (
              <TextInput
                key={wait}
                {...form.getInputProps(wait)}
                label={t(`policy.${waits[wait].word}`)}
                inputMode="decimal"
                rightSectionWidth={76}
                rightSection={<span className="unit">{t('policy.seconds')}</span>}
              />
            ))}
          </div>
        </div>
      </Section>
      <div className="section form note">
        <TextInput {...form.getInputProps('note')} label={t('policy.note')} description={t('policy.noteHint')} />
      </div>
    </>
  );
}

/** Whether and where TLS is asked for. */
export function Encryption({ form, serverId }: Pick<DetailsProps, 'form'> & { serverId: string }) {
  return (
    <Section title={t('policy.encryption')}>
      <div className="form">
        <Radio.Group {...form.getInputProps('tls')} aria-label={t('policy.encryption')}>
          <div className="choices">
            {tlsRules.map((rule) => (
              <Radio key={rule} value={rule} label={t(`tls.${rule}`)} description={t(`tls.${rule}Hint`)} />
            ))}
          </div>
        </Radio.Group>
        {form.getValues().tls !== 'off' && (
          <NativeSelect
            {...form.getInputProps('tlsSessionReuse')}
            label={t('policy.reuse')}
            description={t(`reuse.${form.getValues().tlsSessionReuse}Hint`)}
            data={sessionReuses.map((reuse) => ({ value: reuse, label: t(`reuse.${reuse}`) }))}
          />
        )}
        {form.getValues().tls !== 'off' && <NotResumingNote serverId={serverId} />}
      </div>
    </Section>
  );
}

function inUse(policy: Policy, server: Server): string {
  const port = policy.activeSourcePort;
  if (port === null) return t('policy.sourceUsedAny');
  const running = server.processes.filter((process) => process.up);
  const cannot = port < 1024 && running.some((process) => !process.bindsLowPorts);
  return cannot ? t('policy.sourceCannot', { port }) : t('policy.sourceUsed', { port });
}

function Source({ form, policy, server }: DetailsProps) {
  return (
    <Section title={t('policy.source')}>
      <div className="form">
        <Radio.Group {...form.getInputProps('source')} aria-label={t('policy.source')}>
          <div className="choices inline">
            {sources.map((source) => (
              <Radio key={source} value={source} label={t(`policy.sources.${source}`)} />
            ))}
          </div>
        </Radio.Group>
        {form.getValues().source === 'other' && (
          <TextInput
            {...form.getInputProps('activeSourcePort')}
            className="mono-field"
            label={t('policy.sourceOther')}
            inputMode="numeric"
          />
        )}
        <p className="hint">{inUse(policy, server)}</p>
      </div>
    </Section>
  );
}
