import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { mark } from './texts';

/** What bears the mark of these requests, anywhere but in the bucket that they were to write. */
export function writtenOutside(folder: string, bucket: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => {
    const parts = path.split(sep);
    return path.includes(mark) && !parts.includes(bucket);
  });
}
