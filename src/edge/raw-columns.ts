/** The columns of the lines that rawRows() makes, in their order. */
export const rawColumns = {
  etl_transactions: "tx_hash, block_height, tx_index, tx_type, address, created_at",
  etl_manage_entities:
    "address, entity_type, entity_id, action, metadata, signature, signer, nonce, block_height, tx_hash, created_at",
  "em.transaction_users": "block_height, tx_index, user_id, created_at",
  etl_plays: "user_id, track_id, city, region, country, played_at, block_height, tx_hash, listened_at, recorded_at",
  plays: "slot, user_id, play_item_id, source, created_at, updated_at, signature, city, region, country",
} as const;
