import { createHash, randomUUID } from 'node:crypto';
import { list, optionalBoolean, optionalNumber, optionalText, text, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { AwsError } from '../shared/errors';
import { type Environments } from './environment/environments';
import { type FunctionError } from './environment/messages';
import { EnvironmentProcess } from './environment/process';
import { qualified } from './requests';
import { type Outcome, Sandbox } from './sandbox';

/** What a function takes from its block. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly handler: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly logGroup: string;
  readonly tracing: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of where events go that it failed on for good. */
  readonly deadLetters?: string;
  /** Whether it has a first version. */
  readonly published: boolean;
}

/** Lambda's own defaults where the block is silent. */
export function configurationOf(block: Block): FunctionConfiguration {
  const name = text(block, 'function_name');
  const deadLetters = optionalText(block, 'dead_letter_config.target_arn');
  return {
    name,
    arn: text(block, 'arn'),
    roleArn: text(block, 'role'),
    handler: text(block, 'handler'),
    runtime: text(block, 'runtime'),
    memoryMegabytes: optionalNumber(block, 'memory_size') ?? 128,
    timeoutSeconds: optionalNumber(block, 'timeout') ?? 3,
    logGroup: optionalText(block, 'logging_config.log_group') ?? `/aws/lambda/${name}`,
    tracing: list(block, 'tracing_config').length > 0 && optionalText(block, 'tracing_config.mode') === 'Active',
    environment: textMap(block, 'environment.variables'),
    ...(deadLetters === undefined ? {} : { deadLetters }),
    published: optionalBoolean(block, 'publish') === true,
  };
}

/** What one invocation came to. */
export interface Invocation {
  readonly requestId: string;
  /** JSON: the handler's result, or the error's shape `{errorType, errorMessage, trace}`. */
  readonly payload: string;
  readonly error?: FunctionError;
  /** Milliseconds of real time, without the init phase. */
  readonly duration: number;
}

/** One of a function's execution environments. */
export interface Environment {
  readonly owner: object;
  readonly sandbox: Sandbox;
  /** Of its log. */
  readonly stream: string;
}

export interface FunctionHost {
  readonly stack: Stack;
  /** Those of the account. */
  readonly environments: Environments<Environment>;
  /** Puts the code in place, once, when the function first runs. */
  unpack(): Unpacked;
  /** The endpoint, and the credentials of the function's role, under Lambda's own variable names. */
  environment(): Readonly<Record<string, string>>;
  now(): Date;
  /** Takes the function's log, some lines at a time. */
  log(stream: string, text: string): void;
}

/** Where a function's code lies, outside of the repository. */
export interface Unpacked {
  /** Lambda's /var/task. */
  readonly task: string;
  /** What its environments run. */
  readonly program: string;
  /** Where these have their folders. */
  readonly folder: string;
}

/** One function of the stack: environments that are reused once they are idle, as Lambda reuses its own. */
export class LambdaFunction {
  #started = 0;
  #unpacked: Unpacked | undefined;
  #ahead: EnvironmentProcess | undefined;
  #closed = false;

  constructor(
    readonly configuration: FunctionConfiguration,
    private readonly host: FunctionHost,
  ) {}

  /** @param qualifier of the ARN that it was asked for by */
  async invoke(payload: string, requestId: string = randomUUID(), qualifier?: string): Promise<Invocation> {
    const leave = await this.host.environments.enter();
    try {
      // An event that comes while the account goes down: nobody would end what it starts. No 5xx: EventBridge would try
      // again for a day, and keep the process up.
      if (this.#closed) throw new AwsError('ServiceException', 'The account is closed.', 400);
      return await this.#invokeIn(this.host.environments.take(this) ?? this.#start(), payload, requestId, qualifier);
    } finally {
      leave();
    }
  }

  async #invokeIn(environment: Environment, payload: string, requestId: string, qualifier?: string) {
    const { name, arn, memoryMegabytes, timeoutSeconds, logGroup } = this.configuration;
    const { sandbox, stream } = environment;
    const log = (line: string) => this.host.log(stream, line);
    const clockOffset = this.host.now().getTime() - Date.now();
    const initDuration = await sandbox.initialize(log, clockOffset);
    log(`START RequestId: ${requestId} Version: $LATEST\n`);
    const started = performance.now();
    const outcome = await sandbox.invoke(
      {
        payload,
        clockOffset: this.host.now().getTime() - Date.now(),
        deadline: Date.now() + timeoutSeconds * 1000,
        context: {
          functionName: name,
          functionVersion: '$LATEST',
          invokedFunctionArn: qualified(arn, qualifier),
          memoryLimitInMB: String(memoryMegabytes),
          awsRequestId: requestId,
          logGroupName: logGroup,
          logStreamName: stream,
        },
      },
      timeoutSeconds * 1000,
      log,
    );
    const duration = performance.now() - started;
    this.host.environments.release(environment);
    const invocation = conclude(outcome, requestId, duration);
    if (invocation.error && !sandbox.alive) log(`${invocation.error.errorMessage}\n`);
    log(`END RequestId: ${requestId}\n`);
    log(
      `REPORT RequestId: ${requestId}\tDuration: ${duration.toFixed(2)} ms\t` +
        `Billed Duration: ${Math.ceil(duration + (initDuration ?? 0))} ms\tMemory Size: ${memoryMegabytes} MB` +
        `${initDuration === undefined ? '' : `\tInit Duration: ${initDuration.toFixed(2)} ms`}\n`,
    );
    return invocation;
  }

