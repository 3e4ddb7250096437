import { conversionPage, probed, type RecordTruth } from './records';

/** A timestamp as it stands in the JSON, and the moment that OpenX's deserializer reads; null where it reads none. */
const forms: readonly (readonly [json: string, moment: string | null, source: RecordTruth['source']])[] = [
  ['"2017-02-07T15:13:01.39256Z"', '2017-02-07 15:13:01.39256', conversionPage],
  ['"2017-02-07 15:13:01.14"', '2017-02-07 15:13:01.14', conversionPage],
  ['"2017-2-7 15:13:01.14"', '2017-02-07 15:13:01.14', conversionPage],
  ['1518033528', '2018-02-07 19:58:48', conversionPage],
  ['1518033528123', '2018-02-07 19:58:48.123', conversionPage],
  ['1518033528.123', '2018-02-07 19:58:48.123', conversionPage],
  ...(
    [
      ['"2018-02-07T20:38:48Z"', '2018-02-07 20:38:48'],
      ['"2017-02-07T15:13:01"', '2017-02-07 15:13:01'],
      ['"1518033528"', '2018-02-07 19:58:48'],
      ['"2026-09-07 1:2:3"', '2026-09-07 01:02:03'],
      ['"2026-9-7 12:00:02"', '2026-09-07 12:00:02'],
      ['-1000', '1969-12-31 23:43:20'],
      ['0', '1970-01-01 00:00:00'],
      ['1000000000000', '2001-09-09 01:46:40'],
      // Seconds below 10¹²; nanoseconds that 64 bits don't hold run over.
      ['999999999999', '2092-10-26 00:40:18.684212'],
      ['"999999999999"', '2092-10-26 00:40:18.684212'],
      ['"2026-9-7T12:00:02Z"', null],
      ['"2026-09-07T1:2:3Z"', null],
      ['"2018-02-07T20:38:48+02:00"', null],
      ['"yesterday"', null],
      ['""', null],
    ] as const
  ).map(([json, moment]) => [json, moment, probed('pull request 3333')] as const),
];

export const timestampTruths: readonly RecordTruth[] = forms.map(([json, moment, source]) => ({
  says: moment === null ? `${json} is no timestamp` : `The timestamp ${json}`,
  source,
  record: `{"at":${json}}`,
  ...(moment === null ? { error: { code: 'MalformedData' } } : { rows: [{ at: moment }] }),
}));
