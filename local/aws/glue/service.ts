import { glue } from '../../../catalog/services/glue';
import { jsonService } from '../endpoint/protocols';
import { checkedOperations, type RequestRules } from '../requests/check';
import { type LocalService } from '../service';
import { glueTags } from '../shared/tag-operations';
import { GlueService } from './glue';
import { glueTables } from './glue-table';
import { readProjections } from './partition-projection';

/** A request that breaks the model is InvalidInputException: https://docs.aws.amazon.com/glue/latest/webapi/API_GetTable.html */
const requestRules: RequestRules = {
  service: 'glue',
  code: 'InvalidInputException',
  served: {
    GetDatabase: ['Name'],
    GetTable: ['DatabaseName', 'Name'],
    GetTables: ['DatabaseName'],
    GetPartitions: ['DatabaseName', 'TableName'],
    GetTags: ['ResourceArn'],
  },
};

export const glueService: LocalService<GlueService> = {
  service: glue,
  holds: 'nothing',
  stands: ['aws_glue_catalog_database', 'aws_glue_catalog_table'],
  refuses: [
    'Partition projection that Athena refuses, or of which its page does not tell enough, is refused when the account is stood up.',
  ],
  otherwise: [],
  needs: {},
  standUp({ stack, clock }) {
    for (const table of glueTables(stack)) readProjections(table);
    const value = new GlueService(stack, clock);
    const operations = checkedOperations(requestRules, { ...value.operations, ...glueTags(stack) });
    return { value, wire: jsonService('AWSGlue', '1.1', operations) };
  },
};
