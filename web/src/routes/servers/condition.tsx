// Whether a server is up, and obeys the newest policy.
import type { Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { State } from '../../parts/state.js';

/** The word for it, with its icon. */
export function Condition({ server }: { server: Server }) {
  if (server.state === 'awaited') {
    return (
      <State tone="refusal" icon="waiting">
        {t('servers.awaited')}
      </State>
    );
  }
  if (server.state === 'down') {
    return (
      <State tone="failure" icon="failed">
        {t('servers.down')}
      </State>
    );
  }
  return server.inForce ? (
    <State tone="data" icon="check">
      {t('servers.up')}
    </State>
  ) : (
    <State tone="refusal" icon="waiting">
      {t('servers.notInForce')}
    </State>
  );
}
