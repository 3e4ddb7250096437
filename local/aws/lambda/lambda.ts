import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versions } from 'node:process';
import { type Principal } from '../../../policies/iam/authorize';
import { blocksOfType } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { type LocalCredentials } from '../endpoint/credentials';
import { type HttpRequest, type WireService } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';
import { AwsError, NotServed } from '../shared/errors';
import { asynchronousConfigurationOf, deadLetterAttributes, failureRecord, process } from './asynchronous';
import { CallSites } from './call-sites';
import { EventSource } from './event-sources/event-source';
import { type Mapping, mappingsOf } from './event-sources/mapping';
import { Environments } from './environment/environments';
import { writeProgram } from './environment/program';
import {
  checkPayload,
  configurationOf,
  type Environment,
  type FunctionConfiguration,
  type Invocation,
  LambdaFunction,
  largestPayload,
  payloadTooLarge,
  type Unpacked,
} from './function';
import { type FunctionRead, functionReads, type ReadAccount } from './reads';
import { type Asked, asked, notFound, qualified, resolve } from './requests';
import { listFunctions } from './list-functions';
import { LogGroups } from './log-groups';
import { checkSettings } from './settings';
import { type Archive, archiveOf, unpackFunction } from './package';
import { assume } from '../shared/service-role';
import { type MessageAttributes } from '../shared/message-attributes';
import { type SnsService } from '../sns/sns';
import { type SqsService } from '../sqs/sqs';
import { checkRoles } from './roles';

export interface LambdaOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  /** For the destinations of asynchronous invocations. */
  readonly sns: SnsService;
  readonly sqs: SqsService;
  /** Where zips go. */
  readonly folder: string;
  credentialsFor(principal: Principal): LocalCredentials;
  /** Hears of each run of a function. */
  readonly onInvocation?: (functionName: string, invocation: Invocation) => void;
  /** Where the functions reach the account; asked at the first invocation. */
  endpointUrl(): string;
}

/** The stack's functions, run from their zips with the rights of their roles. */
export class LambdaService implements WireService {
  readonly protocol = 'rest-json';
  readonly largestBody = largestPayload;
  readonly operations = ['Invoke', 'ListFunctions', ...Object.values(functionReads).map(({ action }) => action)];
  readonly logs: LogGroups;
  readonly #account: ReadAccount;
  readonly #functions = new Map<string, LambdaFunction>();
  /** By the ARN of a function's role. */
  readonly #callSites = new Map<string, CallSites>();
  /** Asynchronous invocations under way. */
  readonly #running = new Set<Promise<unknown>>();
  /** Of asynchronous invocations under way: the function of each, by its id. */
  readonly underWay = new Map<string, string>();
  readonly #environments = new Environments<Environment>();
  readonly #sources: readonly EventSource[];
  /** Of the functions' code while the account stands, with what runs it. */
  #code: { readonly folder: string; readonly program: string } | undefined;

