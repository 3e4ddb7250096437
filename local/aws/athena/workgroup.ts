import { blocksOfType, optionalBoolean, optionalNumber, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { UserError } from '../../../scripts/user-error';
import { invalidRequest } from './engine/statement';
import { type StatementKind } from './statement-kind';

export interface Workgroup {
  readonly block: Block;
  readonly name: string;
  readonly arn: string;
  /** `s3://BUCKET/PREFIX/` */
  readonly outputLocation?: string;
  /** Its settings override those of a request. */
  readonly enforced: boolean;
  /** As it was selected; AUTO where nobody selects. */
  readonly engine: string;
  readonly enabled: boolean;
  /** bytes */
  readonly scanLimit?: number;
}

/** https://docs.aws.amazon.com/athena/latest/ug/engine-versions-reference.html; Spark's take no SQL. */
export const effectiveEngine = 'Athena engine version 3';
const engines: ReadonlySet<string> = new Set(['AUTO', effectiveEngine]);

/** @throws UserError for an engine that is not here */
export function readWorkgroups(stack: Stack): Map<string, Workgroup> {
  const workgroups = blocksOfType(stack, 'aws_athena_workgroup').map((block): Workgroup => {
    const outputLocation = optionalText(block, 'configuration.result_configuration.output_location');
    const scanLimit = optionalNumber(block, 'configuration.bytes_scanned_cutoff_per_query');
    const engine = optionalText(block, 'configuration.engine_version.selected_engine_version') ?? 'AUTO';
    if (!engines.has(engine)) {
      throw new UserError(
        `${block.address}: configuration.engine_version.selected_engine_version is "${engine}": here it is ${[...engines].join(' or ')}.`,
      );
    }
    return {
      block,
      engine,
      enabled: (optionalText(block, 'state') ?? 'ENABLED') === 'ENABLED',
      name: text(block, 'name'),
      arn: text(block, 'arn'),
      // Terraform's default is true.
      enforced: optionalBoolean(block, 'configuration.enforce_workgroup_configuration') ?? true,
      ...(outputLocation === undefined ? {} : { outputLocation }),
      ...(scanLimit === undefined ? {} : { scanLimit }),
    };
  });
  return new Map(workgroups.map((workgroup) => [workgroup.name, workgroup]));
}

/** How its results are encrypted, in the API's names; nothing where it does not say. */
export function encryptionOf({ block }: Workgroup): object {
  const at = (path: string) =>
    optionalText(block, `configuration.result_configuration.encryption_configuration.${path}`);
  const EncryptionOption = at('encryption_option');
  return EncryptionOption === undefined
    ? {}
    : { EncryptionConfiguration: { EncryptionOption, KmsKey: at('kms_key_arn') } };
}

export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

/** Where the results of a query go. @throws AwsError InvalidRequestException when nobody says */
export function outputOf(
  workgroup: Workgroup,
  requested: unknown,
  queryExecutionId: string,
  { extension }: StatementKind,
): ObjectLocation {
  const asked = (requested as { OutputLocation?: string } | undefined)?.OutputLocation;
  if (asked !== undefined && !/^s3:\/\/[^/]+(?:\/|$)/.test(asked)) {
    throw invalidRequest('outputLocation is not a valid S3 path.', 'INVALID_INPUT');
  }
  const location = workgroup.enforced ? (workgroup.outputLocation ?? asked) : (asked ?? workgroup.outputLocation);
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location ?? '') ?? [];
  if (bucket === undefined) {
    throw invalidRequest(
      // Recorded, the two spaces too: radkawar/stackd at 9dc356f, testdata/aws/athena/application_verified.json.
      'No output location provided. You did not provide an output location for  your query results. Either specify an S3 ' +
        'bucket location or enable Athena managed query results in your workgroup settings.',
      'INVALID_INPUT',
    );
  }
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return { bucket, key: `${folder}${queryExecutionId}.${extension}` };
}
