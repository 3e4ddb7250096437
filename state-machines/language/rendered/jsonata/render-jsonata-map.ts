import type { MapLiteral } from '../../written/literal';
import { needMapRuns, storageAt } from '../render-map';
import { only } from '../render-template';
import type { Resources } from '../resources';
import { onlyValue, renderFields } from './render-value';

/** The fields of a Map in JSONata, but for its processor. */
export function renderJsonataMap(state: MapLiteral, resources: Resources): Record<string, unknown> {
  needMapRuns(state, resources);
  const { itemReader, itemBatcher, resultWriter } = state;
  return {
    ...onlyValue('Items', state.items),
    ...only('Label', state.label),
    ...only('ItemReader', itemReader && renderReader(itemReader, resources)),
    ...onlyValue('ItemSelector', state.itemSelector),
    ...only('ItemBatcher', itemBatcher && renderBatcher(itemBatcher)),
    ...only('ResultWriter', resultWriter && renderWriter(resultWriter, resources)),
    ...onlyValue('MaxConcurrency', state.maxConcurrency),
    ...onlyValue('ToleratedFailureCount', state.toleratedFailureCount),
    ...onlyValue('ToleratedFailurePercentage', state.toleratedFailurePercentage),
  };
}

function renderReader(
  { read, arguments: given = {}, maxItems }: NonNullable<MapLiteral['itemReader']>,
  resources: Resources,
) {
  const { Resource, Bucket } = storageAt(read, resources);
  const config = { ...read.config, ...onlyValue('MaxItems', maxItems) };
  return {
    Resource,
    ...(Object.keys(config).length > 0 ? { ReaderConfig: config } : {}),
    Arguments: { ...('Bucket' in given ? {} : { Bucket }), ...renderFields(given) },
  };
}

const renderBatcher = (batcher: NonNullable<MapLiteral['itemBatcher']>) => ({
  ...onlyValue('MaxItemsPerBatch', batcher.maxItemsPerBatch),
  ...onlyValue('MaxInputBytesPerBatch', batcher.maxInputBytesPerBatch),
  ...onlyValue('BatchInput', batcher.batchInput),
});

function renderWriter({ write, arguments: given = {} }: NonNullable<MapLiteral['resultWriter']>, resources: Resources) {
  const { Resource, Bucket } = storageAt(write, resources);
  return { Resource, Arguments: { Bucket, ...renderFields(given) } };
}
