-- How names of companies are compared. Spark has the same: translate, regexp_replace, filter, array_join.

-- A text in words for comparison: small letters without accents, Müller like Mueller and Muller, dots, strokes and
-- apostrophes left out (S.A.R.L. is sarl, A/S is as), every other sign a space. Letters of all scripts stay.
CREATE OR REPLACE TEMP MACRO plain_words(x) AS
    trim(regexp_replace(
        replace(replace(replace(replace(replace(replace(replace(
            translate(strip_accents(replace(replace(replace(lower(x), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')), 'øłđ', 'old'),
            '.', ''), '/', ''), '''', ''), '’', ''), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
        '[^\p{L}\p{N}]+', ' ', 'g'
    ));

-- The words of a text that are in no list.
CREATE OR REPLACE TEMP MACRO without_words(x, words) AS
    array_to_string(list_filter(string_split(x, ' '), lambda word: NOT coalesce(list_contains(words, word), false)), ' ');

-- A text without the longest of the endings that it has, for scripts that put no space before one.
CREATE OR REPLACE TEMP MACRO without_ending(x, endings) AS
    left(x, CAST(length(x) - coalesce(list_max(list_transform(
        list_filter(endings, lambda ending: ends_with(x, ending)),
        lambda ending: length(ending)
    )), 0) AS INTEGER));
