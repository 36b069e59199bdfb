// Generated from the migrated database by codegen/catalog.ts. Do not edit: run npm run codegen.
import type { Catalog } from "../database/catalog.ts";

/** What the migrations make of the schemas public and em. */
export const expectedCatalog: Catalog = {
  "tables": {
    "aggregate_user": {
      "columns": [
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "track_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "playlist_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "album_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "follower_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "following_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "repost_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "track_save_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "supporter_count",
          "type": "integer",
          "notNull": true,
          "default": "0"
        },
        {
          "name": "supporting_count",
          "type": "integer",
          "notNull": true,
          "default": "0"
        },
        {
          "name": "dominant_genre",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "dominant_genre_count",
          "type": "integer",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "score",
          "type": "integer",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "total_track_count",
          "type": "bigint",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "track_share_count",
          "type": "integer",
          "notNull": false,
          "default": "0"
        }
      ],
      "constraints": {
        "aggregate_user_table_pkey": "PRIMARY KEY (user_id)"
      },
      "indexes": {
        "aggregate_user_table_pkey": "CREATE UNIQUE INDEX aggregate_user_table_pkey ON public.aggregate_user USING btree (user_id)",
        "idx_aggregate_user_follower_count": "CREATE INDEX idx_aggregate_user_follower_count ON public.aggregate_user USING btree (user_id, follower_count)",
        "idx_genre_related_artists": "CREATE INDEX idx_genre_related_artists ON public.aggregate_user USING btree (dominant_genre, follower_count, user_id)"
      },
      "triggers": {}
    },
    "aggregate_user_tips": {
      "columns": [
        {
          "name": "sender_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "receiver_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "amount",
          "type": "bigint",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "aggregate_user_tips_pkey": "PRIMARY KEY (sender_user_id, receiver_user_id)"
      },
      "indexes": {
        "aggregate_user_tips_pkey": "CREATE UNIQUE INDEX aggregate_user_tips_pkey ON public.aggregate_user_tips USING btree (sender_user_id, receiver_user_id)",
        "ix_aggregate_user_tips_receiver_user_id": "CREATE INDEX ix_aggregate_user_tips_receiver_user_id ON public.aggregate_user_tips USING btree (receiver_user_id)"
      },
      "triggers": {}
    },
    "album_price_history": {
      "columns": [
        {
          "name": "playlist_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "splits",
          "type": "jsonb",
          "notNull": true,
          "default": null
        },
        {
          "name": "total_price_cents",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_timestamp",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        }
      ],
      "constraints": {
        "album_price_history_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "album_price_history_pkey": "PRIMARY KEY (playlist_id, block_timestamp)"
      },
      "indexes": {
        "album_price_history_pkey": "CREATE UNIQUE INDEX album_price_history_pkey ON public.album_price_history USING btree (playlist_id, block_timestamp)"
      },
      "triggers": {}
    },
    "associated_wallets": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('associated_wallets_id_seq'::regclass)"
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "wallet",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "chain",
          "type": "wallet_chain",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "associated_wallets_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "associated_wallets_pkey": "PRIMARY KEY (id)",
        "unique_user_wallet_chain": "UNIQUE (user_id, wallet, chain)"
      },
      "indexes": {
        "associated_wallets_lower_wallet_idx": "CREATE INDEX associated_wallets_lower_wallet_idx ON public.associated_wallets USING btree (lower((wallet)::text))",
        "associated_wallets_pkey": "CREATE UNIQUE INDEX associated_wallets_pkey ON public.associated_wallets USING btree (id)",
        "ix_associated_wallets_user_id": "CREATE INDEX ix_associated_wallets_user_id ON public.associated_wallets USING btree (user_id)",
        "ix_associated_wallets_wallet": "CREATE INDEX ix_associated_wallets_wallet ON public.associated_wallets USING btree (wallet)",
        "unique_user_wallet_chain": "CREATE UNIQUE INDEX unique_user_wallet_chain ON public.associated_wallets USING btree (user_id, wallet, chain)"
      },
      "triggers": {}
    },
    "blocks": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "parenthash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": false,
          "default": null
        },
        {
          "name": "number",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "blocks_number_key": "UNIQUE (number)",
        "blocks_pkey": "PRIMARY KEY (blockhash)"
      },
      "indexes": {
        "blocks_is_current_idx": "CREATE UNIQUE INDEX blocks_is_current_idx ON public.blocks USING btree (is_current) WHERE (is_current IS TRUE)",
        "blocks_number_key": "CREATE UNIQUE INDEX blocks_number_key ON public.blocks USING btree (number)",
        "blocks_pkey": "CREATE UNIQUE INDEX blocks_pkey ON public.blocks USING btree (blockhash)",
        "is_current_blocks_idx": "CREATE INDEX is_current_blocks_idx ON public.blocks USING btree (is_current)"
      },
      "triggers": {}
    },
    "collectibles": {
      "columns": [
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "data",
          "type": "jsonb",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": "now()"
        },
        {
          "name": "updated_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": "now()"
        }
      ],
      "constraints": {
        "collectibles_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "pk_user_id": "PRIMARY KEY (user_id)"
      },
      "indexes": {
        "pk_user_id": "CREATE UNIQUE INDEX pk_user_id ON public.collectibles USING btree (user_id)"
      },
      "triggers": {}
    },
    "comment_mentions": {
      "columns": [
        {
          "name": "comment_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "comment_mentions_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "comment_mentions_pkey": "PRIMARY KEY (comment_id, user_id)"
      },
      "indexes": {
        "comment_mentions_pkey": "CREATE UNIQUE INDEX comment_mentions_pkey ON public.comment_mentions USING btree (comment_id, user_id)"
      },
      "triggers": {}
    },
    "comment_notification_settings": {
      "columns": [
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_type",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_muted",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        }
      ],
      "constraints": {
        "comment_notification_settings_pkey": "PRIMARY KEY (user_id, entity_id, entity_type)"
      },
      "indexes": {
        "comment_notification_settings_pkey": "CREATE UNIQUE INDEX comment_notification_settings_pkey ON public.comment_notification_settings USING btree (user_id, entity_id, entity_type)"
      },
      "triggers": {}
    },
    "comment_reactions": {
      "columns": [
        {
          "name": "comment_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "comment_reactions_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "comment_reactions_pkey": "PRIMARY KEY (comment_id, user_id)"
      },
      "indexes": {
        "comment_reactions_pkey": "CREATE UNIQUE INDEX comment_reactions_pkey ON public.comment_reactions USING btree (comment_id, user_id)"
      },
      "triggers": {}
    },
    "comment_reports": {
      "columns": [
        {
          "name": "comment_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "comment_reports_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "comment_reports_pkey": "PRIMARY KEY (comment_id, user_id)"
      },
      "indexes": {
        "comment_reports_pkey": "CREATE UNIQUE INDEX comment_reports_pkey ON public.comment_reports USING btree (comment_id, user_id)"
      },
      "triggers": {}
    },
    "comment_threads": {
      "columns": [
        {
          "name": "comment_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "parent_comment_id",
          "type": "integer",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "comment_threads_pkey": "PRIMARY KEY (parent_comment_id, comment_id)"
      },
      "indexes": {
        "comment_threads_comment_id_idx": "CREATE INDEX comment_threads_comment_id_idx ON public.comment_threads USING btree (comment_id)",
        "comment_threads_pkey": "CREATE UNIQUE INDEX comment_threads_pkey ON public.comment_threads USING btree (parent_comment_id, comment_id)"
      },
      "triggers": {}
    },
    "comments": {
      "columns": [
        {
          "name": "comment_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "text",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_type",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "track_timestamp_s",
          "type": "bigint",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "is_visible",
          "type": "boolean",
          "notNull": false,
          "default": "true"
        },
        {
          "name": "is_edited",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_members_only",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "video_url",
          "type": "text",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "comments_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "comments_pkey": "PRIMARY KEY (comment_id)"
      },
      "indexes": {
        "comments_blocknumber_idx": "CREATE INDEX comments_blocknumber_idx ON public.comments USING btree (blocknumber)",
        "comments_pkey": "CREATE UNIQUE INDEX comments_pkey ON public.comments USING btree (comment_id)",
        "comments_track_entity_created_at_idx": "CREATE INDEX comments_track_entity_created_at_idx ON public.comments USING btree (entity_id, created_at DESC) INCLUDE (comment_id, user_id) WHERE ((entity_type = 'Track'::text) AND (is_delete = false))",
        "comments_user_track_created_at_idx": "CREATE INDEX comments_user_track_created_at_idx ON public.comments USING btree (user_id, created_at DESC) INCLUDE (comment_id) WHERE ((entity_type = 'Track'::text) AND (is_delete = false))"
      },
      "triggers": {}
    },
    "core_indexed_blocks": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "parenthash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "height",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "plays_slot",
          "type": "integer",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "em_block",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "pk_chain_id_height": "PRIMARY KEY (chain_id, height)"
      },
      "indexes": {
        "idx_chain_blockhash": "CREATE INDEX idx_chain_blockhash ON public.core_indexed_blocks USING btree (blockhash)",
        "idx_chain_id_height": "CREATE INDEX idx_chain_id_height ON public.core_indexed_blocks USING btree (chain_id, height)",
        "pk_chain_id_height": "CREATE UNIQUE INDEX pk_chain_id_height ON public.core_indexed_blocks USING btree (chain_id, height)"
      },
      "triggers": {}
    },
    "dashboard_wallet_users": {
      "columns": [
        {
          "name": "wallet",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "dashboard_wallet_users_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "dashboard_wallet_users_pkey": "PRIMARY KEY (user_id, wallet)"
      },
      "indexes": {
        "dashboard_wallet_users_pkey": "CREATE UNIQUE INDEX dashboard_wallet_users_pkey ON public.dashboard_wallet_users USING btree (user_id, wallet)"
      },
      "triggers": {}
    },
    "developer_apps": {
      "columns": [
        {
          "name": "address",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "name",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_personal_access",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "description",
          "type": "character varying(255)",
          "notNull": false,
          "default": null
        },
        {
          "name": "image_url",
          "type": "character varying",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "developer_apps_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "developer_apps_pkey": "PRIMARY KEY (address, txhash)"
      },
      "indexes": {
        "developer_apps_pkey": "CREATE UNIQUE INDEX developer_apps_pkey ON public.developer_apps USING btree (address, txhash)"
      },
      "triggers": {}
    },
    "em.aggregates": {
      "columns": [
        {
          "name": "singleton",
          "type": "boolean",
          "notNull": true,
          "default": "true"
        },
        {
          "name": "are_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "files_hash",
          "type": "text",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "aggregates_has_one_row": "CHECK (singleton)",
        "aggregates_pkey": "PRIMARY KEY (singleton)"
      },
      "indexes": {
        "aggregates_pkey": "CREATE UNIQUE INDEX aggregates_pkey ON em.aggregates USING btree (singleton)"
      },
      "triggers": {}
    },
    "em.chain_rollovers": {
      "columns": [
        {
          "name": "position",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "old_chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "new_chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "last_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "first_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "noticed_at",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "chain_rollovers_new_chain_id_key": "UNIQUE (new_chain_id)",
        "chain_rollovers_pkey": "PRIMARY KEY (\"position\")"
      },
      "indexes": {
        "chain_rollovers_new_chain_id_key": "CREATE UNIQUE INDEX chain_rollovers_new_chain_id_key ON em.chain_rollovers USING btree (new_chain_id)",
        "chain_rollovers_pkey": "CREATE UNIQUE INDEX chain_rollovers_pkey ON em.chain_rollovers USING btree (\"position\")"
      },
      "triggers": {}
    },
    "em.changed_rows": {
      "columns": [
        {
          "name": "id",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "table_name",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "key",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "digest",
          "type": "bytea",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {},
      "indexes": {
        "changed_rows_height_idx": "CREATE INDEX changed_rows_height_idx ON em.changed_rows USING btree (height, id)"
      },
      "triggers": {}
    },
    "em.known_addresses": {
      "columns": [
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "known_addresses_pkey": "PRIMARY KEY (address)"
      },
      "indexes": {
        "known_addresses_pkey": "CREATE UNIQUE INDEX known_addresses_pkey ON em.known_addresses USING btree (address)"
      },
      "triggers": {}
    },
    "em.mended_rows": {
      "columns": [
        {
          "name": "id",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "table_name",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "reason",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "row_was",
          "type": "jsonb",
          "notNull": true,
          "default": null
        },
        {
          "name": "mended_at",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "mended_rows_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "mended_rows_pkey": "CREATE UNIQUE INDEX mended_rows_pkey ON em.mended_rows USING btree (id)"
      },
      "triggers": {}
    },
    "em.migrations": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('em.migrations_id_seq'::regclass)"
        },
        {
          "name": "name",
          "type": "character varying(255)",
          "notNull": true,
          "default": null
        },
        {
          "name": "run_on",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "migrations_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "migrations_pkey": "CREATE UNIQUE INDEX migrations_pkey ON em.migrations USING btree (id)"
      },
      "triggers": {}
    },
    "em.play_deltas": {
      "columns": [
        {
          "name": "track_id",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "delta",
          "type": "numeric",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "play_deltas_pkey": "PRIMARY KEY (track_id)"
      },
      "indexes": {
        "play_deltas_pkey": "CREATE UNIQUE INDEX play_deltas_pkey ON em.play_deltas USING btree (track_id)"
      },
      "triggers": {}
    },
    "em.procedures": {
      "columns": [
        {
          "name": "singleton",
          "type": "boolean",
          "notNull": true,
          "default": "true"
        },
        {
          "name": "content_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "functions_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "applied_at",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "procedures_has_one_row": "CHECK (singleton)",
        "procedures_pkey": "PRIMARY KEY (singleton)"
      },
      "indexes": {
        "procedures_pkey": "CREATE UNIQUE INDEX procedures_pkey ON em.procedures USING btree (singleton)"
      },
      "triggers": {}
    },
    "em.rules": {
      "columns": [
        {
          "name": "chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "from_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "edition",
          "type": "text",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "rules_edition_check": "CHECK ((edition = ANY (ARRAY['2025'::text, '2026'::text])))",
        "rules_pkey": "PRIMARY KEY (chain_id, from_height)"
      },
      "indexes": {
        "rules_pkey": "CREATE UNIQUE INDEX rules_pkey ON em.rules USING btree (chain_id, from_height)"
      },
      "triggers": {}
    },
    "em.settings": {
      "columns": [
        {
          "name": "name",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "value",
          "type": "text",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "settings_pkey": "PRIMARY KEY (name)"
      },
      "indexes": {
        "settings_pkey": "CREATE UNIQUE INDEX settings_pkey ON em.settings USING btree (name)"
      },
      "triggers": {}
    },
    "em.state_hashes": {
      "columns": [
        {
          "name": "number",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_time",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "row_count",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "digest",
          "type": "bytea",
          "notNull": true,
          "default": null
        },
        {
          "name": "hash",
          "type": "bytea",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "state_hashes_block_key": "UNIQUE (chain_id, height)",
        "state_hashes_pkey": "PRIMARY KEY (number)"
      },
      "indexes": {
        "state_hashes_block_key": "CREATE UNIQUE INDEX state_hashes_block_key ON em.state_hashes USING btree (chain_id, height)",
        "state_hashes_pkey": "CREATE UNIQUE INDEX state_hashes_pkey ON em.state_hashes USING btree (number)"
      },
      "triggers": {}
    },
    "em.transaction_users": {
      "columns": [
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_index",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {},
      "indexes": {
        "transaction_users_block_height_idx": "CREATE INDEX transaction_users_block_height_idx ON em.transaction_users USING btree (block_height)"
      },
      "triggers": {}
    },
    "em.trigger_functions": {
      "columns": [
        {
          "name": "name",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "source",
          "type": "text",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "trigger_functions_pkey": "PRIMARY KEY (name)"
      },
      "indexes": {
        "trigger_functions_pkey": "CREATE UNIQUE INDEX trigger_functions_pkey ON em.trigger_functions USING btree (name)"
      },
      "triggers": {}
    },
    "em.undone_actions": {
      "columns": [
        {
          "name": "name",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "undone_in",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "undone_by",
          "type": "text",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {},
      "indexes": {
        "undone_actions_unfinished_idx": "CREATE INDEX undone_actions_unfinished_idx ON em.undone_actions USING btree (id, user_id) WHERE (undone_by IS NULL)"
      },
      "triggers": {}
    },
    "em.writer": {
      "columns": [
        {
          "name": "singleton",
          "type": "boolean",
          "notNull": true,
          "default": "true"
        },
        {
          "name": "token",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "process",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "since",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "writer_has_one_row": "CHECK (singleton)",
        "writer_pkey": "PRIMARY KEY (singleton)"
      },
      "indexes": {
        "writer_pkey": "CREATE UNIQUE INDEX writer_pkey ON em.writer USING btree (singleton)"
      },
      "triggers": {}
    },
    "em_rejections": {
      "columns": [
        {
          "name": "chain_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_index",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "handler",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "code",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "reason",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "edition",
          "type": "text",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "em_rejections_pkey": "PRIMARY KEY (chain_id, block_height, tx_index)"
      },
      "indexes": {
        "em_rejections_pkey": "CREATE UNIQUE INDEX em_rejections_pkey ON public.em_rejections USING btree (chain_id, block_height, tx_index)",
        "em_rejections_tx_hash_idx": "CREATE INDEX em_rejections_tx_hash_idx ON public.em_rejections USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "email_access": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('email_access_id_seq'::regclass)"
        },
        {
          "name": "email_owner_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "receiving_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "grantor_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "encrypted_key",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "is_initial",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        }
      ],
      "constraints": {
        "email_access_email_owner_user_id_receiving_user_id_grantor__key": "UNIQUE (email_owner_user_id, receiving_user_id, grantor_user_id)",
        "email_access_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "email_access_email_owner_user_id_receiving_user_id_grantor__key": "CREATE UNIQUE INDEX email_access_email_owner_user_id_receiving_user_id_grantor__key ON public.email_access USING btree (email_owner_user_id, receiving_user_id, grantor_user_id)",
        "email_access_pkey": "CREATE UNIQUE INDEX email_access_pkey ON public.email_access USING btree (id)",
        "idx_email_access_grantor": "CREATE INDEX idx_email_access_grantor ON public.email_access USING btree (grantor_user_id)",
        "idx_email_access_receiver": "CREATE INDEX idx_email_access_receiver ON public.email_access USING btree (receiving_user_id)"
      },
      "triggers": {}
    },
    "encrypted_emails": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('encrypted_emails_id_seq'::regclass)"
        },
        {
          "name": "email_owner_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "encrypted_email",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": "CURRENT_TIMESTAMP"
        }
      ],
      "constraints": {
        "encrypted_emails_email_owner_user_id_key": "UNIQUE (email_owner_user_id)",
        "encrypted_emails_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "encrypted_emails_email_owner_user_id_key": "CREATE UNIQUE INDEX encrypted_emails_email_owner_user_id_key ON public.encrypted_emails USING btree (email_owner_user_id)",
        "encrypted_emails_pkey": "CREATE UNIQUE INDEX encrypted_emails_pkey ON public.encrypted_emails USING btree (id)",
        "idx_encrypted_emails_email_address_owner_user_id": "CREATE INDEX idx_encrypted_emails_email_address_owner_user_id ON public.encrypted_emails USING btree (email_owner_user_id)"
      },
      "triggers": {}
    },
    "etl_addresses": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_addresses_id_seq'::regclass)"
        },
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "pub_key",
          "type": "bytea",
          "notNull": false,
          "default": null
        },
        {
          "name": "first_seen_block_height",
          "type": "bigint",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_addresses_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_addresses_pkey": "CREATE UNIQUE INDEX etl_addresses_pkey ON public.etl_addresses USING btree (id)"
      },
      "triggers": {}
    },
    "etl_blocks": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_blocks_id_seq'::regclass)"
        },
        {
          "name": "proposer_address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_time",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_blocks_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_blocks_block_height_desc_idx": "CREATE INDEX etl_blocks_block_height_desc_idx ON public.etl_blocks USING btree (block_height DESC)",
        "etl_blocks_block_height_idx": "CREATE INDEX etl_blocks_block_height_idx ON public.etl_blocks USING btree (block_height)",
        "etl_blocks_block_time_height_idx": "CREATE INDEX etl_blocks_block_time_height_idx ON public.etl_blocks USING btree (block_time DESC, block_height DESC)",
        "etl_blocks_block_time_idx": "CREATE INDEX etl_blocks_block_time_idx ON public.etl_blocks USING btree (block_time)",
        "etl_blocks_block_time_range_idx": "CREATE INDEX etl_blocks_block_time_range_idx ON public.etl_blocks USING btree (block_time, block_height)",
        "etl_blocks_id_desc_idx": "CREATE INDEX etl_blocks_id_desc_idx ON public.etl_blocks USING btree (id DESC)",
        "etl_blocks_pkey": "CREATE UNIQUE INDEX etl_blocks_pkey ON public.etl_blocks USING btree (id)"
      },
      "triggers": {
        "trigger_notify_new_block": "CREATE TRIGGER trigger_notify_new_block AFTER INSERT ON public.etl_blocks FOR EACH ROW EXECUTE FUNCTION notify_new_block()"
      }
    },
    "etl_manage_entities": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_manage_entities_id_seq'::regclass)"
        },
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_type",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_id",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "action",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "metadata",
          "type": "text",
          "notNull": false,
          "default": null
        },
        {
          "name": "signature",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "signer",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "nonce",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_manage_entities_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_manage_entities_cursor_idx": "CREATE INDEX etl_manage_entities_cursor_idx ON public.etl_manage_entities USING btree (block_height, id)",
        "etl_manage_entities_pkey": "CREATE UNIQUE INDEX etl_manage_entities_pkey ON public.etl_manage_entities USING btree (id)",
        "etl_manage_entities_tx_hash_action_entity_idx": "CREATE INDEX etl_manage_entities_tx_hash_action_entity_idx ON public.etl_manage_entities USING btree (tx_hash, action, entity_type)",
        "etl_manage_entities_tx_hash_idx": "CREATE INDEX etl_manage_entities_tx_hash_idx ON public.etl_manage_entities USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "etl_plays": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_plays_id_seq'::regclass)"
        },
        {
          "name": "user_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "track_id",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "city",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "region",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "country",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "played_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "listened_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "recorded_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_plays_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_plays_cursor_idx": "CREATE INDEX etl_plays_cursor_idx ON public.etl_plays USING btree (block_height, id)",
        "etl_plays_pkey": "CREATE UNIQUE INDEX etl_plays_pkey ON public.etl_plays USING btree (id)",
        "etl_plays_tx_hash_idx": "CREATE INDEX etl_plays_tx_hash_idx ON public.etl_plays USING btree (tx_hash)"
      },
      "triggers": {
        "trigger_notify_new_plays": "CREATE TRIGGER trigger_notify_new_plays AFTER INSERT ON public.etl_plays FOR EACH ROW EXECUTE FUNCTION notify_new_plays()"
      }
    },
    "etl_sla_node_reports": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_sla_node_reports_id_seq'::regclass)"
        },
        {
          "name": "sla_rollup_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "num_blocks_proposed",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "challenges_received",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "challenges_failed",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_sla_node_reports_pkey": "PRIMARY KEY (id)",
        "etl_sla_node_reports_sla_rollup_id_fkey": "FOREIGN KEY (sla_rollup_id) REFERENCES etl_sla_rollups(id)"
      },
      "indexes": {
        "etl_sla_node_reports_address_lower_idx": "CREATE INDEX etl_sla_node_reports_address_lower_idx ON public.etl_sla_node_reports USING btree (lower(address))",
        "etl_sla_node_reports_address_sla_rollup_idx": "CREATE INDEX etl_sla_node_reports_address_sla_rollup_idx ON public.etl_sla_node_reports USING btree (address, sla_rollup_id)",
        "etl_sla_node_reports_cursor_idx": "CREATE INDEX etl_sla_node_reports_cursor_idx ON public.etl_sla_node_reports USING btree (block_height, id)",
        "etl_sla_node_reports_pkey": "CREATE UNIQUE INDEX etl_sla_node_reports_pkey ON public.etl_sla_node_reports USING btree (id)",
        "etl_sla_node_reports_sla_rollup_id_idx": "CREATE INDEX etl_sla_node_reports_sla_rollup_id_idx ON public.etl_sla_node_reports USING btree (sla_rollup_id)"
      },
      "triggers": {}
    },
    "etl_sla_rollups": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_sla_rollups_id_seq'::regclass)"
        },
        {
          "name": "block_start",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_end",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "validator_count",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_quota",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "bps",
          "type": "double precision",
          "notNull": true,
          "default": null
        },
        {
          "name": "tps",
          "type": "double precision",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_sla_rollups_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_sla_rollups_block_height_desc_idx": "CREATE INDEX etl_sla_rollups_block_height_desc_idx ON public.etl_sla_rollups USING btree (block_height DESC, id DESC)",
        "etl_sla_rollups_cursor_idx": "CREATE INDEX etl_sla_rollups_cursor_idx ON public.etl_sla_rollups USING btree (block_height, id)",
        "etl_sla_rollups_latest_covering_idx": "CREATE INDEX etl_sla_rollups_latest_covering_idx ON public.etl_sla_rollups USING btree (block_height DESC, id DESC, block_start, block_end, validator_count, block_quota, bps, tps)",
        "etl_sla_rollups_pkey": "CREATE UNIQUE INDEX etl_sla_rollups_pkey ON public.etl_sla_rollups USING btree (id)",
        "etl_sla_rollups_tx_hash_idx": "CREATE INDEX etl_sla_rollups_tx_hash_idx ON public.etl_sla_rollups USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "etl_storage_proof_verifications": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_storage_proof_verifications_id_seq'::regclass)"
        },
        {
          "name": "height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "proof",
          "type": "bytea",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_storage_proof_verifications_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_storage_proof_verifications_cursor_idx": "CREATE INDEX etl_storage_proof_verifications_cursor_idx ON public.etl_storage_proof_verifications USING btree (block_height, id)",
        "etl_storage_proof_verifications_pkey": "CREATE UNIQUE INDEX etl_storage_proof_verifications_pkey ON public.etl_storage_proof_verifications USING btree (id)",
        "etl_storage_proof_verifications_tx_hash_idx": "CREATE INDEX etl_storage_proof_verifications_tx_hash_idx ON public.etl_storage_proof_verifications USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "etl_storage_proofs": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_storage_proofs_id_seq'::regclass)"
        },
        {
          "name": "height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "prover_addresses",
          "type": "text[]",
          "notNull": true,
          "default": null
        },
        {
          "name": "cid",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "proof_signature",
          "type": "bytea",
          "notNull": false,
          "default": null
        },
        {
          "name": "proof",
          "type": "bytea",
          "notNull": false,
          "default": null
        },
        {
          "name": "status",
          "type": "etl_proof_status",
          "notNull": true,
          "default": "'unresolved'::etl_proof_status"
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_storage_proofs_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_storage_proofs_cursor_idx": "CREATE INDEX etl_storage_proofs_cursor_idx ON public.etl_storage_proofs USING btree (block_height, id)",
        "etl_storage_proofs_height_address_idx": "CREATE INDEX etl_storage_proofs_height_address_idx ON public.etl_storage_proofs USING btree (height, address)",
        "etl_storage_proofs_height_idx": "CREATE INDEX etl_storage_proofs_height_idx ON public.etl_storage_proofs USING btree (height)",
        "etl_storage_proofs_height_range_idx": "CREATE INDEX etl_storage_proofs_height_range_idx ON public.etl_storage_proofs USING btree (height, address) WHERE (height >= 0)",
        "etl_storage_proofs_pkey": "CREATE UNIQUE INDEX etl_storage_proofs_pkey ON public.etl_storage_proofs USING btree (id)",
        "etl_storage_proofs_status_fail_idx": "CREATE INDEX etl_storage_proofs_status_fail_idx ON public.etl_storage_proofs USING btree (height, address) WHERE (status = 'fail'::etl_proof_status)",
        "etl_storage_proofs_status_unresolved_idx": "CREATE INDEX etl_storage_proofs_status_unresolved_idx ON public.etl_storage_proofs USING btree (height, address) WHERE (status = 'unresolved'::etl_proof_status)",
        "etl_storage_proofs_tx_hash_idx": "CREATE INDEX etl_storage_proofs_tx_hash_idx ON public.etl_storage_proofs USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "etl_transactions": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_transactions_id_seq'::regclass)"
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_index",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_type",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "address",
          "type": "text",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_transactions_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_transactions_address_filter_idx": "CREATE INDEX etl_transactions_address_filter_idx ON public.etl_transactions USING btree (lower(address), tx_type, created_at, block_height DESC, tx_index DESC)",
        "etl_transactions_address_idx": "CREATE INDEX etl_transactions_address_idx ON public.etl_transactions USING btree (address)",
        "etl_transactions_address_lower_idx": "CREATE INDEX etl_transactions_address_lower_idx ON public.etl_transactions USING btree (lower(address))",
        "etl_transactions_block_height_desc_idx": "CREATE INDEX etl_transactions_block_height_desc_idx ON public.etl_transactions USING btree (block_height DESC, tx_index DESC)",
        "etl_transactions_created_at_idx": "CREATE INDEX etl_transactions_created_at_idx ON public.etl_transactions USING btree (created_at)",
        "etl_transactions_created_at_type_idx": "CREATE INDEX etl_transactions_created_at_type_idx ON public.etl_transactions USING btree (created_at, tx_type)",
        "etl_transactions_cursor_idx": "CREATE INDEX etl_transactions_cursor_idx ON public.etl_transactions USING btree (block_height, id)",
        "etl_transactions_id_desc_idx": "CREATE INDEX etl_transactions_id_desc_idx ON public.etl_transactions USING btree (id DESC)",
        "etl_transactions_pkey": "CREATE UNIQUE INDEX etl_transactions_pkey ON public.etl_transactions USING btree (id)",
        "etl_transactions_tx_hash_idx": "CREATE UNIQUE INDEX etl_transactions_tx_hash_idx ON public.etl_transactions USING btree (tx_hash)",
        "etl_transactions_tx_type_idx": "CREATE INDEX etl_transactions_tx_type_idx ON public.etl_transactions USING btree (tx_type)"
      },
      "triggers": {}
    },
    "etl_validator_deregistrations": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_validator_deregistrations_id_seq'::regclass)"
        },
        {
          "name": "comet_address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "comet_pubkey",
          "type": "bytea",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_validator_deregistrations_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_validator_deregistrations_comet_address_idx": "CREATE INDEX etl_validator_deregistrations_comet_address_idx ON public.etl_validator_deregistrations USING btree (comet_address)",
        "etl_validator_deregistrations_cursor_idx": "CREATE INDEX etl_validator_deregistrations_cursor_idx ON public.etl_validator_deregistrations USING btree (block_height, id)",
        "etl_validator_deregistrations_pkey": "CREATE UNIQUE INDEX etl_validator_deregistrations_pkey ON public.etl_validator_deregistrations USING btree (id)",
        "etl_validator_deregistrations_tx_hash_idx": "CREATE INDEX etl_validator_deregistrations_tx_hash_idx ON public.etl_validator_deregistrations USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "etl_validator_misbehavior_deregistrations": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_validator_misbehavior_deregistrations_id_seq'::regclass)"
        },
        {
          "name": "comet_address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "pub_key",
          "type": "bytea",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_validator_misbehavior_deregistrations_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_validator_misbehavior_deregistrations_cursor_idx": "CREATE INDEX etl_validator_misbehavior_deregistrations_cursor_idx ON public.etl_validator_misbehavior_deregistrations USING btree (block_height, id)",
        "etl_validator_misbehavior_deregistrations_pkey": "CREATE UNIQUE INDEX etl_validator_misbehavior_deregistrations_pkey ON public.etl_validator_misbehavior_deregistrations USING btree (id)"
      },
      "triggers": {}
    },
    "etl_validator_registrations": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_validator_registrations_id_seq'::regclass)"
        },
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "endpoint",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "comet_address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "eth_block",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "node_type",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "spid",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "comet_pubkey",
          "type": "bytea",
          "notNull": true,
          "default": null
        },
        {
          "name": "voting_power",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_height",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "tx_hash",
          "type": "text",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_validator_registrations_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_validator_registrations_comet_address_idx": "CREATE INDEX etl_validator_registrations_comet_address_idx ON public.etl_validator_registrations USING btree (comet_address)",
        "etl_validator_registrations_cursor_idx": "CREATE INDEX etl_validator_registrations_cursor_idx ON public.etl_validator_registrations USING btree (block_height, id)",
        "etl_validator_registrations_pkey": "CREATE UNIQUE INDEX etl_validator_registrations_pkey ON public.etl_validator_registrations USING btree (id)",
        "etl_validator_registrations_tx_hash_idx": "CREATE INDEX etl_validator_registrations_tx_hash_idx ON public.etl_validator_registrations USING btree (tx_hash)"
      },
      "triggers": {}
    },
    "etl_validators": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('etl_validators_id_seq'::regclass)"
        },
        {
          "name": "address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "endpoint",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "comet_address",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "node_type",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "spid",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "voting_power",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "status",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "registered_at",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "deregistered_at",
          "type": "bigint",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "etl_validators_endpoint_key": "UNIQUE (endpoint)",
        "etl_validators_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "etl_validators_active_reports_idx": "CREATE INDEX etl_validators_active_reports_idx ON public.etl_validators USING btree (status, comet_address) WHERE (status = 'active'::text)",
        "etl_validators_address_lower_idx": "CREATE INDEX etl_validators_address_lower_idx ON public.etl_validators USING btree (lower(address))",
        "etl_validators_comet_address_idx": "CREATE INDEX etl_validators_comet_address_idx ON public.etl_validators USING btree (comet_address)",
        "etl_validators_comet_address_lower_idx": "CREATE INDEX etl_validators_comet_address_lower_idx ON public.etl_validators USING btree (lower(comet_address))",
        "etl_validators_endpoint_key": "CREATE UNIQUE INDEX etl_validators_endpoint_key ON public.etl_validators USING btree (endpoint)",
        "etl_validators_pkey": "CREATE UNIQUE INDEX etl_validators_pkey ON public.etl_validators USING btree (id)",
        "etl_validators_status_covering_idx": "CREATE INDEX etl_validators_status_covering_idx ON public.etl_validators USING btree (status, comet_address, endpoint, node_type, spid, voting_power) WHERE (status = 'active'::text)",
        "etl_validators_status_idx": "CREATE INDEX etl_validators_status_idx ON public.etl_validators USING btree (status)"
      },
      "triggers": {}
    },
    "events": {
      "columns": [
        {
          "name": "event_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "event_type",
          "type": "event_type",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "entity_type",
          "type": "event_entity_type",
          "notNull": false,
          "default": null
        },
        {
          "name": "entity_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "end_date",
          "type": "timestamp without time zone",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_deleted",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "event_data",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "events_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number)",
        "events_pkey": "PRIMARY KEY (event_id)"
      },
      "indexes": {
        "events_pkey": "CREATE UNIQUE INDEX events_pkey ON public.events USING btree (event_id)",
        "idx_events_created_at": "CREATE INDEX idx_events_created_at ON public.events USING btree (created_at)",
        "idx_events_end_date": "CREATE INDEX idx_events_end_date ON public.events USING btree (end_date)",
        "idx_events_entity_id": "CREATE INDEX idx_events_entity_id ON public.events USING btree (entity_id)",
        "idx_events_entity_type": "CREATE INDEX idx_events_entity_type ON public.events USING btree (entity_type)",
        "idx_events_event_type": "CREATE INDEX idx_events_event_type ON public.events USING btree (event_type)"
      },
      "triggers": {}
    },
    "follows": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "follower_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "followee_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "follows_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "follows_pkey": "PRIMARY KEY (follower_user_id, followee_user_id, txhash)"
      },
      "indexes": {
        "follows_blocknumber_idx": "CREATE INDEX follows_blocknumber_idx ON public.follows USING btree (blocknumber)",
        "follows_current_uniq_idx": "CREATE UNIQUE INDEX follows_current_uniq_idx ON public.follows USING btree (follower_user_id, followee_user_id) WHERE (is_current = true)",
        "follows_inbound_idx": "CREATE INDEX follows_inbound_idx ON public.follows USING btree (followee_user_id, follower_user_id, is_delete)",
        "follows_pkey": "CREATE UNIQUE INDEX follows_pkey ON public.follows USING btree (follower_user_id, followee_user_id, txhash)",
        "idx_fanout": "CREATE INDEX idx_fanout ON public.follows USING btree (follower_user_id, followee_user_id)",
        "idx_fanout_not_deleted": "CREATE INDEX idx_fanout_not_deleted ON public.follows USING btree (follower_user_id, followee_user_id) WHERE (is_delete = false)",
        "ix_follows_followee_user_id": "CREATE INDEX ix_follows_followee_user_id ON public.follows USING btree (followee_user_id)",
        "ix_follows_follower_user_id": "CREATE INDEX ix_follows_follower_user_id ON public.follows USING btree (follower_user_id)"
      },
      "triggers": {}
    },
    "grants": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "grantee_address",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_revoked",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_approved",
          "type": "boolean",
          "notNull": false,
          "default": null
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "grants_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "grants_pkey": "PRIMARY KEY (grantee_address, user_id, txhash)"
      },
      "indexes": {
        "grants_pkey": "CREATE UNIQUE INDEX grants_pkey ON public.grants USING btree (grantee_address, user_id, txhash)",
        "idx_grants_grantee_address": "CREATE INDEX idx_grants_grantee_address ON public.grants USING btree (grantee_address, is_revoked, created_at DESC) WHERE (is_current = true)",
        "idx_grants_user_id": "CREATE INDEX idx_grants_user_id ON public.grants USING btree (user_id)"
      },
      "triggers": {}
    },
    "muted_users": {
      "columns": [
        {
          "name": "muted_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "txhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "muted_users_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "muted_users_pkey": "PRIMARY KEY (muted_user_id, user_id)"
      },
      "indexes": {
        "muted_users_pkey": "CREATE UNIQUE INDEX muted_users_pkey ON public.muted_users USING btree (muted_user_id, user_id)"
      },
      "triggers": {}
    },
    "notification": {
      "columns": [
        {
          "name": "id",
          "type": "bigint",
          "notNull": true,
          "default": "nextval('notification_id_seq'::regclass)"
        },
        {
          "name": "specifier",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "group_id",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "type",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "timestamp",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "data",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_ids",
          "type": "integer[]",
          "notNull": false,
          "default": null
        },
        {
          "name": "type_v2",
          "type": "character varying",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "notification_pkey": "PRIMARY KEY (id)",
        "uq_notification": "UNIQUE (group_id, specifier)"
      },
      "indexes": {
        "ix_announcement": "CREATE INDEX ix_announcement ON public.notification USING btree (type, \"timestamp\") WHERE ((type)::text = 'announcement'::text)",
        "ix_notification": "CREATE INDEX ix_notification ON public.notification USING gin (user_ids)",
        "ix_notification_cooldown_user_ids": "CREATE INDEX ix_notification_cooldown_user_ids ON public.notification USING gin (user_ids) WHERE ((type)::text = 'reward_in_cooldown'::text)",
        "notification_multi_recipient_user_ids_idx": "CREATE INDEX notification_multi_recipient_user_ids_idx ON public.notification USING gin (user_ids) WHERE (COALESCE(array_length(user_ids, 1), 0) <> 1)",
        "notification_pkey": "CREATE UNIQUE INDEX notification_pkey ON public.notification USING btree (id)",
        "notification_single_recipient_user_timestamp_idx": "CREATE INDEX notification_single_recipient_user_timestamp_idx ON public.notification USING btree ((user_ids[1]), \"timestamp\" DESC, group_id DESC, type) WHERE (array_length(user_ids, 1) = 1)",
        "uq_notification": "CREATE UNIQUE INDEX uq_notification ON public.notification USING btree (group_id, specifier)"
      },
      "triggers": {}
    },
    "notification_seen": {
      "columns": [
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "seen_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "notification_seen_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "notification_seen_pkey": "PRIMARY KEY (user_id, seen_at)"
      },
      "indexes": {
        "notification_seen_blocknumber_idx": "CREATE INDEX notification_seen_blocknumber_idx ON public.notification_seen USING btree (blocknumber)",
        "notification_seen_pkey": "CREATE UNIQUE INDEX notification_seen_pkey ON public.notification_seen USING btree (user_id, seen_at)"
      },
      "triggers": {}
    },
    "oauth_redirect_uris": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('oauth_redirect_uris_id_seq'::regclass)"
        },
        {
          "name": "client_id",
          "type": "character varying(255)",
          "notNull": true,
          "default": null
        },
        {
          "name": "redirect_uri",
          "type": "text",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": "now()"
        }
      ],
      "constraints": {
        "oauth_redirect_uris_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "ix_oauth_redirect_uris_client_id": "CREATE INDEX ix_oauth_redirect_uris_client_id ON public.oauth_redirect_uris USING btree (client_id)",
        "oauth_redirect_uris_pkey": "CREATE UNIQUE INDEX oauth_redirect_uris_pkey ON public.oauth_redirect_uris USING btree (id)"
      },
      "triggers": {}
    },
    "playlist_routes": {
      "columns": [
        {
          "name": "slug",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "title_slug",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "collision_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "owner_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "playlist_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "playlist_routes_pkey": "PRIMARY KEY (owner_id, slug)"
      },
      "indexes": {
        "playlist_routes_owner_title_slug_idx": "CREATE INDEX playlist_routes_owner_title_slug_idx ON public.playlist_routes USING btree (owner_id, title_slug, collision_id)",
        "playlist_routes_pkey": "CREATE UNIQUE INDEX playlist_routes_pkey ON public.playlist_routes USING btree (owner_id, slug)",
        "playlist_routes_playlist_id_idx": "CREATE INDEX playlist_routes_playlist_id_idx ON public.playlist_routes USING btree (playlist_id)"
      },
      "triggers": {}
    },
    "playlist_seen": {
      "columns": [
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "playlist_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "seen_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "playlist_seen_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "playlist_seen_pkey": "PRIMARY KEY (user_id, playlist_id, seen_at)"
      },
      "indexes": {
        "playlist_seen_pkey": "CREATE UNIQUE INDEX playlist_seen_pkey ON public.playlist_seen USING btree (user_id, playlist_id, seen_at)"
      },
      "triggers": {}
    },
    "playlist_tracks": {
      "columns": [
        {
          "name": "playlist_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_removed",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp with time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        }
      ],
      "constraints": {
        "playlist_tracks_pkey": "PRIMARY KEY (playlist_id, track_id)"
      },
      "indexes": {
        "idx_playlist_tracks_track_id": "CREATE INDEX idx_playlist_tracks_track_id ON public.playlist_tracks USING btree (track_id, created_at)",
        "playlist_tracks_pkey": "CREATE UNIQUE INDEX playlist_tracks_pkey ON public.playlist_tracks USING btree (playlist_id, track_id)"
      },
      "triggers": {}
    },
    "playlists": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "playlist_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "playlist_owner_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_album",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_private",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "playlist_name",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "playlist_contents",
          "type": "jsonb",
          "notNull": true,
          "default": null
        },
        {
          "name": "playlist_image_multihash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "description",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "upc",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "playlist_image_sizes_multihash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "last_added_to",
          "type": "timestamp without time zone",
          "notNull": false,
          "default": null
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "metadata_multihash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_image_autogenerated",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "stream_conditions",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "ddex_app",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "ddex_release_ids",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "artists",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "copyright_line",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "producer_copyright_line",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "parental_warning_type",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_scheduled_release",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "release_date",
          "type": "timestamp without time zone",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_stream_gated",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        }
      ],
      "constraints": {
        "playlists_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "playlists_pkey": "PRIMARY KEY (playlist_id, txhash)"
      },
      "indexes": {
        "idx_playlist_status": "CREATE INDEX idx_playlist_status ON public.playlists USING btree (playlist_id, is_album, is_private, is_delete, is_current)",
        "idx_playlists_albums_published": "CREATE INDEX idx_playlists_albums_published ON public.playlists USING btree (playlist_id) WHERE ((is_album = true) AND (is_delete = false) AND (is_current = true))",
        "playlist_created_at_idx": "CREATE INDEX playlist_created_at_idx ON public.playlists USING btree (created_at)",
        "playlist_owner_idx": "CREATE INDEX playlist_owner_idx ON public.playlists USING btree (playlist_owner_id, created_at)",
        "playlists_blocknumber_idx": "CREATE INDEX playlists_blocknumber_idx ON public.playlists USING btree (blocknumber)",
        "playlists_pkey": "CREATE UNIQUE INDEX playlists_pkey ON public.playlists USING btree (playlist_id, txhash)",
        "playlists_scheduled_release_due_idx": "CREATE INDEX playlists_scheduled_release_due_idx ON public.playlists USING btree (release_date) WHERE ((is_private = true) AND (is_album = true) AND (is_scheduled_release = true) AND (release_date IS NOT NULL) AND (is_current = true) AND (is_delete = false))"
      },
      "triggers": {}
    },
    "plays": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('plays_id_seq'::regclass)"
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "source",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "play_item_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "signature",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "city",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "region",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "country",
          "type": "character varying",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "plays_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "ix_plays_created_at": "CREATE INDEX ix_plays_created_at ON public.plays USING btree (created_at)",
        "ix_plays_slot": "CREATE INDEX ix_plays_slot ON public.plays USING btree (slot)",
        "ix_plays_sol_signature": "CREATE INDEX ix_plays_sol_signature ON public.plays USING btree (signature)",
        "ix_plays_user_hour": "CREATE INDEX ix_plays_user_hour ON public.plays USING btree (user_id, date_trunc('hour'::text, created_at)) WHERE (user_id IS NOT NULL)",
        "ix_plays_user_track_date": "CREATE INDEX ix_plays_user_track_date ON public.plays USING btree (user_id, play_item_id, created_at) WHERE (user_id IS NOT NULL)",
        "plays_pkey": "CREATE UNIQUE INDEX plays_pkey ON public.plays USING btree (id)"
      },
      "triggers": {}
    },
    "reactions": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('reactions_id_seq'::regclass)"
        },
        {
          "name": "reaction_value",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "sender_wallet",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "reaction_type",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "reacted_to",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "timestamp",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "reactions_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "reactions_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "ix_reactions_reacted_to_reaction_type": "CREATE INDEX ix_reactions_reacted_to_reaction_type ON public.reactions USING btree (reacted_to, reaction_type)",
        "reactions_pkey": "CREATE UNIQUE INDEX reactions_pkey ON public.reactions USING btree (id)"
      },
      "triggers": {}
    },
    "remixes": {
      "columns": [
        {
          "name": "parent_track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "child_track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "remixes_pkey": "PRIMARY KEY (parent_track_id, child_track_id)"
      },
      "indexes": {
        "remixes_child_idx": "CREATE INDEX remixes_child_idx ON public.remixes USING btree (child_track_id, parent_track_id)",
        "remixes_pkey": "CREATE UNIQUE INDEX remixes_pkey ON public.remixes USING btree (parent_track_id, child_track_id)"
      },
      "triggers": {}
    },
    "reposts": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "repost_item_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "repost_type",
          "type": "reposttype",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_repost_of_repost",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        }
      ],
      "constraints": {
        "reposts_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "reposts_pkey": "PRIMARY KEY (user_id, repost_item_id, repost_type, txhash)"
      },
      "indexes": {
        "reposts_current_uniq_idx": "CREATE UNIQUE INDEX reposts_current_uniq_idx ON public.reposts USING btree (user_id, repost_item_id, repost_type) WHERE (is_current = true)",
        "reposts_item_idx": "CREATE INDEX reposts_item_idx ON public.reposts USING btree (repost_item_id, repost_type, user_id, is_delete)",
        "reposts_new_blocknumber_idx": "CREATE INDEX reposts_new_blocknumber_idx ON public.reposts USING btree (blocknumber)",
        "reposts_new_created_at_idx": "CREATE INDEX reposts_new_created_at_idx ON public.reposts USING btree (created_at)",
        "reposts_pkey": "CREATE UNIQUE INDEX reposts_pkey ON public.reposts USING btree (user_id, repost_item_id, repost_type, txhash)",
        "reposts_user_created_at_active_idx": "CREATE INDEX reposts_user_created_at_active_idx ON public.reposts USING btree (user_id, created_at DESC) INCLUDE (repost_type, repost_item_id) WHERE (is_delete = false)",
        "reposts_user_idx": "CREATE INDEX reposts_user_idx ON public.reposts USING btree (user_id, repost_type, repost_item_id, created_at, is_delete)"
      },
      "triggers": {}
    },
    "saves": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "save_item_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "save_type",
          "type": "savetype",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_save_of_repost",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        }
      ],
      "constraints": {
        "saves_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "saves_pkey": "PRIMARY KEY (user_id, save_item_id, save_type, txhash)"
      },
      "indexes": {
        "saves_current_uniq_idx": "CREATE UNIQUE INDEX saves_current_uniq_idx ON public.saves USING btree (user_id, save_item_id, save_type) WHERE (is_current = true)",
        "saves_item_idx": "CREATE INDEX saves_item_idx ON public.saves USING btree (save_item_id, save_type, user_id, is_delete)",
        "saves_new_blocknumber_idx": "CREATE INDEX saves_new_blocknumber_idx ON public.saves USING btree (blocknumber)",
        "saves_pkey": "CREATE UNIQUE INDEX saves_pkey ON public.saves USING btree (user_id, save_item_id, save_type, txhash)",
        "saves_user_idx": "CREATE INDEX saves_user_idx ON public.saves USING btree (user_id, save_type, save_item_id, is_delete)",
        "saves_user_track_current_blocknumber_idx": "CREATE INDEX saves_user_track_current_blocknumber_idx ON public.saves USING btree (user_id, blocknumber, save_item_id DESC) INCLUDE (created_at) WHERE ((save_type = 'track'::savetype) AND (is_current = true) AND (is_delete = false))"
      },
      "triggers": {}
    },
    "shares": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "share_item_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "share_type",
          "type": "sharetype",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "shares_pkey": "PRIMARY KEY (user_id, share_item_id, share_type, txhash)"
      },
      "indexes": {
        "shares_item_idx": "CREATE INDEX shares_item_idx ON public.shares USING btree (share_item_id, share_type, user_id)",
        "shares_new_blocknumber_idx": "CREATE INDEX shares_new_blocknumber_idx ON public.shares USING btree (blocknumber)",
        "shares_new_created_at_idx": "CREATE INDEX shares_new_created_at_idx ON public.shares USING btree (created_at)",
        "shares_pkey": "CREATE UNIQUE INDEX shares_pkey ON public.shares USING btree (user_id, share_item_id, share_type, txhash)",
        "shares_slot_idx": "CREATE INDEX shares_slot_idx ON public.shares USING btree (slot)",
        "shares_user_idx": "CREATE INDEX shares_user_idx ON public.shares USING btree (user_id, share_type, share_item_id, created_at)"
      },
      "triggers": {}
    },
    "skipped_transactions": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('skipped_transactions_id_seq'::regclass)"
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "level",
          "type": "skippedtransactionlevel",
          "notNull": true,
          "default": "'node'::skippedtransactionlevel"
        }
      ],
      "constraints": {
        "skipped_transactions_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "skipped_transactions_pkey": "CREATE UNIQUE INDEX skipped_transactions_pkey ON public.skipped_transactions USING btree (id)"
      },
      "triggers": {}
    },
    "stems": {
      "columns": [
        {
          "name": "parent_track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "child_track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "stems_pkey": "PRIMARY KEY (parent_track_id, child_track_id)"
      },
      "indexes": {
        "stems_pkey": "CREATE UNIQUE INDEX stems_pkey ON public.stems USING btree (parent_track_id, child_track_id)"
      },
      "triggers": {}
    },
    "subscriptions": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "subscriber_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "entity_type",
          "type": "text",
          "notNull": true,
          "default": "'User'::text"
        },
        {
          "name": "entity_id",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "subscriptions_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "subscriptions_pkey": "PRIMARY KEY (subscriber_id, user_id, txhash)"
      },
      "indexes": {
        "ix_subscriptions_blocknumber": "CREATE INDEX ix_subscriptions_blocknumber ON public.subscriptions USING btree (blocknumber)",
        "ix_subscriptions_entity_type_entity_id": "CREATE INDEX ix_subscriptions_entity_type_entity_id ON public.subscriptions USING btree (entity_type, entity_id)",
        "ix_subscriptions_user_id": "CREATE INDEX ix_subscriptions_user_id ON public.subscriptions USING btree (user_id)",
        "subscriptions_current_uniq_idx": "CREATE UNIQUE INDEX subscriptions_current_uniq_idx ON public.subscriptions USING btree (subscriber_id, user_id, entity_type) WHERE (is_current = true)",
        "subscriptions_entity_type_entity_id_idx": "CREATE INDEX subscriptions_entity_type_entity_id_idx ON public.subscriptions USING btree (entity_type, entity_id) WHERE ((is_current = true) AND (is_delete = false))",
        "subscriptions_pkey": "CREATE UNIQUE INDEX subscriptions_pkey ON public.subscriptions USING btree (subscriber_id, user_id, txhash)"
      },
      "triggers": {}
    },
    "track_collaborators": {
      "columns": [
        {
          "name": "track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "collaborator_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "invited_by",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "status",
          "type": "text",
          "notNull": true,
          "default": "'pending'::text"
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "track_collaborators_pkey": "PRIMARY KEY (track_id, collaborator_user_id)",
        "track_collaborators_status_check": "CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'rejected'::text])))"
      },
      "indexes": {
        "idx_track_collaborators_collaborator": "CREATE INDEX idx_track_collaborators_collaborator ON public.track_collaborators USING btree (collaborator_user_id, status, track_id)",
        "track_collaborators_pkey": "CREATE UNIQUE INDEX track_collaborators_pkey ON public.track_collaborators USING btree (track_id, collaborator_user_id)"
      },
      "triggers": {}
    },
    "track_downloads": {
      "columns": [
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "parent_track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "city",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "region",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "country",
          "type": "character varying",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "track_downloads_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "track_downloads_pkey": "PRIMARY KEY (parent_track_id, track_id, txhash)"
      },
      "indexes": {
        "idx_track_downloads_track_id": "CREATE INDEX idx_track_downloads_track_id ON public.track_downloads USING btree (track_id)",
        "idx_track_downloads_user_id": "CREATE INDEX idx_track_downloads_user_id ON public.track_downloads USING btree (user_id)",
        "track_downloads_pkey": "CREATE UNIQUE INDEX track_downloads_pkey ON public.track_downloads USING btree (parent_track_id, track_id, txhash)"
      },
      "triggers": {}
    },
    "track_price_history": {
      "columns": [
        {
          "name": "track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "splits",
          "type": "jsonb",
          "notNull": true,
          "default": null
        },
        {
          "name": "total_price_cents",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_timestamp",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "access",
          "type": "usdc_purchase_access_type",
          "notNull": true,
          "default": "'stream'::usdc_purchase_access_type"
        }
      ],
      "constraints": {
        "track_price_history_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "track_price_history_pkey": "PRIMARY KEY (track_id, block_timestamp)"
      },
      "indexes": {
        "track_price_history_pkey": "CREATE UNIQUE INDEX track_price_history_pkey ON public.track_price_history USING btree (track_id, block_timestamp)"
      },
      "triggers": {}
    },
    "track_routes": {
      "columns": [
        {
          "name": "slug",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "title_slug",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "collision_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "owner_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "track_routes_pkey": "PRIMARY KEY (owner_id, slug)"
      },
      "indexes": {
        "track_routes_owner_title_slug_idx": "CREATE INDEX track_routes_owner_title_slug_idx ON public.track_routes USING btree (owner_id, title_slug, collision_id)",
        "track_routes_pkey": "CREATE UNIQUE INDEX track_routes_pkey ON public.track_routes USING btree (owner_id, slug)",
        "track_routes_track_id_idx": "CREATE INDEX track_routes_track_id_idx ON public.track_routes USING btree (track_id)"
      },
      "triggers": {}
    },
    "tracks": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "track_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_delete",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "owner_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "title",
          "type": "text",
          "notNull": false,
          "default": null
        },
        {
          "name": "cover_art",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "tags",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "genre",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "mood",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "credits_splits",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "create_date",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "file_type",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "metadata_multihash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "description",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "isrc",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "iswc",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "license",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "cover_art_sizes",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_unlisted",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "field_visibility",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "route_id",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "stem_of",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "remix_of",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_available",
          "type": "boolean",
          "notNull": true,
          "default": "true"
        },
        {
          "name": "stream_conditions",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "track_cid",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_playlist_upload",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "duration",
          "type": "integer",
          "notNull": false,
          "default": "0"
        },
        {
          "name": "ai_attribution_user_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "preview_cid",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "audio_upload_id",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "preview_start_seconds",
          "type": "double precision",
          "notNull": false,
          "default": null
        },
        {
          "name": "release_date",
          "type": "timestamp without time zone",
          "notNull": false,
          "default": null
        },
        {
          "name": "track_segments",
          "type": "jsonb",
          "notNull": true,
          "default": "'[]'::jsonb"
        },
        {
          "name": "is_scheduled_release",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "is_downloadable",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "download_conditions",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_original_available",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "orig_file_cid",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "orig_filename",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "playlists_containing_track",
          "type": "integer[]",
          "notNull": true,
          "default": "'{}'::integer[]"
        },
        {
          "name": "placement_hosts",
          "type": "text",
          "notNull": false,
          "default": null
        },
        {
          "name": "ddex_app",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "ddex_release_ids",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "artists",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "resource_contributors",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "indirect_resource_contributors",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "rights_controller",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "copyright_line",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "producer_copyright_line",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "parental_warning_type",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "playlists_previously_containing_track",
          "type": "jsonb",
          "notNull": true,
          "default": "jsonb_build_object()"
        },
        {
          "name": "allowed_api_keys",
          "type": "text[]",
          "notNull": false,
          "default": null
        },
        {
          "name": "bpm",
          "type": "double precision",
          "notNull": false,
          "default": null
        },
        {
          "name": "musical_key",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "audio_analysis_error_count",
          "type": "integer",
          "notNull": true,
          "default": "0"
        },
        {
          "name": "is_custom_bpm",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "is_custom_musical_key",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "comments_disabled",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "pinned_comment_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "cover_original_song_title",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "cover_original_artist",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_owned_by_user",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "is_stream_gated",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "is_download_gated",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "no_ai_use",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "parental_warning",
          "type": "parental_warning_type",
          "notNull": false,
          "default": null
        },
        {
          "name": "territory_codes",
          "type": "text[]",
          "notNull": false,
          "default": null
        },
        {
          "name": "access_authorities",
          "type": "text[]",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "check_territory_codes": "CHECK (validate_territory_codes(territory_codes))",
        "tracks_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "tracks_pkey": "PRIMARY KEY (track_id, txhash)"
      },
      "indexes": {
        "fix_tracks_top_genre_users_idx": "CREATE INDEX fix_tracks_top_genre_users_idx ON public.tracks USING btree (track_id, owner_id, genre, is_unlisted, is_delete) WHERE (stem_of IS NULL)",
        "idx_ddex_release_ids": "CREATE INDEX idx_ddex_release_ids ON public.tracks USING gin (ddex_release_ids)",
        "idx_track_status": "CREATE INDEX idx_track_status ON public.tracks USING btree (track_id, is_unlisted, is_available, is_delete, is_current)",
        "idx_tracks_stream_conditions_gin": "CREATE INDEX idx_tracks_stream_conditions_gin ON public.tracks USING gin (stream_conditions)",
        "track_created_at_idx": "CREATE INDEX track_created_at_idx ON public.tracks USING btree (created_at)",
        "track_owner_id_idx": "CREATE INDEX track_owner_id_idx ON public.tracks USING btree (owner_id)",
        "track_owner_idx": "CREATE INDEX track_owner_idx ON public.tracks USING btree (owner_id, created_at)",
        "tracks_ai_attribution_user_id": "CREATE INDEX tracks_ai_attribution_user_id ON public.tracks USING btree (ai_attribution_user_id) WHERE (ai_attribution_user_id IS NOT NULL)",
        "tracks_blocknumber_idx": "CREATE INDEX tracks_blocknumber_idx ON public.tracks USING btree (blocknumber)",
        "tracks_pkey": "CREATE UNIQUE INDEX tracks_pkey ON public.tracks USING btree (track_id, txhash)",
        "tracks_scheduled_release_due_idx": "CREATE INDEX tracks_scheduled_release_due_idx ON public.tracks USING btree (release_date) WHERE ((is_unlisted = true) AND (is_scheduled_release = true) AND (release_date IS NOT NULL) AND (is_current = true) AND (is_delete = false))",
        "tracks_track_cid_idx": "CREATE INDEX tracks_track_cid_idx ON public.tracks USING btree (track_cid, is_delete)"
      },
      "triggers": {}
    },
    "usdc_purchases": {
      "columns": [
        {
          "name": "slot",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "signature",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "buyer_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "seller_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "amount",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "content_type",
          "type": "usdc_purchase_content_type",
          "notNull": true,
          "default": null
        },
        {
          "name": "content_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "extra_amount",
          "type": "bigint",
          "notNull": true,
          "default": "0"
        },
        {
          "name": "access",
          "type": "usdc_purchase_access_type",
          "notNull": true,
          "default": "'stream'::usdc_purchase_access_type"
        },
        {
          "name": "city",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "region",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "country",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "vendor",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "splits",
          "type": "jsonb",
          "notNull": true,
          "default": null
        }
      ],
      "constraints": {
        "usdc_purchases_pkey": "PRIMARY KEY (slot, signature)"
      },
      "indexes": {
        "idx_usdc_purchases_buyer": "CREATE INDEX idx_usdc_purchases_buyer ON public.usdc_purchases USING btree (buyer_user_id)",
        "idx_usdc_purchases_seller": "CREATE INDEX idx_usdc_purchases_seller ON public.usdc_purchases USING btree (seller_user_id)",
        "idx_usdc_purchases_type": "CREATE INDEX idx_usdc_purchases_type ON public.usdc_purchases USING btree (content_type)",
        "usdc_purchases_pkey": "CREATE UNIQUE INDEX usdc_purchases_pkey ON public.usdc_purchases USING btree (slot, signature)"
      },
      "triggers": {}
    },
    "user_events": {
      "columns": [
        {
          "name": "id",
          "type": "integer",
          "notNull": true,
          "default": "nextval('user_events_id_seq'::regclass)"
        },
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "referrer",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_mobile_user",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "user_events_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "user_events_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "ix_user_events_blocknumber": "CREATE INDEX ix_user_events_blocknumber ON public.user_events USING btree (blocknumber)",
        "user_events_pkey": "CREATE UNIQUE INDEX user_events_pkey ON public.user_events USING btree (id)",
        "user_events_user_id_idx": "CREATE INDEX user_events_user_id_idx ON public.user_events USING btree (user_id)"
      },
      "triggers": {}
    },
    "user_payout_wallet_history": {
      "columns": [
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "spl_usdc_payout_wallet",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "block_timestamp",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        }
      ],
      "constraints": {
        "user_payout_wallet_history_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "user_payout_wallet_history_pkey": "PRIMARY KEY (user_id, block_timestamp)"
      },
      "indexes": {
        "user_payout_wallet_history_pkey": "CREATE UNIQUE INDEX user_payout_wallet_history_pkey ON public.user_payout_wallet_history USING btree (user_id, block_timestamp)"
      },
      "triggers": {}
    },
    "user_tips": {
      "columns": [
        {
          "name": "slot",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "signature",
          "type": "character varying",
          "notNull": true,
          "default": null
        },
        {
          "name": "sender_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "receiver_user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "amount",
          "type": "bigint",
          "notNull": true,
          "default": null
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        }
      ],
      "constraints": {
        "user_tips_pkey": "PRIMARY KEY (slot, signature)"
      },
      "indexes": {
        "ix_user_tips_receiver_user_id": "CREATE INDEX ix_user_tips_receiver_user_id ON public.user_tips USING btree (receiver_user_id)",
        "ix_user_tips_sender_user_id": "CREATE INDEX ix_user_tips_sender_user_id ON public.user_tips USING btree (sender_user_id)",
        "ix_user_tips_slot": "CREATE INDEX ix_user_tips_slot ON public.user_tips USING btree (slot)",
        "user_tips_pkey": "CREATE UNIQUE INDEX user_tips_pkey ON public.user_tips USING btree (slot, signature)"
      },
      "triggers": {}
    },
    "users": {
      "columns": [
        {
          "name": "blockhash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_id",
          "type": "integer",
          "notNull": true,
          "default": null
        },
        {
          "name": "is_current",
          "type": "boolean",
          "notNull": true,
          "default": null
        },
        {
          "name": "handle",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "wallet",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "name",
          "type": "text",
          "notNull": false,
          "default": null
        },
        {
          "name": "profile_picture",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "cover_photo",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "bio",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "location",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "metadata_multihash",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "creator_node_endpoint",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "blocknumber",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_verified",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "created_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "updated_at",
          "type": "timestamp without time zone",
          "notNull": true,
          "default": "CURRENT_TIMESTAMP"
        },
        {
          "name": "handle_lc",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "cover_photo_sizes",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "profile_picture_sizes",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "primary_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "secondary_ids",
          "type": "integer[]",
          "notNull": false,
          "default": null
        },
        {
          "name": "replica_set_update_signer",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "has_collectibles",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "txhash",
          "type": "character varying",
          "notNull": true,
          "default": "''::character varying"
        },
        {
          "name": "playlist_library",
          "type": "jsonb",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_deactivated",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "slot",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_storage_account",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "user_authority_account",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "artist_pick_track_id",
          "type": "integer",
          "notNull": false,
          "default": null
        },
        {
          "name": "is_available",
          "type": "boolean",
          "notNull": true,
          "default": "true"
        },
        {
          "name": "is_storage_v2",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "allow_ai_attribution",
          "type": "boolean",
          "notNull": true,
          "default": "false"
        },
        {
          "name": "spl_usdc_payout_wallet",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "twitter_handle",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "instagram_handle",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "tiktok_handle",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "verified_with_twitter",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "verified_with_instagram",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "verified_with_tiktok",
          "type": "boolean",
          "notNull": false,
          "default": "false"
        },
        {
          "name": "website",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "donation",
          "type": "character varying",
          "notNull": false,
          "default": null
        },
        {
          "name": "profile_type",
          "type": "profile_type_enum",
          "notNull": false,
          "default": null
        },
        {
          "name": "coin_flair_mint",
          "type": "text",
          "notNull": false,
          "default": null
        },
        {
          "name": "last_active_at",
          "type": "timestamp with time zone",
          "notNull": false,
          "default": null
        }
      ],
      "constraints": {
        "users_blocknumber_fkey": "FOREIGN KEY (blocknumber) REFERENCES blocks(number) ON DELETE CASCADE",
        "users_pkey": "PRIMARY KEY (user_id, txhash)"
      },
      "indexes": {
        "idx_lower_wallet": "CREATE INDEX idx_lower_wallet ON public.users USING btree (lower((wallet)::text))",
        "idx_user_status": "CREATE INDEX idx_user_status ON public.users USING btree (user_id, is_deactivated, is_available, is_current)",
        "ix_user_created_at": "CREATE INDEX ix_user_created_at ON public.users USING btree (created_at, user_id, is_current)",
        "ix_users_active_count": "CREATE INDEX ix_users_active_count ON public.users USING btree (is_deactivated, is_current, handle_lc, is_available) WHERE ((is_deactivated = false) AND (is_current = true) AND (handle_lc IS NOT NULL) AND (is_available = true))",
        "users_current_uniq_idx": "CREATE UNIQUE INDEX users_current_uniq_idx ON public.users USING btree (user_id) WHERE (is_current = true)",
        "users_new_blocknumber_idx": "CREATE INDEX users_new_blocknumber_idx ON public.users USING btree (blocknumber)",
        "users_new_handle_lc_idx": "CREATE INDEX users_new_handle_lc_idx ON public.users USING btree (handle_lc)",
        "users_new_wallet_idx": "CREATE INDEX users_new_wallet_idx ON public.users USING btree (wallet)",
        "users_pkey": "CREATE UNIQUE INDEX users_pkey ON public.users USING btree (user_id, txhash)"
      },
      "triggers": {}
    }
  },
  "enums": {
    "etl_proof_status": [
      "unresolved",
      "pass",
      "fail"
    ],
    "event_entity_type": [
      "track",
      "collection",
      "user"
    ],
    "event_type": [
      "remix_contest",
      "live_event",
      "new_release"
    ],
    "parental_warning_type": [
      "explicit",
      "explicit_content_edited",
      "not_explicit",
      "no_advice_available"
    ],
    "profile_type_enum": [
      "label"
    ],
    "reposttype": [
      "track",
      "playlist",
      "album"
    ],
    "savetype": [
      "track",
      "playlist",
      "album"
    ],
    "sharetype": [
      "track",
      "playlist"
    ],
    "skippedtransactionlevel": [
      "node",
      "network"
    ],
    "usdc_purchase_access_type": [
      "stream",
      "download"
    ],
    "usdc_purchase_content_type": [
      "track",
      "playlist",
      "album"
    ],
    "wallet_chain": [
      "eth",
      "sol"
    ]
  },
  "materializedViews": [
    "mv_dashboard_transaction_stats",
    "mv_dashboard_transaction_types"
  ]
};