  constructor(private readonly options: LambdaOptions) {
    checkSettings(options.stack);
    checkRoles(options.stack, options.access);
    this.#account = { ...options, created: options.clock.now() };
    this.logs = new LogGroups(options.clock);
    for (const block of blocksOfType(options.stack, 'aws_lambda_function')) {
      const configuration = configurationOf(block);
      const archive = archiveOf(options.stack, block);
      const principal: Principal = { kind: 'role', arn: configuration.roleArn };
      this.#callSites.set(configuration.roleArn, new CallSites(archive.source));
      const page = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html';
      const writer = callOnBehalf(options.access, principal, 'lambda.amazonaws.com', page);
      const streams = new Set<string>();
      this.#functions.set(
        configuration.arn,
        new LambdaFunction(configuration, {
          stack: options.stack,
          environments: this.#environments,
          unpack: () => this.#unpack(archive, configuration.name),
          environment: () => this.#roleEnvironment(principal),
          now: () => options.clock.now(),
          log: (stream, text) => this.#log(writer, configuration.logGroup, stream, text, streams),
        }),
      );
      if (configuration.tracing) this.#requireTracing(principal);
    }
    this.#sources = mappingsOf(options.stack).map((mapping) => this.#sourceOf(mapping));
  }

  #sourceOf(mapping: Mapping): EventSource {
    const { stack, access, clock, sqs } = this.options;
    return new EventSource(mapping, {
      region: stack.region,
      access,
      clock,
      sqs,
      invoke: (arn, payload) => this.invoke(arn, payload),
      onWork: (work) => {
        const running = work.finally(() => this.#running.delete(running));
        this.#running.add(running);
      },
    });
  }

  names(): string[] {
    return [...this.#functions.values()].map(({ configuration }) => configuration.name);
  }

  /** Where in our source a function's request was made. Each function has a role of its own, so the role tells which. */
  callSite(principal: Principal, frames: string): string | undefined {
    return principal.kind === 'role' ? this.#callSites.get(principal.arn)?.find(frames) : undefined;
  }

  /**
   * Runs a function for a caller whose right to it was checked. Its error is in the answer, not thrown.
   * @param name the function's ARN or name, with or without a version
   * @param payload JSON
   * @throws AwsError when there is no such function, its role doesn't trust Lambda, or the payload is no JSON
   */
  async invoke(name: string, payload: string, requestId: string = randomUUID()): Promise<Invocation> {
    const { arn, qualifier } = this.#version(resolve(name, undefined, this.options.stack));
    const lambda = this.#find(arn);
    checkPayload(payload);
    const { accountId } = this.options.stack;
    assume(this.options.access, { roleArn: lambda.configuration.roleArn, service: 'lambda.amazonaws.com', accountId });
    const invocation = await lambda.invoke(payload, requestId, qualifier);
    this.options.onInvocation?.(lambda.configuration.name, invocation);
    return invocation;
  }

  /**
   * Event invocation: what fails for good goes to the function's destination, sent with the rights of its role.
   * @returns the last attempt
   */
  async invokeAsynchronously(name: string, payload: string, requestId: string = randomUUID()): Promise<Invocation> {
    const { stack, clock } = this.options;
    const { configuration } = this.#find(this.#version(resolve(name, undefined, stack)).arn);
    const asynchronous = asynchronousConfigurationOf(stack, configuration);
    this.underWay.set(requestId, configuration.name);
    const processed = await process(asynchronous, clock, configuration.name, () =>
      this.invoke(name, payload, requestId),
    ).finally(() => this.underWay.delete(requestId));
    if (processed.gaveUp === undefined) return processed.invocation;
    if (asynchronous.onFailure !== undefined) {
      const record = failureRecord(processed, { arn: configuration.arn, payload, at: clock.now() });
      this.#sendToDestination(configuration, asynchronous.onFailure, record);
    }
    if (configuration.deadLetters !== undefined) {
      this.#sendToDestination(configuration, configuration.deadLetters, payload, deadLetterAttributes(processed));
    }
    return processed.invocation;
  }

  /**
   * Without the right to it the record is lost, and only a metric (DestinationDeliveryFailures, DeadLetterErrors) tells: the
   * refusal is kept here.
   */
  #sendToDestination(
    { roleArn }: FunctionConfiguration,
    destination: string,
    record: string,
    attributes: MessageAttributes = {},
  ): void {
    const page = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html';
    const role: Principal = { kind: 'role', arn: roleArn };
    const call = callOnBehalf(this.options.access, role, 'lambda.amazonaws.com', page);
    try {
      if (destination.split(':')[2] === 'sns') this.options.sns.publishAs(call, destination, record, { attributes });
      else this.options.sqs.sendAs(call, destination, record, attributes);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  tooLarge = (): AwsError => payloadTooLarge(this.largestBody);

  async handle(request: HttpRequest, call: Call): Promise<Answer> {
    if (request.method === 'GET') return this.#read(request, call);
    const [, encoded] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.path) ?? [];
    if (request.method !== 'POST' || encoded === undefined) {
      throw notServed(request);
    }
    const { arn, qualifier } = this.#version(asked('Invoke', encoded, request, this.options.stack));
    const invoked = qualified(arn, qualifier);
    call.require('lambda:InvokeFunction', invoked);
    const payload = request.body.length === 0 ? '{}' : request.body.whole.toString('utf8');
    const headers = { 'x-amzn-requestid': call.requestId };
    switch (request.headers['x-amz-invocation-type'] ?? 'RequestResponse') {
      case 'DryRun':
        return { status: 204, headers, body: '' };
      case 'Event': {
        checkPayload(payload, true);
        const running = this.invokeAsynchronously(invoked, payload, call.requestId)
          .catch(() => undefined)
          .finally(() => this.#running.delete(running));
        this.#running.add(running);
        return { status: 202, headers, body: '' };
      }
      default: {
        const invocation = await this.invoke(invoked, payload, call.requestId);
        return {
          status: 200,
          headers: {
            ...headers,
            'x-amz-executed-version': '$LATEST',
            'content-type': 'application/json',
            ...(invocation.error ? { 'x-amz-function-error': 'Unhandled' } : {}),
          },
          body: invocation.payload,
        };
      }
    }
  }

  /** The code that is asked for, when it is the latest. @throws AwsError for a function or version that is not there */
  #version(one: Asked): Asked {
    const { configuration } = this.#find(one.arn, `${one.arn}:${one.qualifier ?? '$LATEST'}`);
    if (one.qualifier === undefined || one.qualifier === '$LATEST') return one;
    throw this.#otherVersion(configuration, one.qualifier);
  }

  /** The first is published with the function; its code and settings are not kept apart here. */
  #otherVersion({ arn, published }: FunctionConfiguration, qualifier: string): AwsError {
    return published && qualifier === '1'
      ? new NotServed('InvalidParameterValueException', `Version 1 of ${arn}`, 400, ['$LATEST'])
      : notFound(`Function not found: ${arn}:${qualifier}`);
  }

  /** How a function is set up: nothing runs. */
  #read(request: HttpRequest, call: Call): Answer {
    if (/^\/2015-03-31\/functions\/?$/.test(request.path)) {
      // It takes no resource.
      call.require('lambda:ListFunctions', '*');
      const functions = [...this.#functions.values()].map(({ configuration }) => configuration);
      return answered(call, listFunctions(functions, this.#account, request));
    }
    const [, version, encoded = '', of = ''] =
      /^\/(2015-03-31|2019-09-25)\/functions\/([^/]+)(?:\/([a-z-]+))?$/.exec(request.path) ?? [];
    const read = version === undefined ? undefined : functionReads[`${version}/${of}`];
    if (!read) throw notServed(request);
    const one = asked(read.action, encoded, request, this.options.stack);
    const configuration = this.#readable(read, one);
    call.require(`lambda:${read.action}`, qualified(configuration.arn, one.qualifier));
    return answered(call, read.answer(configuration, this.#account, call, one.qualifier));
  }

  #readable(read: FunctionRead, { arn, qualifier }: Asked): FunctionConfiguration {
    const { action, absent, ofLatestAlone, byLatest, byVersion } = read;
    const found = this.#functions.get(arn)?.configuration;
    const version = qualifier ?? '$LATEST';
    if (!found || (ofLatestAlone && version !== '$LATEST')) {
      // Told as it was asked for.
      throw notFound(absent?.(arn, version) ?? `Function not found: ${qualified(arn, qualifier)}`);
    }
    if (qualifier === undefined || (version === '$LATEST' ? byLatest : byVersion)) return found;
    if (version !== '$LATEST') throw this.#otherVersion(found, version);
    throw new NotServed('InvalidParameterValueException', `${action} with Qualifier $LATEST`, 400);
  }

  /** Ends the environments of a function, by its name. @throws AwsError when there is no such function */
  async kill(name: string): Promise<void> {
    await this.#find(resolve(name, undefined, this.options.stack).arn).kill();
  }

  /** Returns when no asynchronous invocation is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** How many run at once; the rest queues. */
  get atOnce(): number {
    return this.#environments.bounds.busy;
  }

  /** What a person should know of this machine; undefined: it is as on Lambda. */
  get otherNode(): string | undefined {
    const own = `nodejs${versions.node.split('.')[0]}.x`;
    const others = [...this.#functions.values()].map(({ configuration }) => configuration.runtime);
    const other = [...new Set(others)].filter((runtime) => runtime !== own).sort();
    return other.length === 0
      ? undefined
      : `Functions run on Node.js ${versions.node}, on Lambda on ${other.join(' and ')}: see docs/local.md`;
  }

  /** Takes no more out of queues. */
  async stop(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.close()));
  }

  /** Starts what will be needed, beside other work. */
  startAhead(): void {
    for (const lambda of this.#functions.values()) lambda.startAhead();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#functions.values()].map((lambda) => lambda.close()));
    await this.#environments.close();
    if (this.#code) await rm(this.#code.folder, { recursive: true, force: true });
  }

  #unpack(archive: Archive, functionName: string): Unpacked {
    if (!this.#code) {
      // As the system names it: Node.js asks whether the path that it found may be read.
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lambda-')));
      this.#code = { folder, program: writeProgram(folder) };
    }
    const { folder, program } = this.#code;
    const task = unpackFunction(archive, functionName, { run: this.options.folder, code: folder });
    return { task, program, folder: join(folder, functionName) };
  }

  /** @param arn without a qualifier */
  #find(arn: string, told = arn): LambdaFunction {
    const found = this.#functions.get(arn);
    if (!found) throw notFound(`Function not found: ${told}`);
    return found;
  }

  #roleEnvironment(principal: Principal): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.options.credentialsFor(principal);
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
      AWS_ENDPOINT_URL: this.options.endpointUrl(),
    };
  }

  /** A role without the right to write its log loses the log, not the invocation: the refusal is kept. */
  #log(writer: Call, group: string, stream: string, text: string, streams: Set<string>): void {
    const { region, accountId } = this.options.stack;
    const arn = `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:${stream}`;
    try {
      if (!streams.has(stream)) writer.require('logs:CreateLogStream', arn);
      streams.add(stream);
      writer.require('logs:PutLogEvents', arn);
    } catch {
      return;
    }
    this.logs.put(group, stream, text);
  }

  /** Active tracing: Lambda refuses to create a function whose role may not write traces. */
  #requireTracing(principal: Principal): void {
    const page = 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html';
    const call = callOnBehalf(this.options.access, principal, 'lambda.amazonaws.com', page);
    call.require('xray:PutTraceSegments', '*');
    call.require('xray:PutTelemetryRecords', '*');
  }
}

const answered = ({ requestId }: Call, body: object): Answer => ({
  status: 200,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const notServed = ({ method, path }: HttpRequest): AwsError =>
  new NotServed('UnknownOperationException', `${method} ${path}`, 404);
