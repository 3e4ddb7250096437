import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { list, optionalBoolean, optionalNumber, optionalText, text, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { AwsError } from '../shared/errors';
import { type FunctionError } from './bootstrap';
import { Sandbox } from './sandbox';

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
  /** Whether it has a first version. */
  readonly published: boolean;
}

/** Lambda's own defaults where the block is silent. */
export function configurationOf(block: Block): FunctionConfiguration {
  const name = text(block, 'function_name');
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

export interface FunctionHost {
  readonly stack: Stack;
  /** Puts the code in place, once, when the function first runs. @returns the folder that holds it */
  unpack(): string;
  /** The endpoint, and the credentials of the function's role, under Lambda's own variable names. */
  environment(): Readonly<Record<string, string>>;
  now(): Date;
  /** Takes the function's log, a chunk at a time. */
  log(stream: string, text: string): void;
}

/** One function of the stack: sandboxes that are reused once they are idle, as Lambda reuses its own. */
export class LambdaFunction {
  readonly #idle: { readonly sandbox: Sandbox; readonly stream: string }[] = [];
  readonly #all = new Set<Sandbox>();
  #started = 0;
  #taskFolder: string | undefined;
  #closed = false;

  constructor(
    readonly configuration: FunctionConfiguration,
    private readonly host: FunctionHost,
  ) {}

  /** @param qualifier of the ARN that it was asked for by */
  async invoke(payload: string, requestId: string = randomUUID(), qualifier?: string): Promise<Invocation> {
    // An event that comes while the account goes down: nobody would end what it starts.
    if (this.#closed) throw new AwsError('ServiceException', 'The account is closed.', 500);
    const { name, arn, memoryMegabytes, timeoutSeconds, logGroup } = this.configuration;
    const environment = this.#takeIdle() ?? this.#start();
    const { sandbox, stream } = environment;
    const log = (line: string) => this.host.log(stream, line);
    const initDuration = await sandbox.initialize(log);
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
          invokedFunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
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
    if (sandbox.alive) this.#idle.push(environment);
    else this.#all.delete(sandbox);
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

  /** Ends its environments, as Lambda may at any time: what runs in them fails, and the next invocation starts another. */
  async kill(): Promise<void> {
    await Promise.all([...this.#all].map((sandbox) => sandbox.close()));
  }

  /** Ends what runs; after it, nothing starts. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((sandbox) => sandbox.close()));
  }

  /** One that did not end while it waited. */
  #takeIdle() {
    for (;;) {
      const environment = this.#idle.pop();
      if (!environment || environment.sandbox.alive) return environment;
      this.#all.delete(environment.sandbox);
    }
  }

  #start() {
    const { name, handler, memoryMegabytes, environment } = this.configuration;
    const stream = this.#streamName();
    const taskFolder = (this.#taskFolder ??= this.host.unpack());
    const sandbox = new Sandbox({
      file: join(taskFolder, moduleFile(handler)),
      handler,
      memoryMegabytes,
      // Reserved names win: Lambda refuses a function that sets them.
      env: { ...environment, ...this.host.environment(), ...this.#runtimeEnvironment(name, stream, taskFolder) },
    });
    this.#all.add(sandbox);
    return { sandbox, stream };
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
  #runtimeEnvironment(name: string, stream: string, taskFolder: string): Record<string, string> {
    const { region } = this.host.stack;
    return {
      _HANDLER: this.configuration.handler,
      AWS_DEFAULT_REGION: region,
      AWS_EXECUTION_ENV: `AWS_Lambda_${this.configuration.runtime}`,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(this.configuration.memoryMegabytes),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: this.configuration.logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: stream,
      AWS_REGION: region,
      LANG: 'en_US.UTF-8',
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      LAMBDA_TASK_ROOT: taskFolder,
      TZ: ':UTC',
      // Keeps the SDK from reading this machine's ~/.aws.
      HOME: taskFolder,
    };
  }

  /** `2026/10/01/[$LATEST]<32 hex digits>`, the same in every run. */
  #streamName(): string {
    const day = this.host.now().toISOString().slice(0, 10).replaceAll('-', '/');
    const id = createHash('md5').update(`${this.configuration.arn} ${this.#started++}`).digest('hex');
    return `${day}/[$LATEST]${id}`;
  }
}

/** `index.handler` is in `index.mjs`: the one module format that the stack's bundles have. */
const moduleFile = (handler: string): string => `${handler.slice(0, handler.lastIndexOf('.'))}.mjs`;

/** Of an answer, 6 MB and a little: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestAnswer = 6_291_556;
/** Of a request: 6 MB. */
export const largestPayload = 6_291_456;

function conclude(
  outcome: { readonly result: string } | { readonly error: FunctionError },
  requestId: string,
  duration: number,
): Invocation {
  if ('result' in outcome && Buffer.byteLength(outcome.result) <= largestAnswer) {
    return { requestId, payload: outcome.result, duration };
  }
  const error =
    'error' in outcome
      ? named(outcome.error, requestId)
      : {
          errorType: 'Function.ResponseSizeTooLarge',
          errorMessage: `Response payload size exceeded maximum allowed payload size (${largestAnswer} bytes).`,
        };
  return { requestId, payload: JSON.stringify(error), error, duration };
}

/** What ended the sandbox, rather than the handler's own error, is told with the request's id. */
function named(error: FunctionError, requestId: string): FunctionError {
  const bySandbox = /^(Sandbox\.Timedout|Runtime\.(ExitError|OutOfMemory))$/.test(error.errorType);
  return bySandbox ? { ...error, errorMessage: `RequestId: ${requestId} ${error.errorMessage}` } : error;
}

/**
 * The code that the model has for Invoke; in the words that were recorded for CreateFunction.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export const payloadTooLarge = (limit: number): AwsError =>
  new AwsError(
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    413,
  );

/** @throws AwsError for a payload that Lambda would not take */
export function checkPayload(payload: string, limit: number): void {
  if (Buffer.byteLength(payload) > limit) throw payloadTooLarge(limit);
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
}
