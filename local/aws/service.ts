import { type Service } from '../../catalog/entry';
import { type Principal } from '../../policies/iam/authorize';
import { type Stack } from '../../terraform/stack';
import { type LocalCredentials } from './endpoint/credentials';
import { type WireService } from './endpoint/protocols';
import { type AccessControl } from './shared/access-control';
import { type Clock } from './shared/clock';

/** Why an operation of a service has no answer in this account; undefined where it has one. */
export type Answers = (service: Service, operation: string) => string | undefined;

/** What every service is stood up on. */
export interface Host {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  /** Of this run: objects, zips and unpacked functions lie in it. */
  readonly folder: string;
  credentialsFor(principal: Principal): LocalCredentials;
  /** Where functions reach the account; asked once it is there. */
  endpointUrl(): string;
}

/** A piece of what a service holds, as a line of JSON has it. */
export type KeptLine = Readonly<Record<string, unknown>>;

/** What came of taking a service's lines back. */
export interface Restored {
  /** What it holds now, in words: `118 objects`. */
  readonly what: readonly string[];
  /** What was in flight, and what is not there any more: a line each. */
  readonly told: readonly string[];
}

/** How a service's state outlives the process. */
export interface Keeping {
  /** What it holds and has not told before, in order: the first time all of it. Whoever replays the lines has it again. */
  save(): readonly KeptLine[];
  /**
   * Takes lines into the service as it was stood up, before anybody reaches it; what was in flight is ended.
   * @throws Error for a line that is none of its own, or that the stack has no place for
   */
  restore(lines: Iterable<KeptLine>): Restored;
  /** Calls `write` where what it holds must be written before it goes on. */
  onChange?(write: () => void): void;
}

/** A service as it stands. */
export interface Stood<Value> {
  /** What the account has of it. */
  readonly value: Value;
  /** How requests reach it; absent: no client asks it anything. */
  readonly wire?: WireService;
  /** Whether what it asks of others is answered, once all of them stand. @throws UserError where it is not */
  readonly check?: (answers: Answers) => Promise<void>;
  /** Where a principal's request is written, out of the frames that its sender tells. */
  readonly callSite?: (principal: Principal, frames: string) => string | undefined;
  /** Ends what it does by itself, while the others still answer. */
  readonly stop?: () => void | Promise<void>;
  /**
   * Brings to its destination what its clients were told is accepted, once nobody can reach it.
   * @throws what kept it from getting there
   */
  readonly deliver?: () => Promise<void>;
  /** Ends it, once nobody can reach it. */
  readonly close?: () => void | Promise<void>;
  /** Absent: nothing of it is kept. */
  readonly keep?: () => Keeping;
}

/** How a service is stood up: one in each folder beside this file, and one line in all.ts. */
export interface LocalService<Value = unknown, Needs extends object = object> {
  /** What is known of it. */
  readonly service: Service;
  /** Which of its Terraform types are stood up with it. */
  readonly stands: readonly string[];
  /** Of what it serves, which values and forms are refused by name: a line each of docs/local.md. */
  readonly refuses: readonly string[];
  /** What it does otherwise than AWS (timing, sizes, consistency): a line each of docs/local.md. */
  readonly otherwise: readonly string[];
  /** Said of one that has no state beyond the stack; of any other without a `keep` it is told that it is not kept. */
  readonly holds?: 'nothing';
  /** Of those before it in all.ts: what it calls, or reports to. */
  readonly needs: Readonly<Record<keyof Needs, true>>;
  standUp(host: Host, needs: Needs): Stood<Value> | Promise<Stood<Value>>;
}
