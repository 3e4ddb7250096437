import { join } from 'node:path';
import { athena } from '../../../catalog/services/athena';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { jsonService } from '../endpoint/protocols';
import { checkedOperations } from '../requests/check';
import { type FileObjectStore } from '../s3/object-store';
import { type LocalService } from '../service';
import { athenaTags } from '../shared/tag-operations';
import { type Operation } from '../shared/call';
import { AthenaService } from './athena';
import { inAthenasWords } from './denied';
import { KeptQueries } from './kept-queries';
import { requestRules } from './requests';
import { requireToken } from './engine/request-token';

interface Needs {
  readonly objects: FileObjectStore;
  readonly cloudWatch: CloudWatchService;
}

export const athenaService: LocalService<AthenaService, Needs> = {
  service: athena,
  stands: ['aws_athena_workgroup'],
  refuses: [
    'A member of a request that the service’s model knows and that is not read here is refused by its name.',
    'A column that a file has in another type than the table is refused where a query reads it.',
    'SHOW and DESCRIBE fail in the words of the local run where no record has the words of Athena: a caller without rights, a database or a table that is not there.',
  ],
  otherwise: [
    '`SHOW DATABASES` has the databases of the stack; an account has the one called `default`, too, where Athena or somebody made it.',
    'A condition on the key of partitions that is no direct comparison (`CAST(dt AS date) > …`) reads, and counts, every partition; so does a query of several tables.',
    "A query runs in DuckDB, at once: its statistics are of this machine, and it ends when the account's clock goes on.",
  ],
  needs: { objects: true, cloudWatch: true },
  standUp({ stack, access, clock, folder }, { objects, cloudWatch }) {
    const reporter = new Reporter(cloudWatch);
    const value = new AthenaService({
      stack,
      access,
      clock,
      store: objects,
      folder: join(folder, 'athena'),
      onQuery: (query) => reporter.query(query),
    });
    return {
      value,
      wire: jsonService(
        'AmazonAthena',
        '1.1',
        checkedOperations(
          requestRules,
          inAthenasWords({
            ...value.operations,
            ...athenaTags(stack),
            StartQueryExecution: (input, call) => {
              requireToken(input);
              return (value.operations['StartQueryExecution'] as Operation)(input, call);
            },
          }),
        ),
      ),
      close: () => value.close(),
      keep: () => new KeptQueries(value, clock),
    };
  },
};
