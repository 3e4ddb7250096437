import { firehose } from '../../../catalog/services/firehose';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { jsonService } from '../endpoint/protocols';
import { type LambdaService } from '../lambda/lambda';
import { type FileObjectStore } from '../s3/object-store';
import { type LocalService } from '../service';
import { KeptRecords } from './kept-records';
import { FirehoseService } from './firehose';

interface Needs {
  readonly objects: FileObjectStore;
  /** Keeps the streams' log, as it keeps the functions'. */
  readonly lambda: LambdaService;
  readonly cloudWatch: CloudWatchService;
}

export const firehoseService: LocalService<FirehoseService, Needs> = {
  service: firehose,
  stands: ['aws_kinesis_firehose_delivery_stream'],
  refuses: [
    'A setting of a stream, or a type of a column, of which it is not known what Firehose makes of it, is refused when the account is stood up.',
    'Columns that nest (array, struct, map), whatever the deserializer.',
  ],
  otherwise: [
    'A record is taken at once and throttled never; a sender that outruns the conversion is held back instead.',
    "A buffer is delivered by size or by interval, the interval on the account's clock.",
    'Of AWS’s Parquet the codec, the version, plain pages and INT96 without statistics are known: the other columns have no statistics here either, and a file has one row group.',
    'What cannot be delivered is tried for 24 hours, as on AWS; what AWS drops then is kept, and a flush tries it again.',
    'Of the message of a ParseError, the part that AWS’s parser words is left out.',
    'Of keys that fall together in one document (`id` and `ID`), one counts: which of them counts on AWS was not seen.',
  ],
  needs: { objects: true, lambda: true, cloudWatch: true },
  standUp({ stack, access, clock }, { objects, lambda, cloudWatch }) {
    const reporter = new Reporter(cloudWatch);
    const value = new FirehoseService({
      stack,
      access,
      clock,
      store: objects,
      log: (group, stream, message) => lambda.logs.put(group, stream, message),
      onIncoming: (stream, records) => reporter.incoming(stream, records),
      onDelivery: (delivery) => reporter.delivery(delivery),
      onFailure: (stream) => reporter.failedDelivery(stream),
    });
    for (const stream of value.names()) {
      reporter.waiting(
        stream,
        () => value.oldest(stream),
        () => clock.now(),
      );
    }
    return {
      value,
      // 4 MiB of records, in base64 and JSON: the service counts the records.
      wire: {
        ...jsonService('Firehose_20150804', '1.1', value.operations, value.quick),
        largestBody: 8 * 1024 * 1024,
      },
      deliver: () => value.flush(),
      keep: () => new KeptRecords(value),
    };
  },
};
