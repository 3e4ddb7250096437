import { logs } from '../../../catalog/services/logs';
import { jsonService } from '../endpoint/protocols';
import { type LambdaService } from '../lambda/lambda';
import { type LocalService } from '../service';
import { LogCatalog } from './log-catalog';
import { logsOperations } from './operations';

/** Reads of what functions and streams log. */
export const logsService: LocalService<undefined, { readonly lambda: LambdaService }> = {
  service: logs,
  holds: 'nothing',
  stands: ['aws_cloudwatch_log_group', 'aws_cloudwatch_log_stream'],
  refuses: [
    'PutLogEvents and all that changes a group; Logs Insights and live tail.',
    'Filter patterns on JSON, on fields and of regular expressions, and terms of other characters than letters, digits and `_` without quotation marks.',
  ],
  otherwise: [
    'A group springs up with what is logged; what is logged is there at once, and no retention passes.',
    'A term of a filter pattern is found as a whole word.',
  ],
  /** Keeps what is logged. */
  needs: { lambda: true },
  standUp: ({ stack, clock }, { lambda }) => ({
    value: undefined,
    wire: jsonService('Logs_20140328', '1.1', logsOperations(new LogCatalog(stack, lambda.logs, clock.now()))),
  }),
};
