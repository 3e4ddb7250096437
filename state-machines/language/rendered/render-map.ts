import { nameIn, partsOf } from '../services/arn-parts';
import type { MapLiteral } from '../written/literal';
import { storagePermissions } from '../written/map-storage';
import type { Permission } from '../written/permission';
import { only, onlyPath, onlyTemplate, renderTemplate } from './render-template';
import type { Resources } from './resources';
import { SELF } from '../state-machine';

/** A Map's own fields, but for its processor. */
export function renderMap(state: MapLiteral, resources: Resources): Record<string, unknown> {
  if (state.itemProcessor.processorConfig?.mode === 'DISTRIBUTED') {
    const self = resources.arnOf(SELF);
    resources.need(mapRunPermissions(self, state.label));
  }
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

function renderReader(
  { read, parameters = {}, maxItems, maxItemsPath }: NonNullable<MapLiteral['itemReader']>,
  resources: Resources,
) {
  const Bucket = bucketOf(read.bucketName, resources);
  resources.need([storagePermissions(read.action, bucketArn(Bucket))]);
  const config = { ...read.config, ...only('MaxItems', maxItems), ...onlyPath('MaxItemsPath', maxItemsPath) };
  return {
    Resource: `arn:aws:states:::s3:${read.action}`,
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
  const Bucket = bucketOf(write.bucketName, resources);
  resources.need([storagePermissions(write.action, bucketArn(Bucket))]);
  return { Resource: `arn:aws:states:::s3:${write.action}`, Parameters: { Bucket, ...renderTemplate(parameters) } };
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
