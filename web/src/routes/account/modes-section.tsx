// Which data connections an FTP account may use: the result in words with who decided, and its own rules.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useMe } from '../../api/me.js';
import { accountModesQuery } from '../../api/modes.js';
import type { Account, AccountModes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../../parts/icons.js';
import { Failed } from '../../parts/list.js';
import { wishesInWords } from '../../parts/modes/verbs.js';
import { Section } from '../../parts/page.js';
import { Said, State } from '../../parts/state.js';
import { ModesForm, OwnModesForm } from './modes-form.js';

/** The section. */
export function ModesSection({ account }: { account: Account }) {
  const me = useMe();
  const [address, setAddress] = useState('');
  const general = useQuery(accountModesQuery(account.id));
  const asked = useQuery(accountModesQuery(account.id, address));
  const shown = asked.data ?? general.data;
  if (general.isError && !general.data) {
    return (
      <Section title={t('modes.title')}>
        <Failed thrown={general.error} retry={() => void general.refetch()} />
      </Section>
    );
  }
  if (!shown || !general.data) return null;
  return (
    <Section title={t('modes.title')}>
      <div className="form modes-of">
        <Effective modes={shown} />
        <details className="more-fields">
          <summary>
            <Icon name="chevron" size={14} />
            {t('modes.why')}
          </summary>
          <Reasons modes={shown} />
          {asked.isError && <Failed thrown={asked.error} retry={() => void asked.refetch()} />}
          <AskFor onAsk={setAddress} />
        </details>
        {me.role === 'customer' ? (
          <OwnModesForm modes={general.data} />
        ) : (
          <ModesForm modes={general.data} readOnly={me.role !== 'admin'} />
        )}
      </div>
    </Section>
  );
}

function inWords({ preset, verbs }: AccountModes['effective']): string {
  if (preset) return t(`modes.${preset}`);
  const allowed = verbs.filter(({ rule }) => rule === 'allow').map(({ verb }) => verb);
  return t('modes.custom', { verbs: allowed.join(', ') });
}

function Effective({ modes: { effective } }: { modes: AccountModes }) {
  const clear = effective.tls.layer !== 'server';
  return (
    <div>
      <p>{inWords(effective)}</p>
      <p>
        {clear ? (
          <State tone="refusal" icon="refused">
            <Said>{effective.tls.sentence}</Said>
          </State>
        ) : (
          <Said>{effective.tls.sentence}</Said>
        )}
      </p>
    </div>
  );
}

function Reasons({ modes }: { modes: AccountModes }) {
  const said = wishesInWords(modes.plan.verbs);
  return (
    <ul className="reasons">
      {modes.effective.verbs.map(({ verb, rule, sentence }) => (
        <li key={verb}>
          {rule === 'allow' ? (
            <State tone="data" icon="check">
              {t('modes.allowed')}
            </State>
          ) : (
            <State tone="refusal" icon="refused">
              {t('modes.denied')}
            </State>
          )}
          <Said>{sentence}</Said>
        </li>
      ))}
      <li className="quiet">
        {said
          ? t('modes.ofPlan', { plan: modes.plan.name, said })
          : t('modes.ofPlanNothing', { plan: modes.plan.name })}
      </li>
    </ul>
  );
}

function AskFor({ onAsk }: { onAsk: (address: string) => void }) {
  const [typed, setTyped] = useState('');
  const ask = (event: FormEvent) => {
    event.preventDefault();
    onAsk(typed.trim());
  };
  return (
    <form className="ask-for" onSubmit={ask}>
      <TextInput
        className="mono-field"
        label={t('modes.effectiveAt')}
        description={t('modes.effectiveAtHint')}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('modes.explain')}
      </Button>
    </form>
  );
}
