-- The row is locked and not written: it costs no dead row a commit, which an old snapshot would keep for hours.
create function em.hold_writer(writer_token bigint)
returns void
language plpgsql
as $$
declare
  present record;
begin
  perform
  from em.writer
  where writer.token = writer_token
  for no key update;
  if not found then
    select writer.process, writer.since
    into present
    from em.writer;

    raise exception using
      errcode = 'object_in_use',
      message = format('%s has applied blocks to this database since %s', present.process, present.since);
  end if;
end
$$;

comment on function em.hold_writer(bigint) is
  'Keeps every other process from becoming the writer until the transaction ends. Raises an error where one has become '
  'it since the token was given.';
