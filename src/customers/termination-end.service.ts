// Ends customers once their files are gone. It remembers nothing, so that panels may come and go.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PanelNudges } from '../database/panel-nudges.js';
import { log } from '../log.js';
import { TerminationsService } from './terminations.service.js';

/** How often it is looked although nothing nudged. */
const lookEveryMs = 5_000;

@Injectable()
export class TerminationEnd implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #waiting = false;
  #forget: () => void = () => undefined;

  constructor(
    private readonly terminations: TerminationsService,
    private readonly nudges: PanelNudges,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#forget = this.nudges.subscribe(({ topic }) => {
      if (topic === 'removal' || topic === 'resync') this.#look();
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    this.#forget();
    await this.#looking;
  }

  /** One look after the other, and never more than one waiting. */
  #look(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#looking = this.#looking.then(() => this.#finishAll());
  }

  async #finishAll(): Promise<void> {
    this.#waiting = false;
    try {
      while (await this.terminations.finishOne());
    } catch (error) {
      log.error({ err: error }, 'terminations.not-finished');
    }
  }
}