  /** Starts a process for the first invocation, beside other work. Its module is loaded when it is invoked. */
  startAhead(): void {
    if (this.#closed || this.#ahead !== undefined || this.#started > 0) return;
    this.#ahead = new EnvironmentProcess(this.#processOptions(this.configuration.environment));
  }

  /** Ends its environments, as Lambda may at any time: what runs in them fails, and the next invocation starts another. */
  async kill(): Promise<void> {
    await this.host.environments.endOf(this);
  }

  /** After it, nothing starts. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#ahead?.kill();
    await this.#ahead?.remove();
    this.#ahead = undefined;
  }

  #start(): Environment {
    const { handler, environment } = this.configuration;
    const stream = this.#streamName();
    const env = {
      ...environment,
      // Reserved names win: Lambda refuses a function that sets them.
      ...this.host.environment(),
      ...this.#runtimeEnvironment(stream),
    };
    const ahead = this.#ahead?.alive ? this.#ahead : undefined;
    if (ahead) this.#ahead = undefined;
    const sandbox = new Sandbox({ ...this.#processOptions(env), handler }, undefined, ahead);
    return this.host.environments.add({ owner: this, sandbox, stream });
  }

  #processOptions(env: Readonly<Record<string, string>>) {
    const { memoryMegabytes } = this.configuration;
    return { ...this.#code(), memoryMegabytes, env: { ...unreserved, ...env } };
  }

  #code(): Unpacked {
    return (this.#unpacked ??= this.host.unpack());
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
  #runtimeEnvironment(stream: string): Record<string, string> {
    const { region } = this.host.stack;
    return {
      _HANDLER: this.configuration.handler,
      AWS_DEFAULT_REGION: region,
      AWS_EXECUTION_ENV: `AWS_Lambda_${this.configuration.runtime}`,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(this.configuration.memoryMegabytes),
      AWS_LAMBDA_FUNCTION_NAME: this.configuration.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: this.configuration.logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: stream,
      AWS_REGION: region,
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      LAMBDA_TASK_ROOT: this.#code().task,
    };
  }

  /** `2026/10/01/[$LATEST]<32 hex digits>`, the same in every run. */
  #streamName(): string {
    const day = this.host.now().toISOString().slice(0, 10).replaceAll('-', '/');
    const id = createHash('md5')
      .update(`${this.configuration.arn} ${this.#started++}`)
      .digest('hex');
    return `${day}/[$LATEST]${id}`;
  }
}

/** What a function may set otherwise: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const unreserved = {
  AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
  LANG: 'en_US.UTF-8',
  PATH: '/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  TZ: ':UTC',
};

/** Of a request, 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const largestPayload = 6_291_456;
/** Of an asynchronous one, 1 MB: the same page. */
const largestEvent = 1024 * 1024;

function conclude(outcome: Outcome, requestId: string, duration: number): Invocation {
  if ('result' in outcome) return { requestId, payload: outcome.result, duration };
  const error = named(outcome.error, requestId);
  return { requestId, payload: JSON.stringify(error), error, duration };
}

/** What ended the sandbox, rather than the handler's own error, is told with the request's id. */
function named(error: FunctionError, requestId: string): FunctionError {
  const bySandbox = /^(Sandbox\.Timedout|Runtime\.(ExitError|OutOfMemory))$/.test(error.errorType);
  return bySandbox ? { ...error, errorMessage: `RequestId: ${requestId} ${error.errorMessage}` } : error;
}

/**
 * The code is the wire's, not the model's RequestTooLargeException:
 * https://zaccharles.medium.com/deep-dive-lambdas-request-payload-size-limit-2-2-6350c1ae5577
 */
export const payloadTooLarge = (limit: number): AwsError =>
  new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    413,
  );

/** Of an asynchronous one, in words recorded at ASFHyP3/hyp3, issue 2241. */
const eventTooLarge = (size: number): AwsError =>
  new AwsError(
    'RequestEntityTooLargeException',
    `${size} byte payload is too large for the Event invocation type (limit ${largestEvent} bytes)`,
    413,
  );

/** @throws AwsError for a payload that Lambda would not take */
export function checkPayload(payload: string, asynchronous = false): void {
  const size = Buffer.byteLength(payload);
  if (asynchronous && size > largestEvent) throw eventTooLarge(size);
  if (size > largestPayload) throw payloadTooLarge(largestPayload);
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
}
