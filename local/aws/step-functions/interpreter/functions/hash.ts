import { createHash } from 'node:crypto';

/** By their names in both query languages. */
const algorithms: ReadonlyMap<unknown, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/** Whether there is such an algorithm. */
export const isAlgorithm = (name: unknown): boolean => algorithms.has(name);

/** In hexadecimal digits. @param algorithm one that there is */
export const hashOf = (text: string, algorithm: unknown): string =>
  createHash(algorithms.get(algorithm) ?? '')
    .update(text)
    .digest('hex');
