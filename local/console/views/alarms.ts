import { html, type Html, type Part } from '../../../lambdas/shared/html';
import { whole } from '../../../scripts/text/words';
import { list, optionalText } from '../../../terraform/query';
import { type AlarmState, comparisons } from '../../aws/cloudwatch/alarm-configuration';
import { type StateChange } from '../../aws/cloudwatch/alarm-message';
import { type MetricId } from '../../aws/cloudwatch/metric-store';
import { badge, columns, facts, paged, region, section, table, time } from '../page/parts';
import { type Context, type Shown, type View, type ViewRequest } from '../view';
import { number, seriesOfAlarm } from './alarms/series';
import { link, source } from './pipeline/block-page';

type Alarm = ReturnType<Shown['account']['cloudWatch']['alarms']>[number];

/** Each alarm's state and series, those in alarm first; and every metric that was reported. */
export const alarms: View = {
  name: 'alarms',
  title: 'Alarms and metrics',
  version: ({ account: { cloudWatch } }) => `${cloudWatch.history.length} ${cloudWatch.metrics.count}`,
  render(context, request) {
    const all = sorted(context);
    const [name, ...more] = request.path;
    if (name === undefined)
      return html`${region('alarms', ['alarms'], overview(context, all))}
      ${region('metrics', ['alarms'], metrics(context, request))}`;
    const alarm = all.find(({ configuration }) => configuration.name === name);
    if (!alarm || more.length > 0) return undefined;
    const own = context.account.cloudWatch.history.filter((change) => change.alarm.name === name).toReversed();
    const { shown, links } = paged(own, request, (at) => context.link('alarms', [name], { at }));
    return html`<p><a href="${context.link('alarms')}">All alarms</a></p>
      ${region(`alarm-${alarm.block.address}`, ['alarms'], html`${about(context, alarm, 'own-series')}${section('Changes', html`${changes(shown)}${links}`)}`)}`;
  },
  pages: (shown) => Promise.resolve(sorted(shown).map(({ configuration }) => [configuration.name])),
};

const order: Readonly<Record<AlarmState, number>> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };
const sorted = ({ account: { cloudWatch } }: Shown): Alarm[] =>
  cloudWatch.alarms().toSorted((a, b) => order[a.state] - order[b.state]);

const tones = { ALARM: 'bad', OK: 'good', INSUFFICIENT_DATA: 'plain' } as const;
const stateOf = (state: AlarmState): Html => badge(state, tones[state]);

function overview(context: Context, all: readonly Alarm[]): Html {
  const rows = all.map(({ configuration: { name }, state, transitioned, reason }) => [
    html`<a href="${context.link('alarms', [name])}">${name}</a>`,
    stateOf(state),
    time(transitioned),
    reason,
  ]);
  const list = table('Those in alarm first', columns('Alarm', 'State', 'Since', 'Reason'), rows);
  const { history } = context.account.cloudWatch;
  return html`${all.filter(({ state }) => state === 'ALARM').map((alarm) => about(context, alarm, 'series'))}
  ${section('All alarms', list)}
  ${section(`Changes${history.length > NEWEST ? `, the newest ${NEWEST} of ${whole(history.length)}` : ''}`, changes(history.slice(-NEWEST).toReversed()))}`;
}

/** So many changes stand on the page of all alarms: each alarm's own has all. */
const NEWEST = 50;

function changes(shown: readonly StateChange[]): Html {
  if (shown.length === 0) return html`<p>No alarm has changed its state.</p>`;
  const rows = shown.map(({ alarm, from, to, at, reason }) => [
    time(at),
    alarm.name,
    html`${from} → ${stateOf(to)}`,
    reason,
  ]);
  return table('The newest first', columns('Time', 'Alarm', 'Change', 'Reason'), rows);
}

function about(context: Context, { configuration, block, state, transitioned, reason }: Alarm, as: string): Html {
  const { name, description, queries, operator, threshold, datapointsToAlarm, evaluationPeriods } = configuration;
  const expressions = list(block, 'metric_query').flatMap((query) => optionalText(query, 'expression') ?? []);
  const pairs: (readonly [string, Part])[] = [
    ['State', html`${stateOf(state)} since ${time(transitioned)}`],
    ['Reason', reason],
    ['About', description],
    ...[...queries].map(
      ([id, query]) =>
        [queries.size === 1 ? 'Metric' : `Metric ${id}`, html`${query.statistic} of ${idOf(query)}`] as const,
    ),
    ...expressions.map((text) => ['Expression', html`<code>${text}</code>`] as const),
    [
      'In alarm when',
      `${comparisons[operator].words} ${number(threshold)} in ${datapointsToAlarm} of ${evaluationPeriods} periods of ${whole(configuration.period)} s`,
    ],
    ['Missing data', configuration.missingData],
    ...Object.entries(configuration.actions).flatMap(([to, arns]) => arns.map((arn) => [`On ${to}`, arn] as const)),
    ['Block', html`${link(context, block.address)} ${source(block.source)}`],
  ];
  return section(name, html`${seriesOfAlarm(context.account, configuration, `${as}-${block.name}`)}${facts(pairs)}`);
}

const idOf = ({ namespace, name, dimensions }: MetricId): Html =>
  html`${namespace}
    <strong>${name}</strong> ${Object.entries(dimensions).map(([key, of]) => html`<code>${key}=${of}</code> `)}`;

function metrics({ account: { cloudWatch }, link: to }: Context, request: ViewRequest): Html {
  const { shown, links } = paged(cloudWatch.metrics.metrics(), request, (at) => to('alarms', [], { at }));
  const rows = shown.map((id) => {
    const { samples = [], sum = 0 } = cloudWatch.metrics.find(id) ?? {};
    const last = samples.at(-1);
    return [idOf(id), whole(samples.length), number(sum), last && number(last.value), last && time(new Date(last.at))];
  });
  const heads = columns('Metric', '#Values', '#Sum', '#Last', 'At');
  return section('Metrics', html`${table('What services reported', heads, rows)}${links}`);
}
