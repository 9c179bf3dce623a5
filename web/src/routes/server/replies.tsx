// The literal replies that clients will read, as the form stands now.
import type { PolicyPreview, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { State } from '../../parts/state.js';
import type { PolicyValues } from './policy-form.js';
import { replyPreview, toldAddress } from './reply-preview.js';

interface RepliesProps {
  readonly values: PolicyValues;
  readonly server: Server;
  readonly addressing: PolicyPreview['addressing'] | undefined;
}

/** The preview. */
export function Replies({ values, server, addressing }: RepliesProps) {
  const found = server.processes.flatMap(({ publicAddresses }) => publicAddresses);
  const address = toldAddress({ written: values.publicIpv4.trim(), found, addressing });
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
