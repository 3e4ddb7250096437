import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The provider that bindings in a folder of packages were made from: `6.25.0` */
export function providerOf(packages: string): string {
  const file = join(packages, '@cdktf/provider-aws/lib/provider/index.js');
  const [, version] = /providerVersion: '([\d.]+)'/.exec(readFileSync(file, 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${file} names no version of the provider.`);
  return version;
}

export const versionOf = (packages: string, name: string): string =>
  (JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as { version: string }).version;

/**
 * The constant may name any release of the same major version between those that the two bindings were made from: what
 * both declare alike, it takes.
 * @returns what is wrong with it, or nothing
 */
export function misplaced(version: string, oldest: string, newest: string): string[] {
  const [at = [], from = [], to = []] = [version, oldest, newest].map((one) => one.split('.').map(Number));
  if (/^\d+\.\d+\.\d+$/.test(version) && at[0] === from[0] && order(from, at) <= 0 && order(at, to) <= 0) return [];
  return [
    `AWS_PROVIDER in environments/parts/aws-provider.ts is ${JSON.stringify(version)}; it must be a release from ${oldest} (of the ` +
      `bindings in use) to ${newest} (of those beside), or its arguments are held against nothing`,
  ];
}

const order = (a: readonly number[], b: readonly number[]): number =>
  a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
