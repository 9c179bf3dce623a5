// Every error leaves the panel here, as application/problem+json. What nobody expected is a 500 with a log id; what the
// log gets of it holds no statement's parameters, because those hold passwords' hashes.
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { QueryFailedError } from 'typeorm';
import { PasswordQueueFull } from '../auth/password.js';
import { log } from '../log.js';
import { constraintProblems, Problem, type ProblemCode } from './problems.js';

/** Answers with what went wrong. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(exception);
    const logId = problem.status >= 500 ? randomUUID() : undefined;
    if (logId !== undefined) {
      // Without the query: a token pasted into an address must not reach the log.
      log.error({ logId, method: request.method, path: request.path, err: exception }, 'request.failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    answer(response, problem, logId);
  }
}

/** The last handler: nothing before it had an answer. */
export function answerNotFound(_request: Request, response: Response): void {
  answer(response, new Problem('not-found'), undefined);
}

function answer(response: Response, problem: Problem, logId: string | undefined): void {
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="Portside"');
  const { retryAfterSeconds } = problem.facts;
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
  const body = JSON.stringify(bodyOf(problem, logId));
  response.status(problem.status).type('application/problem+json').send(body);
}

function bodyOf(problem: Problem, logId: string | undefined): Record<string, unknown> {
  const { field, errors, extra } = problem.facts;
  return {
    ...extra,
    type: `urn:portside:problem:${problem.code}`,
    title: STATUS_CODES[problem.status],
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    ...(field === undefined ? {} : { field }),
    ...(errors === undefined ? {} : { errors }),
    ...(logId === undefined ? {} : { logId }),
  };
}

/** The problem that an error of any kind amounts to. */
export function problemOf(exception: unknown): Problem {
  if (exception instanceof Problem) return exception;
  if (exception instanceof PasswordQueueFull) return new Problem('busy', { retryAfterSeconds: 2 });
  if (exception instanceof QueryFailedError) return problemOfQuery(exception.driverError);
  const status = statusOf(exception);
  if (status !== undefined) return problemOfStatus(status, exception);
  return problemOfQuery(exception);
}

function statusOf(exception: unknown): number | undefined {
  if (exception instanceof HttpException) return exception.getStatus();
  const status = memberOf(exception, 'status');
  return typeof status === 'number' ? status : undefined;
}

const statusProblems: Readonly<Record<number, ProblemCode>> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media',
  429: 'too-many-tries',
};

function problemOfStatus(status: number, exception: unknown): Problem {
  const code = statusProblems[status];
  if (code !== undefined) return new Problem(code);
  if (status >= 500) return new Problem('internal');
  const message = exception instanceof Error ? exception.message : '';
  return new Problem(/decode|URI/i.test(message) ? 'unreadable-address' : 'unreadable-body');
}

function problemOfQuery(error: unknown): Problem {
  const sqlState = memberOf(error, 'code');
  if (typeof sqlState !== 'string') return new Problem(lostConnection(error) ? 'database-unavailable' : 'internal');
  const constraint = memberOf(error, 'constraint');
  const known = typeof constraint === 'string' ? constraintProblems[constraint] : undefined;
  if (known === undefined) return new Problem(sqlStates.find(([states]) => states.test(sqlState))?.[1] ?? 'internal');
  const [code, field] = known;
  return new Problem(code, field === undefined ? {} : { field });
}

/** SQLSTATEs and system errors that mean something for whoever asked. */
const sqlStates: readonly (readonly [RegExp, ProblemCode])[] = [
  [/^(23505|40001|40P01)$/, 'conflict'],
  [/^23503$/, 'still-referenced'],
  [/^(23514$|22)/, 'bad-input'],
  [/^(08|57P|53300|ECONN|ENOENT|EPIPE|ETIMEDOUT)/, 'database-unavailable'],
];

/** pg says these in words only. */
function lostConnection(error: unknown): boolean {
  const lost =
    /connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered/i;
  return error instanceof Error && lost.test(error.message);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
