import { type Keeping } from '../service';
import { counts, Fields, Grown } from '../shared/kept-line';
import { type Delivery } from './deliverer';
import { type EventsService } from './events';

/** What was delivered to targets. One that waits for another try is not told of, and not tried again. */
export function keptDeliveries(events: EventsService): Keeping {
  const grown = new Grown(events.deliveries);
  return {
    save: () => grown.take().map((delivery) => ({ delivery, count: events.count })),
    restore(lines) {
      const deliveries: Delivery[] = [];
      let count = 0;
      for (const line of lines) {
        const of = new Fields(line);
        const [delivery, event] = [of.within('delivery'), of.within('delivery').within('event')];
        for (const name of ['rule', 'targetArn', 'input']) delivery.text(name);
        for (const name of ['id', 'time', 'source']) event.text(name);
        delivery.one('outcome', ['delivered', 'dead-letter queue', 'lost']);
        deliveries.push(of.object<Delivery>('delivery'));
        count = of.number('count');
      }
      events.restore(deliveries, count);
      return { what: counts(deliveries.length, 'delivered event'), told: [] };
    },
  };
}
