import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { DescribeDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import { GetDatabaseCommand, GetTableCommand } from '@aws-sdk/client-glue';
import { text } from '../../../terraform/query';
import { read, type ReadsOf, regional } from './read';

/** The catalog, streams and queries. Glue checks a resource and all its ancestors. */
export const dataReads: Readonly<Record<string, ReadsOf>> = {
  aws_glue_catalog_database: (block, stack) => {
    const Name = text(block, 'name');
    return read('glue:GetDatabase', [regional(stack, 'glue', 'catalog'), text(block, 'arn')], ({ glue }) =>
      glue.send(new GetDatabaseCommand({ Name })),
    );
  },
  aws_glue_catalog_table: (block, stack) => {
    const [DatabaseName, Name] = [text(block, 'database_name'), text(block, 'name')];
    const above = ['catalog', `database/${DatabaseName}`].map((resource) => regional(stack, 'glue', resource));
    return read('glue:GetTable', [...above, text(block, 'arn')], ({ glue }) =>
      glue.send(new GetTableCommand({ DatabaseName, Name })),
    );
  },
  aws_kinesis_firehose_delivery_stream: (block) => {
    const DeliveryStreamName = text(block, 'name');
    return read('firehose:DescribeDeliveryStream', text(block, 'arn'), ({ firehose }) =>
      firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })),
    );
  },
  aws_athena_workgroup: (block) => {
    const WorkGroup = text(block, 'name');
    return read('athena:GetWorkGroup', text(block, 'arn'), ({ athena }) =>
      athena.send(new GetWorkGroupCommand({ WorkGroup })),
    );
  },
};
