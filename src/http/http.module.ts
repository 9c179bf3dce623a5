// What holds for every route: how input is read, how errors are answered, whether the panel is there.
import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { HealthController } from './health.controller.js';
import { IdempotencyKeysService } from './idempotency-keys.service.js';
import { InputPipe } from './input.pipe.js';
import { ProblemFilter } from './problem.filter.js';

// Global, because the interceptor of a route is made in the module of its controller.
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    IdempotencyKeysService,
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [IdempotencyKeysService],
})
export class HttpModule {}
