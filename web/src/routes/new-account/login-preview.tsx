// The whole login while its name is being typed, whether it is still free, and one that is where it is not.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Trans } from 'react-i18next';
import { availabilityQuery } from '../../api/accounts.js';
import type { Availability, WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { isName, loginPreview } from '../../parts/login.js';
import { Said, State } from '../../parts/state.js';

const settleMs = 300;

interface PreviewProps {
  readonly name: string;
  readonly webRoot: Pick<WebRoot, 'id' | 'domain'>;
  readonly onPropose: (name: string) => void;
}

/** One line under the name. */
export function LoginPreview({ name, webRoot, onPropose }: PreviewProps) {
  const [settled] = useDebouncedValue(name, settleMs);
  const asked = settled !== '' && settled.length <= 200;
  const { data } = useQuery({ ...availabilityQuery(webRoot.id, settled), enabled: asked });
  const current = asked && settled === name ? data : undefined;
  return (
    <p className="preview" aria-live="polite">
      <span>
        <Trans
          i18nKey="create.preview"
          values={{ login: loginPreview(name, webRoot.domain) }}
          components={{ login: <span className="mono" /> }}
        />
      </span>
      {isName(name) && !current && <span className="quiet">{t('create.checking')}</span>}
      {current && <Answer availability={current} onPropose={onPropose} />}
    </p>
  );
}

function Answer({ availability, onPropose }: { availability: Availability } & Pick<PreviewProps, 'onPropose'>) {
  const { available, reason, proposal } = availability;
  if (available) {
    return (
      <State tone="data" icon="check">
        {t('create.free')}
      </State>
    );
  }
  return (
    <>
      <State tone="refusal" icon="refused">
        {reason === null ? t('create.taken') : <Said>{reason}</Said>}
      </State>
      {proposal !== null && (
        <button type="button" className="text-button" onClick={() => onPropose(proposal)}>
          {t('newAccount.use', { name: proposal })}
        </button>
      )}
    </>
  );
}
