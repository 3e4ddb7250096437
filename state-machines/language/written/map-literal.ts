import type { ItemReader, ResultWriter } from './map-storage';
import type { BranchLiteral, Path, TemplateFields, Working } from './literal';

/**
 * Runs its processor once per item; the result is the list of what it gives. Items come from `itemsPath`, or are the
 * input, which is then a list; of a distributed Map also from S3.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export interface MapLiteral extends Working {
  readonly type: 'Map';
  readonly itemsPath?: Path;
  /** In place of the item: of the Map's input (`$`) and `$$.Map.Item.Value` and `.Index`. */
  readonly itemSelector?: TemplateFields;
  readonly itemProcessor: ProcessorLiteral;
  /** 0, ASL's default, sets no limit of its own. */
  readonly maxConcurrency?: number;
  readonly maxConcurrencyPath?: Path;

  // Only where the processor's mode is DISTRIBUTED:
  readonly label?: string;
  readonly itemReader?: {
    readonly read: ItemReader;
    readonly parameters?: TemplateFields;
    readonly maxItems?: number;
    readonly maxItemsPath?: Path;
  };
  /** Hands the processor `{ Items, BatchInput }`. */
  readonly itemBatcher?: {
    readonly maxItemsPerBatch?: number;
    readonly maxItemsPerBatchPath?: Path;
    readonly maxInputBytesPerBatch?: number;
    readonly maxInputBytesPerBatchPath?: Path;
    readonly batchInput?: TemplateFields;
  };
  readonly resultWriter?: { readonly write: ResultWriter; readonly parameters?: TemplateFields };
  readonly toleratedFailureCount?: number;
  readonly toleratedFailureCountPath?: Path;
  readonly toleratedFailurePercentage?: number;
  readonly toleratedFailurePercentagePath?: Path;
}

/** Absent, the mode is INLINE: in the same execution, with its history. DISTRIBUTED starts an execution per item or batch. */
export interface ProcessorLiteral extends BranchLiteral {
  readonly processorConfig?:
    { readonly mode: 'INLINE' } | { readonly mode: 'DISTRIBUTED'; readonly executionType: 'STANDARD' | 'EXPRESS' };
}
