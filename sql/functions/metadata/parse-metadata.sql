-- Its exception handlers cost subtransactions. Only a block_json made by hand needs it: the edge sends parsed JSON.
create function em.parse_metadata(
  raw text, edition text, out "json" jsonb, out json_error text, out nul text, out lone_surrogates boolean
)
language plpgsql immutable
as $$
declare
  cleaned text := raw;
begin
  lone_surrogates := false;
  if raw = '' or raw is null then
    return;
  end if;
  -- Counted as the edge counts: a character beyond U+FFFF is two. No shorter JSON is too large for jsonb.
  if octet_length(raw) > 16777216
    and length(raw) + length(regexp_replace(raw, '[^\U00010000-\U0010ffff]+', '', 'g')) > 16777216
  then
    json_error := 'metadata_too_large';
    return;
  end if;
  if raw ~* '\\u(0000|d[89a-f])' then
    -- Outside strings nothing may be dropped: a backslash there is not JSON.
    if strpos(regexp_replace(raw, '"(?:[^"\\]|\\.)*"', '', 'g'), '\') > 0 then
      json_error := 'metadata_not_json';
      return;
    end if;
    nul := em.nul_stand_in(raw);
    select
      string_agg(
        case
          when escape.found[1] = '\u0000' then nul
          when escape.found[1] ~* '^\\ud[89a-f]..$' then case when edition = '2025' then '' else chr(65533) end
          else escape.found[1]
        end,
        '' order by escape.position
      ),
      bool_or(escape.found[1] ~* '^\\ud[89a-f]..$')
    into cleaned, lone_surrogates
    from regexp_matches(
      raw,
      '\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+|\\$',
      'g'
    ) with ordinality as escape (found, position);
    if strpos(cleaned, nul) = 0 then
      nul := null;
    end if;
  end if;

  begin
    if cleaned ~ 'NaN|Infinity|[0-9.]{16}|[eE][-+]?[0-9]{3}' then
      cleaned := em.with_read_numbers(cleaned, edition);
      if cleaned is null then
        json_error := 'metadata_not_json';
      elsif regexp_replace(cleaned, '"(?:[^"\\]|\\.)*"', '', 'g') ~ ' -?1e309 ' then
        nul := coalesce(nul, em.nul_stand_in(raw));
      end if;
    end if;
    "json" := cleaned::jsonb;
  exception
    when invalid_text_representation or untranslatable_character or numeric_value_out_of_range then
      json_error := 'metadata_not_json';
    when statement_too_complex then
      json_error := 'metadata_too_deep';
  end;
  json_error := coalesce(json_error, em.json_limit_error(cleaned, "json"));
  if json_error is not null then
    "json" := null;
    nul := null;
    lone_surrogates := false;
  end if;
end
$$;

comment on function em.parse_metadata(text, text) is
  'The metadata of a transaction as an edition reads it, as JSON that jsonb can hold, or the code of what is wrong '
  'with it; the same as the edge makes it (src/edge/json.ts). nul is a character that does not occur otherwise: it '
  'stands for U+0000, and is there where the JSON holds what no jsonb column may. All NULL for empty metadata.';
