-- Which change of which table calls which function. Names, events and kinds are production's, so that the API's own files, which
-- replace a function and leave a trigger that is there, find what they expect. They are made once: who drops one later means it.

create trigger on_user
  after insert on users
  for each row execute function handle_user();

create trigger on_track
  after insert or update on tracks
  for each row execute function handle_track();

create trigger on_playlist
  after insert on playlists
  for each row execute function handle_playlist();

create trigger on_playlist_track
  after insert on playlist_tracks
  for each row execute function handle_playlist_track();

create trigger on_follow
  after insert or update on follows
  for each row execute function handle_follow();

create trigger on_save
  after insert or update on saves
  for each row execute function handle_save();

create trigger on_repost
  after insert or update on reposts
  for each row execute function handle_repost();

create trigger on_share
  after insert on shares
  for each row execute function handle_share();

create trigger on_play
  after insert on plays
  for each row execute function handle_play();

create trigger on_comment
  after insert on comments
  for each row execute function handle_comment();

-- At the end of the transaction, when the comment's mentions and its place in a thread are written too.
create constraint trigger on_comment_notification
  after insert on comments
  deferrable initially deferred
  for each row execute function handle_comment_notification();

create constraint trigger on_comment_remix_contest_update
  after insert on comments
  deferrable initially deferred
  for each row execute function handle_comment_remix_contest_update();

create constraint trigger on_fan_club_text_post
  after insert on comments
  deferrable initially deferred
  for each row execute function handle_fan_club_text_post();

create trigger on_comment_mention
  after insert on comment_mentions
  for each row execute function handle_comment_mention();

create trigger on_comment_thread
  after insert on comment_threads
  for each row execute function handle_comment_thread();

create trigger on_comment_reaction
  after insert on comment_reactions
  for each row execute function handle_comment_reaction();

create trigger on_event
  after insert on events
  for each row execute function handle_event();

create trigger on_reaction
  after insert on reactions
  for each row execute function handle_reaction();

create trigger trigger_grant_change
  after insert or update on grants
  for each row execute function process_grant_change();

create trigger trigger_track_collaborator_change
  after insert or update on track_collaborators
  for each row execute function process_track_collaborator_change();

create trigger trg_users
  after insert or update on users
  for each row execute function on_new_row();

create trigger trg_tracks
  after insert or update on tracks
  for each row execute function on_new_row();

create trigger trg_playlists
  after insert or update on playlists
  for each row execute function on_new_row();

create trigger trg_follows
  after insert or update on follows
  for each row execute function on_new_row();

create trigger trg_saves
  after insert or update on saves
  for each row execute function on_new_row();

create trigger trg_reposts
  after insert or update on reposts
  for each row execute function on_new_row();

create trigger trg_shares
  after insert or update on shares
  for each row execute function on_new_row();

create trigger trg_aggregate_user
  after insert or update on aggregate_user
  for each row execute function on_new_row();

create trigger trg_aggregate_plays
  after insert or update on aggregate_plays
  for each row execute function on_new_row();

create trigger trg_usdc_purchases
  after insert or update on usdc_purchases
  for each row execute function on_new_row();

create trigger trg_artist_coins
  after insert or update on artist_coins
  for each row execute function on_new_row();
