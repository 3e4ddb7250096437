import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { type LocalCredentials } from '../../aws/endpoint/credentials';
import { EndpointApart } from '../../serve/apart/endpoint-apart';
import { type Checkout, type Role } from '../shared/contestant';
import { cpuOf } from '../shared/cpu';
import { mostMemoryOf } from '../shared/memory';
import { synthesizedIn } from '../shared/stacks';
import { addSmallMachine, SMALL } from './small-machine';

/** A server in a process of its own, and what can be asked of it. */
export interface Served {
  readonly name: string;
  readonly role: Role;
  readonly port: number;
  readonly region: string;
  readonly bucket: string;
  readonly stream: string;
  /** Of the small one. */
  readonly machineArn: string;
  readonly credentials: LocalCredentials;
  /** Milliseconds of CPU that its process has used so far; undefined where the system doesn't tell. */
  cpu(): number | undefined;
  /** Bytes that it has held at most; undefined the same. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

/** The account of a checkout: its own stack, and a small machine. */
export async function serveAccount(role: Role, checkout: Checkout, scratch: string): Promise<Served> {
  const { outdir, stack } = await synthesizedIn(checkout);
  const folder = mkdtempSync(join(scratch, 'account-'));
  const copy = join(folder, 'cdktf.out');
  for (const part of ['stacks', 'bundles']) cpSync(join(outdir, part), join(copy, part), { recursive: true });
  const ours = join(copy, stack.slice(outdir.length));
  addSmallMachine(ours);
  const { apart, standing } = await EndpointApart.start(ours, join(folder, 'run'), checkout.folder);
  const { names, region, operator, endpoint } = standing;
  return {
    name: checkout.name,
    role,
    port: Number(new URL(endpoint).port),
    region,
    bucket: names.eventsBucket,
    stream: names.stream,
    machineArn: names.machineArn.replace(/[^:]+$/, SMALL),
    credentials: operator,
    cpu: () => cpuOf(apart.pid),
    memory: () => mostMemoryOf(apart.pid),
    stop: async () => void (await apart.stop()),
  };
}

/** What no server is faster than. */
export async function serveBare(scratch: string): Promise<Served> {
  const folder = join(scratch, 'bare');
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, ['scripts/run.mjs', 'local/bench/requests/bare.ts', folder], {
    cwd: repositoryRoot(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  return {
    name: 'a bare server',
    role: 'limit',
    port: Number(value),
    region: 'eu-west-1',
    bucket: 'bare',
    stream: 'bare',
    machineArn: SMALL,
    credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'bare' },
    cpu: () => cpuOf(child.pid),
    memory: () => mostMemoryOf(child.pid),
    stop: () => new Promise((resolve) => child.on('exit', () => resolve()).stdin.end()),
  };
}
