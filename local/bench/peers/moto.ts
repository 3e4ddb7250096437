import { startEmulator } from '../../clients/emulator';
import { answered } from '../requests/ask';
import { posted } from '../requests/operations';
import { type Served } from '../requests/served';
import { DEFINITION, SMALL } from '../requests/small-machine';
import { type Peers } from '../shared/contestant';
import { cpuOf } from '../shared/cpu';
import { mostMemoryOf } from '../shared/memory';

/** What moto makes everything in, unless told otherwise. */
const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/bench`;
const BUCKET = 'bench';
const STREAM = 'bench';

/** moto's server, with a bucket, a stream and the small machine in it, which it is told to execute. */
export async function serveMoto({ python }: Peers): Promise<Served> {
  const { url, pid, stop } = await startEmulator(python);
  const region = 'us-east-1';
  const served: Served = {
    name: 'moto',
    role: 'peer',
    port: Number(new URL(url).port),
    region,
    bucket: BUCKET,
    stream: STREAM,
    machineArn: `arn:aws:states:${region}:${ACCOUNT}:stateMachine:${SMALL}`,
    credentials: { accessKeyId: 'AKIAMOTO', secretAccessKey: 'moto' },
    cpu: () => cpuOf(pid),
    memory: () => mostMemoryOf(pid),
    stop,
  };
  // https://docs.getmoto.org/en/latest/docs/configuration/index.html
  const configured = await fetch(`${url}/moto-api/config`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stepfunctions: { execute_state_machine: true } }),
  });
  if (!configured.ok) throw new Error(`moto takes no configuration: ${configured.status}`);
  await answered(served, { method: 'PUT', url: `/${BUCKET}`, headers: {}, body: '', service: 's3' });
  const json = (body: object) => ({ text: JSON.stringify(body) });
  const destination = { RoleARN: ROLE, BucketARN: `arn:aws:s3:::${BUCKET}` };
  await answered(
    served,
    posted(
      'firehose',
      '1.1',
      'Firehose_20150804.CreateDeliveryStream',
      json({ DeliveryStreamName: STREAM, ExtendedS3DestinationConfiguration: destination }),
    ),
  );
  await answered(
    served,
    posted(
      'states',
      '1.0',
      'AWSStepFunctions.CreateStateMachine',
      json({ name: SMALL, definition: DEFINITION, roleArn: ROLE }),
    ),
  );
  return served;
}
