-- A text in words for comparison: small letters without accents, Müller like Mueller and Muller, dots, strokes and
-- apostrophes left out (S.A.R.L. is sarl, A/S is as), every other sign a space. Letters of all scripts stay.
CREATE OR REPLACE TEMP MACRO plain_words(x) AS
    trim(regexp_replace(
        replace(replace(replace(replace(replace(replace(replace(
            translate(strip_accents(replace(replace(replace(lower(x), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')), 'øłđ', 'old'),
            '.', ''), '/', ''), '''', ''), '’', ''), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
        '[^\p{L}\p{N}]+', ' ', 'g'
    ));
