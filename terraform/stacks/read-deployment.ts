import { join } from 'node:path';
import { UserError } from '../../scripts/user-error';
import { asBody } from '../expressions/body';
import { readJson } from '../read-stack';
import { type Json } from '../stack';

/** What a deployment of a synthesized stack needs beside its resources. */
export interface Deployment {
  /** Where the state is kept; absent for a state that is a file beside the stack. */
  readonly backend?: { readonly bucket: string; readonly region: string; readonly accountId: string };
  /** What `archive_file` packs while planning; paths start from the stack's folder. */
  readonly archives: readonly { readonly zip: string; readonly source: string }[];
}

/** @throws UserError for what is no stack, or has a backend or an archive that is not told in literals */
export function readDeployment(folder: string): Deployment {
  const file = join(folder, 'cdk.tf.json');
  const root = asBody(readJson(file, 'run "npm run synth" first'));
  const literal = (value: Json | undefined, name: string): string => {
    if (typeof value === 'string' && value !== '' && !value.includes('${')) return value;
    throw new UserError(`${file}: ${name} must be a literal text, found ${JSON.stringify(value ?? null)}.`);
  };
  const archives = Object.entries(asBody(asBody(root?.['data'])?.['archive_file']) ?? {}).map(([name, body]) => ({
    zip: literal(asBody(body)?.['output_path'], `data.archive_file.${name}.output_path`),
    source: literal(asBody(body)?.['source_file'], `data.archive_file.${name}.source_file`),
  }));
  const s3 = asBody(asBody(asBody(root?.['terraform'])?.['backend'])?.['s3']);
  if (!s3) return { archives };
  const accounts = s3['allowed_account_ids'];
  return {
    archives,
    backend: {
      bucket: literal(s3['bucket'], 'terraform.backend.s3.bucket'),
      region: literal(s3['region'], 'terraform.backend.s3.region'),
      accountId: literal(
        Array.isArray(accounts) ? accounts[0] : undefined,
        'terraform.backend.s3.allowed_account_ids.0',
      ),
    },
  };
}
