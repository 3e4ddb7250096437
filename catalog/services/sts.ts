import { harmless, only, read } from '../arguments';
import { account, type Attribute } from '../attributes';
import { type Service } from '../entry';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const ARCHIVE = 'https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file';

const region: Attribute = (context) => context.region;
const partition: Attribute = (context) => context.partition;

/** Where a stack stands, and what belongs to no service. */
export const sts = {
  name: 'sts',
  prefix: 'sts',
  client: '@aws-sdk/client-sts',
  taskErrors: 'Sts',
  types: {
    // "No permissions are required": https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    'data.aws_caller_identity': { attributes: { account_id: account, id: account }, arguments: {}, reads: [] },
    // The provider's own settings: it asks AWS for nothing.
    'data.aws_region': { attributes: { id: region, name: region, region }, arguments: {}, reads: [] },
    'data.aws_partition': {
      attributes: {
        id: partition,
        partition,
        dns_suffix: (context) => (context.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'),
        reverse_dns_prefix: (context) => (context.partition === 'aws-cn' ? 'cn.com.amazonaws' : 'com.amazonaws'),
      },
      arguments: {},
      reads: [],
    },
    'data.archive_file': {
      attributes: {
        output_base64sha256: ({ drawn }) => drawn('output_base64sha256'),
        output_sha256: ({ drawn }) => drawn('output_sha256'),
      },
      arguments: {
        output_file_mode: harmless('the mode of a file in the zip', ARCHIVE),
        output_path: read('local/aws/lambda'),
        source_file: read('local/aws/lambda'),
        type: only(ARCHIVE, 'zip'),
      },
    },
    // Its one command is held to the letter: terraform/accepted/sections.ts.
    null_resource: {
      bill: NOTHING,
      picture: undrawn,
      arguments: {
        triggers: harmless(
          'when the command runs again, which changes nothing',
          'https://registry.terraform.io/providers/hashicorp/null/latest/docs/resources/resource',
        ),
      },
    },
  },
} satisfies Service;
