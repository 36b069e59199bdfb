-- In plpgsql, so that each part is read once: in SQL its text would be cut and converted wherever the part stands.
create function em.timestamp_or_null(
  year integer, month integer, day integer, hour integer, minute integer, second integer
)
returns timestamp
language plpgsql immutable parallel safe
as $$
begin
  return case
    when year between 1 and 9999 and month between 1 and 12 and day >= 1
      and hour between 0 and 23 and minute between 0 and 59 and second between 0 and 59
    then case
      when day <= case
          when month in (4, 6, 9, 11) then 30
          when month <> 2 then 31
          when year % 4 = 0 and (year % 100 <> 0 or year % 400 = 0) then 29
          else 28
        end
      then make_timestamp(year, month, day, hour, minute, second)
    end
  end;
end
$$;

comment on function em.timestamp_or_null(integer, integer, integer, integer, integer, integer) is
  'The time of these parts, or NULL when the calendar (years 1 to 9999) or the day has no such time. There are no leap '
  'seconds.';
