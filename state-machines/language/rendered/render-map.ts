import { nameIn, partsOf } from '../services/arn-parts';
import type { MapLiteral } from '../written/literal';
import { type ItemReader, type ResultWriter, storagePermissions } from '../written/map-storage';
import type { Permission } from '../written/permission';
import { only, onlyPath, onlyTemplate, renderTemplate } from './render-template';
import type { Resources } from './resources';
import { SELF } from '../state-machine';

/** A Map's own fields, but for its processor. */
export function renderMap(state: MapLiteral, resources: Resources): Record<string, unknown> {
  needMapRuns(state, resources);
  return {
    ...only('Label', state.label),
    ...onlyPath('ItemsPath', state.itemsPath),
    ...only('ItemReader', state.itemReader && renderReader(state.itemReader, resources)),
    ...onlyTemplate('ItemSelector', state.itemSelector),
    ...only('ItemBatcher', state.itemBatcher && renderBatcher(state.itemBatcher)),
    ...only('ResultWriter', state.resultWriter && renderWriter(state.resultWriter, resources)),
    ...only('MaxConcurrency', state.maxConcurrency),
    ...onlyPath('MaxConcurrencyPath', state.maxConcurrencyPath),
    ...only('ToleratedFailureCount', state.toleratedFailureCount),
    ...onlyPath('ToleratedFailureCountPath', state.toleratedFailureCountPath),
    ...only('ToleratedFailurePercentage', state.toleratedFailurePercentage),
    ...onlyPath('ToleratedFailurePercentagePath', state.toleratedFailurePercentagePath),
  };
}

/** The right to start and follow the executions that a distributed Map runs. */
export function needMapRuns({ itemProcessor, label }: MapLiteral, resources: Resources): void {
  if (itemProcessor.processorConfig?.mode !== 'DISTRIBUTED') return;
  resources.need(mapRunPermissions(resources.arnOf(SELF), label));
}

/** Where a Map reads or writes, and the right to it. */
export function storageAt({ bucketName, action }: ItemReader | ResultWriter, resources: Resources) {
  const Bucket = bucketOf(bucketName, resources);
  resources.need([storagePermissions(action, bucketArn(Bucket))]);
  return { Resource: `arn:aws:states:::s3:${action}`, Bucket };
}

function renderReader(
  { read, parameters = {}, maxItems, maxItemsPath }: NonNullable<MapLiteral['itemReader']>,
  resources: Resources,
) {
  const { Resource, Bucket } = storageAt(read, resources);
  const config = { ...read.config, ...only('MaxItems', maxItems), ...onlyPath('MaxItemsPath', maxItemsPath) };
  return {
    Resource,
    ...(Object.keys(config).length > 0 ? { ReaderConfig: config } : {}),
    Parameters: { ...('Bucket' in parameters ? {} : { Bucket }), ...renderTemplate(parameters) },
  };
}

const renderBatcher = (batcher: NonNullable<MapLiteral['itemBatcher']>) => ({
  ...only('MaxItemsPerBatch', batcher.maxItemsPerBatch),
  ...onlyPath('MaxItemsPerBatchPath', batcher.maxItemsPerBatchPath),
  ...only('MaxInputBytesPerBatch', batcher.maxInputBytesPerBatch),
  ...onlyPath('MaxInputBytesPerBatchPath', batcher.maxInputBytesPerBatchPath),
  ...onlyTemplate('BatchInput', batcher.batchInput),
});

function renderWriter({ write, parameters = {} }: NonNullable<MapLiteral['resultWriter']>, resources: Resources) {
  const { Resource, Bucket } = storageAt(write, resources);
  return { Resource, Parameters: { Bucket, ...renderTemplate(parameters) } };
}

/** S3 takes a bucket's name where IAM takes its ARN. */
function bucketOf(name: string, resources: Resources): string {
  const arn = resources.arnOf(name);
  const found = /^arn:[^:]+:s3:::(.+)$/.exec(arn);
  if (!found?.[1]) throw new Error(`"${arn}" must be written out, as arn:aws:s3:::BUCKET: the Map needs the name.`);
  return found[1];
}
const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;

/**
 * A run that is redriven redrives its Map Runs, which are named by the Map's label; AWS draws one where there is none.
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
function mapRunPermissions(machineArn: string, label = '*'): Permission[] {
  const parts = partsOf(machineArn, 'states');
  const name = nameIn(parts, 'stateMachine:');
  const execution = (rest: string) =>
    `arn:${parts.partition}:states:${parts.region}:${parts.account}:execution:${rest}`;
  return [
    { sid: 'StartMapRuns', actions: ['states:StartExecution'], resources: [machineArn] },
    {
      sid: 'FollowMapRuns',
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: [execution(`${name}:*`)],
    },
    { sid: 'RedriveMapRuns', actions: ['states:RedriveExecution'], resources: [execution(`${name}/${label}:*`)] },
  ];
}
