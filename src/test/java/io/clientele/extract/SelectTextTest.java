package io.clientele.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            select 1                          | select 1
            select 1;                         | select 1
            select 1 ;;                       | select 1
            select 1; -- all; of them         | select 1 -- all; of them
            select 1 /* it's; all */ ;        | select 1 /* it's; all */
            select ';--' as a                 | select ';--' as a
            select 'it''s; so' as "a;b"       | select 'it''s; so' as "a;b"
            select 1 as `a;b`;                | select 1 as `a;b`
            select 'never closed              | select 'never closed
            """)
    void onlyASemicolonAtTheEndIsLeftOut(String text, String sql) {
        assertThat(SelectText.of(text).sql()).isEqualTo(sql);
        assertThat(SelectText.of(text).secondLine()).isEmpty();
    }

    @Test
    void aSecondStatementIsFoundOnItsThirdLine() {
        assertThat(SelectText.of("select 1;\n-- and\ncommit").secondLine()).hasValue(3);
        assertThat(SelectText.of("select 1) q; drop table x; select (1").secondLine())
                .hasValue(1);
    }
}
