// Begins self-tests that are due: after a change of policy or certificate, and every 15 minutes. It remembers nothing, so
// that panels may come and go.
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { log } from '../log.js';
import { SelfTestsService } from './self-tests.service.js';

const lookEveryMs = 3_000;

@Injectable()
export class SelfTestSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly tests: SelfTestsService) {}

  onApplicationBootstrap(): void {
    this.#wait();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #wait(): void {
    if (!this.#stopped) this.#timer = setTimeout(() => this.#begin(), lookEveryMs);
  }

  #begin(): void {
    this.#looking = this.#runAll()
      .catch((error: unknown) => log.error({ err: error }, 'self-tests.schedule-failed'))
      .then(() => this.#wait());
  }

  async #runAll(): Promise<void> {
    let more = true;
    while (more && !this.#stopped) more = await this.tests.runDue();
  }
}
