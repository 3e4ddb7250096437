import { account, type Attribute } from '../attributes';
import { type Service } from '../entry';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const region: Attribute = (context) => context.region;
const partition: Attribute = (context) => context.partition;

/** Where a stack stands, and what belongs to no service. */
export const sts = {
  name: 'sts',
  prefix: 'sts',
  types: {
    'data.aws_caller_identity': { attributes: { account_id: account, id: account } },
    'data.aws_region': { attributes: { id: region, name: region, region } },
    'data.aws_partition': {
      attributes: {
        id: partition,
        partition,
        dns_suffix: (context) => (context.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'),
        reverse_dns_prefix: (context) => (context.partition === 'aws-cn' ? 'cn.com.amazonaws' : 'com.amazonaws'),
      },
    },
    // https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file
    'data.archive_file': {
      attributes: {
        output_base64sha256: ({ drawn }) => drawn('output_base64sha256'),
        output_sha256: ({ drawn }) => drawn('output_sha256'),
      },
    },
    null_resource: { bill: NOTHING, picture: undrawn },
  },
} satisfies Service;
