// The literal replies that clients will read, as the form stands now.
import type { Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { State } from '../../parts/state.js';
import type { PolicyValues } from './policy-form.js';
import { replyPreview } from './reply-preview.js';

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** The preview. */
export function Replies({ values, server }: { values: PolicyValues; server: Server }) {
  const address = [values.publicIpv4.trim(), server.host].find((candidate) => ipv4.test(candidate));
  const replies = replyPreview({ verbs: values.verbs, firstPort: Number(values.passiveFirstPort), address });
  return (
    <section className="replies" aria-label={t('policy.preview')}>
      <h2>{t('policy.preview')}</h2>
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
      {(values.verbs.PASV === 'allow' || values.verbs.EPSV === 'allow') && (
        <p className="hint">
          {t('policy.previewNote')} {address === undefined && t('policy.previewDialled')}
        </p>
      )}
    </section>
  );
}
