package io.clientele.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DuckDB, PostgreSQL and MariaDB say of rows, in their words. */
class QuotedValuesTest {

    private static final String QUERY = "select cast(note as int), 'a b' from \"orders\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Could not convert string 'Ann Lee' to INT32                | Could not convert string 'A… (7)' to INT32
            Could not convert string 'Ann O'Lee' to INT32              | Could not convert string 'A… (9)' to INT32
            Could not convert string 'a b' to INT32                    | Could not convert string 'a b' to INT32
            invalid date field format: "Ann", expected is (YYYY-MM-DD) | invalid date field format: "A… (3)", expected is (YYYY-MM-DD)
            in "orders": duplicate key "name: Ann" violates "note"     | in "orders": duplicate key "n… (25)"
            Incorrect INTEGER value: 'Ann                              | Incorrect INTEGER value: 'A… (3)
            it can't be read: '𝒜nn'                                   | it can't be read: '𝒜… (3)'
            the value is '' here                                       | the value is '' here
            no value is quoted                                         | no value is quoted
            """)
    void whatIsInQuotesAndNotInTheQueryIsHidden(String message, String told) {
        assertThat(QuotedValues.hiddenIn(message, QUERY)).isEqualTo(told);
    }
}
