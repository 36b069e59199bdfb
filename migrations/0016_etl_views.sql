-- Figures for dashboards. "Now" is the time of the latest block, so that the figures move while an indexer catches up. The
-- latest block is the last row and not the highest: heights start over with a new chain.

do $$ begin
  if to_regclass('mv_dashboard_transaction_stats') is null then
    create materialized view mv_dashboard_transaction_stats as
    select
      count(*) filter (where created_at >= latest.block_time - interval '24 hours') as transactions_24h,
      count(*) filter (
        where created_at >= latest.block_time - interval '48 hours'
          and created_at < latest.block_time - interval '24 hours'
      ) as transactions_previous_24h,
      count(*) filter (where created_at >= latest.block_time - interval '7 days') as transactions_7d,
      count(*) filter (where created_at >= latest.block_time - interval '30 days') as transactions_30d,
      count(*) as total_transactions
    from etl_transactions
    cross join (select block_time from etl_blocks order by id desc limit 1) as latest
    where created_at <= latest.block_time;

    create index mv_dashboard_transaction_stats_24h_idx
      on mv_dashboard_transaction_stats (transactions_24h);
  end if;
end $$;

do $$ begin
  if to_regclass('mv_dashboard_transaction_types') is null then
    create materialized view mv_dashboard_transaction_types as
    select
      tx_type,
      count(*) as transaction_count
    from etl_transactions
    cross join (select block_time from etl_blocks order by id desc limit 1) as latest
    where created_at <= latest.block_time
    group by tx_type
    order by transaction_count desc, tx_type;

    create index mv_dashboard_transaction_types_idx
      on mv_dashboard_transaction_types (tx_type, transaction_count);
  end if;
end $$;
