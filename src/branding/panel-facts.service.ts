// What anybody may know of this panel before signing in, and what every page of it is told as it is served.
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { firstRules } from '../auth/password-policy.js';
import { PasswordRulesService } from '../auth/password-rules.service.js';
import type { PanelFacts } from './branding.dto.js';
import { BrandingService } from './branding.service.js';

const noBranding = { supportText: null, supportLink: null, logoOnLight: null, logoOnDark: null };

/** A page is not kept waiting for longer by a database that does not answer; it says so itself. */
const patienceMs = 1000;

@Injectable()
export class PanelFactsService {
  #reading: Promise<PanelFacts> | undefined;
  #known: PanelFacts = { productName: 'Portside', ...noBranding, passwords: firstRules };

  constructor(
    private readonly branding: BrandingService,
    private readonly passwords: PasswordRulesService,
  ) {}

  /** As they are. */
  async read(): Promise<PanelFacts> {
    const [{ revision: _revision, ...branding }, passwords] = await Promise.all([
      this.branding.asShown(),
      this.passwords.inForce(),
    ]);
    this.#known = { ...branding, passwords };
    return this.#known;
  }

  /**
   * The same for a page, which is served without a database too: what was known last. However many ask at once, the
   * database is asked once: nobody has to sign in for a page.
   */
  async forPage(): Promise<PanelFacts> {
    const late = new AbortController();
    const known = sleep(patienceMs, undefined, { signal: late.signal }).then(() => this.#known);
    try {
      return await Promise.race([this.#readTogether().catch(() => this.#known), known]);
    } finally {
      known.catch(() => undefined);
      late.abort();
    }
  }

  #readTogether(): Promise<PanelFacts> {
    this.#reading ??= this.read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }
}
