import {
  anyCase,
  current,
  exists,
  handler,
  latest,
  reject,
  sqlRecordFunction,
  text,
  type,
  updateOnly,
  value,
} from "#spec";
import { developer_apps, track_price_history } from "#tables";

const nextRoute = sqlRecordFunction("em.next_track_route", [type.integer, type.text], {
  slug: type.text,
  is_taken: type.boolean,
});

/** An address is found whatever its case; a record, the latest row and a value have names too. */
export const spec = handler({
  entity: "Track",
  action: "Example",
  reads: ({ tx }) => {
    const slug = value(tx.signer);
    return {
      slug,
      app: current(developer_apps, { address: anyCase(tx.signer) }),
      route: nextRoute(7, slug),
      price: latest(track_price_history, { track_id: tx.entity_id }, (row) => row.block_timestamp),
    };
  },
  rules: ({ app, route, price }) => [
    reject(route.is_taken, "route_taken", text`the slug ${route.slug} is taken: 100% so`),
    reject(exists(price), "price_known", text`it costs ${price.total_price_cents}`),
    reject(app.is_delete, "app_deleted", "it's gone"),
  ],
  writes: ({ app }) => [updateOnly(app, { is_delete: true })],
});
