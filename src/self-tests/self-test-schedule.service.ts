// Begins self-tests that are due: after a change of policy or certificate, and every 15 minutes. It remembers nothing, so
// that panels may come and go.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SelfTestsService } from './self-tests.service.js';
import { Rounds } from '../rounds.js';

const lookEveryMs = 3_000;

@Injectable()
export class SelfTestSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds = new Rounds(() => this.#runAll(), { everyMs: lookEveryMs, failed: 'self-tests.schedule-failed' });

  constructor(private readonly tests: SelfTestsService) {}

  onApplicationBootstrap(): void {
    this.#rounds.beginLater();
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  async #runAll(): Promise<void> {
    let more = true;
    while (more && !this.#rounds.stopped) more = await this.tests.runDue();
  }
}
