// The five steps as a list of links: where somebody is, what came before, what follows. Each may be opened at any time.
import { Link } from '@tanstack/react-router';
import { t } from '../../i18n/index.js';
import { networkSteps, type NetworkStep } from '../search.js';

/** The list; on a phone only the step that is open says its name. */
export function Stepper({ serverId, step }: { serverId: string; step: NetworkStep }) {
  return (
    <nav aria-label={t('network.steps')}>
      <ol className="stepper">
        {networkSteps.map((each, index) => (
          <li key={each}>
            <Link
              to="/servers/$serverId/network"
              params={{ serverId }}
              search={{ step: each }}
              aria-current={each === step ? 'step' : undefined}
            >
              <span className="step-number">{index + 1}</span>
              <span className="step-name">{t(`network.step.${each}`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
