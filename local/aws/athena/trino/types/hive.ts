import { type HiveType } from '../../../glue/hive-type';
import { arrayOf, type SimpleKind, timestamp, type TrinoType, varchar } from './type';

/** Whether a timestamp stands inside: those are not rounded to milliseconds as they are read. */
export const hasInnerTime = (type: HiveType): boolean =>
  type.kind === 'scalar' || type.kind === 'decimal' ? false : /"name":"timestamp"/.test(JSON.stringify(type));

/** What Athena reads a column of the catalog as. https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
export function ofHive(type: HiveType): TrinoType {
  switch (type.kind) {
    case 'decimal':
      return type;
    case 'array':
      return arrayOf(ofHive(type.element));
    case 'map':
      return { kind: 'map', key: ofHive(type.key), value: ofHive(type.value) };
    case 'struct':
      return {
        kind: 'row',
        fields: type.fields.map(({ name, type: field }) => ({ name, key: name, type: ofHive(field) })),
      };
    case 'scalar':
      if (type.name === 'string') return varchar;
      if (type.name === 'timestamp') return timestamp(3);
      return { kind: kinds[type.name] };
  }
}

const kinds: Readonly<Record<Exclude<(HiveType & { kind: 'scalar' })['name'], 'string' | 'timestamp'>, SimpleKind>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'integer',
  bigint: 'bigint',
  float: 'real',
  double: 'double',
  date: 'date',
  binary: 'varbinary',
};
