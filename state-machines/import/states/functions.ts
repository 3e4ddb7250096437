interface Known {
  /** By the builder. */
  readonly called: string;
  /** Of each argument; the last stands for all that follow. */
  readonly takes: readonly string[];
  readonly gives: string;
}

const known = (called: string, takes: readonly string[], gives: string): Known => ({ called, takes, gives });

/** The types that the builder asks for: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const FUNCTIONS: Readonly<Record<string, Known>> = {
  Format: known('format', ['string'], 'string'),
  StringToJson: known('stringToJson', ['string'], 'unknown'),
  JsonToString: known('jsonToString', ['unknown'], 'string'),
  Array: known('array', ['unknown'], 'unknown[]'),
  ArrayPartition: known('arrayPartition', ['unknown[]', 'number'], 'unknown[]'),
  ArrayContains: known('arrayContains', ['unknown[]', 'unknown'], 'boolean'),
  ArrayRange: known('arrayRange', ['number'], 'number[]'),
  ArrayGetItem: known('arrayGetItem', ['unknown[]', 'number'], 'unknown'),
  ArrayLength: known('arrayLength', ['unknown[]'], 'number'),
  ArrayUnique: known('arrayUnique', ['unknown[]'], 'unknown[]'),
  Base64Encode: known('base64Encode', ['string'], 'string'),
  Base64Decode: known('base64Decode', ['string'], 'string'),
  Hash: known('hash', ['unknown', 'string'], 'string'),
  JsonMerge: known('jsonMerge', ['object', 'object', 'boolean'], 'object'),
  MathRandom: known('mathRandom', ['number'], 'number'),
  MathAdd: known('mathAdd', ['number'], 'number'),
  StringSplit: known('stringSplit', ['string'], 'string[]'),
  UUID: known('uuid', [], 'string'),
};
