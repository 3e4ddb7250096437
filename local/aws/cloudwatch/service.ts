import { cloudwatch } from '../../../catalog/services/cloudwatch';
import { cborService } from '../endpoint/cbor-service';
import { jsonService } from '../endpoint/protocols';
import { severalProtocols } from '../endpoint/several-protocols';
import { type LocalService } from '../service';
import { type SnsService } from '../sns/sns';
import { CloudWatchService } from './cloudwatch';
import { KeptAlarms } from './kept-alarms';
import { cloudWatchOperations } from './operations';

/** Of its model: where requests of two protocols are aimed. */
const TARGET = 'GraniteServiceVersion20100801';

export const cloudWatchService: LocalService<CloudWatchService, { readonly sns: SnsService }> = {
  service: cloudwatch,
  stands: ['aws_cloudwatch_metric_alarm'],
  refuses: [
    'PutMetricData, and all that changes an alarm but its state.',
    'Percentiles and other extended statistics, units, SEARCH and most functions of metric math, queries of several periods at once.',
    'The Query protocol, of older clients: newer ones speak CBOR or JSON.',
  ],
  otherwise: [
    'An alarm tells no StateReasonData. Its message has the name of its Region where that was recorded (us-east-1, eu-west-1), else the code, and no label of an expression that has none.',
    "Alarms look at the metrics that the local run reports, on the account's clock; what keeps a metric beyond the run is `--keep`.",
  ],
  needs: { sns: true },
  standUp({ stack, access, clock }, { sns }) {
    const value = new CloudWatchService({ stack, access, clock, sns });
    const operations = cloudWatchOperations(value, stack);
    const services = [cborService(TARGET, operations), jsonService(TARGET, '1.0', operations)];
    return {
      value,
      wire: severalProtocols('monitoring', services),
      stop: () => value.close(),
      keep: () => new KeptAlarms(value),
    };
  },
};
