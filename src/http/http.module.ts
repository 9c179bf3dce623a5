// What holds for every route: how input is read, how errors are answered, whether the panel is there.
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { HealthController } from './health.controller.js';
import { InputPipe } from './input.pipe.js';
import { ProblemFilter } from './problem.filter.js';

@Module({
  controllers: [HealthController],
  providers: [
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class HttpModule {}
