// The whole login while its name is being typed, whether it is still free, and one that is where it is not.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Trans } from 'react-i18next';
import { availabilityQuery } from '../../api/accounts.js';
import type { Availability } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { isName, loginPreview } from '../../parts/login.js';
import { Said, State } from '../../parts/state.js';

const settleMs = 300;

/** Whether the name is free on the website; undefined until that is known of the very name that is typed. */
export function useAvailability(webRootId: string | undefined, name: string): Availability | undefined {
  const [settled] = useDebouncedValue(name, settleMs);
  const asked = webRootId !== undefined && settled !== '' && settled.length <= 200;
  const { data } = useQuery({ ...availabilityQuery(webRootId ?? '', settled), enabled: asked });
  return asked && settled === name ? data : undefined;
}

/** Why a login cannot be had; null where it can, or where nothing is known of it. */
export function whyTaken(availability: Availability | undefined): string | null {
  return availability?.available === false ? (availability.reason ?? t('create.taken')) : null;
}

interface PreviewProps {
  readonly name: string;
  readonly domain: string;
  readonly availability: Availability | undefined;
  readonly onPropose: (name: string) => void;
}

/** One line under the name. */
export function LoginPreview({ name, domain, availability, onPropose }: PreviewProps) {
  return (
    <p className="preview" aria-live="polite">
      <span>
        <Trans
          i18nKey="create.preview"
          values={{ login: loginPreview(name, domain) }}
          components={{ login: <span className="mono" /> }}
        />
      </span>
      {isName(name) && !availability && <span className="quiet">{t('create.checking')}</span>}
      {availability && <Answer availability={availability} onPropose={onPropose} />}
    </p>
  );
}

function Answer({ availability, onPropose }: { availability: Availability } & Pick<PreviewProps, 'onPropose'>) {
  const { available, proposal } = availability;
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
        <Said>{whyTaken(availability)}</Said>
      </State>
      {proposal !== null && (
        <button type="button" className="text-button" onClick={() => onPropose(proposal)}>
          {t('newAccount.use', { name: proposal })}
        </button>
      )}
    </>
  );
}
