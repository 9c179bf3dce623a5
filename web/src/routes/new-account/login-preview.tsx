// The whole login while its name is being typed, and whether it is still free.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Trans } from 'react-i18next';
import { availabilityQuery } from '../../api/accounts.js';
import type { WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { isName, loginPreview } from '../../parts/login.js';
import { State } from '../../parts/state.js';

const settleMs = 300;

/** One line under the name. */
export function LoginPreview({ name, webRoot }: { name: string; webRoot: Pick<WebRoot, 'id' | 'domain'> }) {
  const [settled] = useDebouncedValue(name, settleMs);
  const asked = isName(settled);
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
      {current?.available && (
        <State tone="data" icon="check">
          {t('create.free')}
        </State>
      )}
      {current && !current.available && (
        <State tone="refusal" icon="refused">
          {current.reason ?? t('create.taken')}
        </State>
      )}
    </p>
  );
}
