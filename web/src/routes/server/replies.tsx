// The literal replies that clients will read, as the form stands now.
import type { Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { State } from '../../parts/state.js';
import { isIpv4 } from '../../parts/addresses.js';
import type { PolicyValues } from './policy-form.js';
import { replyPreview } from './reply-preview.js';

/** The address that PASV names; undefined where it is the one that each client dialled. */
function toldAddress(values: PolicyValues, { host, processes }: Server): string | undefined {
  const wanted = values.publicIpv4.trim() || host;
  if (isIpv4(wanted)) return wanted;
  const found = processes.flatMap(({ publicAddresses }) => publicAddresses);
  return found.find((one) => one.family === 'ipv4' && one.host === wanted.toLowerCase())?.address ?? undefined;
}

/** The preview. */
export function Replies({ values, server }: { values: PolicyValues; server: Server }) {
  const address = toldAddress(values, server);
  const replies = replyPreview({ verbs: values.verbs, firstPort: Number(values.passiveFirstPort), address });
  return (
    <section className="replies" aria-label={t('policy.preview')}>
      <h2>{t('policy.preview')}</h2>
      <div className="reply-lines">
        {replies.map(({ verb, reply, refused }) => (
          <div key={verb} className="reply">
            <span className="mono asked">{verb}</span>
            {refused ? (
              <State tone="refusal" icon="refused">
                {t('outcome.refused')}
              </State>
            ) : null}
            <span className="mono">{reply}</span>
          </div>
        ))}
      </div>
      {(values.verbs.PASV === 'allow' || values.verbs.EPSV === 'allow') && (
        <p className="hint">
          {t('policy.previewNote')} {address === undefined && t('policy.previewDialled')}
        </p>
      )}
    </section>
  );
}
