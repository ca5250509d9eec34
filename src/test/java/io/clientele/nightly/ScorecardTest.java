package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The ten indicators of the sample company's customers, against what was planted in it, and of a company of which nothing but sales is known. */
@ExtendWith(SampleNight.class)
class ScorecardTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private static final String TRUTH =
            " inner join (select customer_id as planted_id, cast(satisfaction as double) as mood, referred_by, pattern"
                    + " from read_csv('data/sample/truth/customer_truth.csv', all_varchar = true)) as truth on truth.planted_id = ";

    private final SampleNight.Books night;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    ScorecardTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void eachOf409CustomersAndEachGroupHasTenIndicatorsIn12Rows() throws SQLException {
        assertThat(night.rows("select level, count(distinct customer_id), count(*) / count(distinct customer_id),"
                        + " count(distinct indicator), count(distinct indicator_zh)"
                        + " from customer_scorecard_v1 group by level order by level"))
                .containsExactly("customer 409 12.0 10 12", "parent 353 12.0 10 12");
    }

    @Test
    void indicatorsAreKnownOfAsManyCustomersAsSourcesSpeakOf() throws SQLException {
        assertThat(night.rows("select indicator || ' ' || part, count(indicator_value) from customer_scorecard_v1"
                        + " where level = 'customer' group by all order by min(indicator_position)"))
                .containsExactly(
                        "SATISFACTION ALL 264",
                        "LOYALTY TRANSACTIONAL 367",
                        "LOYALTY EMOTIONAL 275",
                        "CONTRIBUTION ALL 409",
                        "DEPENDENCY OURS_ON_THEM 287",
                        "DEPENDENCY THEIRS_ON_US 100",
                        "REPURCHASE_RATE ALL 367",
                        "NEED_FULFILMENT ALL 287",
                        "OWN_BRAND_ATTENTION ALL 351",
                        "COMPETITOR_ATTENTION ALL 290",
                        "PRICE_SENSITIVITY ALL 329",
                        "INCIDENT_TOLERANCE ALL 61");
    }

    @Test
    void elevenOf12RowsHaveADirectionAndDependenceOfThreeMonthsAgoAddsUpToOne() throws SQLException {
        assertThat(
                        night.rows(
                                "select indicator || ' ' || part, count(direction_3m) from customer_scorecard_v1"
                                        + " where level = 'customer' group by all having count(direction_3m) > 0 order by min(indicator_position)"))
                .containsExactly(
                        "SATISFACTION ALL 247",
                        "LOYALTY TRANSACTIONAL 363",
                        "LOYALTY EMOTIONAL 259",
                        "CONTRIBUTION ALL 409",
                        "DEPENDENCY OURS_ON_THEM 282",
                        "DEPENDENCY THEIRS_ON_US 100",
                        "REPURCHASE_RATE ALL 363",
                        "NEED_FULFILMENT ALL 282",
                        "OWN_BRAND_ATTENTION ALL 344",
                        "COMPETITOR_ATTENTION ALL 277",
                        "INCIDENT_TOLERANCE ALL 50");
        assertThat(night.rows("select level, round(sum(value_3m_ago), 9) from metrics.scorecard_lookbacks"
                        + " where indicator = 'DEPENDENCY' group by level order by level"))
                .containsExactly("customer 1.0", "parent 1.0");
    }

    /** Sums and shares are the very same; what is drawn to peers by a model has the peers and the model of another night. */
    @Test
    void whatIsSaidOfThreeMonthsAgoIsWhatTheNightOfThatDaySays() throws IOException, SQLException {
        Path earlier = home.resolve("earlier.parquet");
        try (Connection work = ChangedSample.in(home).night(SampleHouse.SOURCES, TODAY.minusMonths(3));
                Statement statement = work.createStatement()) {
            statement.execute("copy (select * from marts.customer_scorecard_v1) to '" + earlier + "' (format parquet)");
        }
        assertThat(night.rows("select indicator || ' ' || part, count(*),"
                        + " count(*) filter (where abs(tonight.indicator_value_3m_ago - earlier.indicator_value) < 1e-9) = count(*),"
                        + " corr(tonight.indicator_value_3m_ago, earlier.indicator_value) > case part when 'EMOTIONAL' then 0.85 else 0.9 end"
                        + " from customer_scorecard_v1 as tonight inner join read_parquet('" + earlier
                        + "') as earlier using (level, customer_id, indicator, part, indicator_position)"
                        + " where level = 'customer' and tonight.indicator_value_3m_ago is not null and earlier.indicator_value is not null"
                        + " group by indicator, part, indicator_position order by indicator_position"))
                .containsExactly(
                        "SATISFACTION ALL 247 true true",
                        "LOYALTY TRANSACTIONAL 363 false true",
                        "LOYALTY EMOTIONAL 257 false true",
                        "CONTRIBUTION ALL 402 true true",
                        "DEPENDENCY OURS_ON_THEM 282 true true",
                        "DEPENDENCY THEIRS_ON_US 100 true true",
                        "REPURCHASE_RATE ALL 363 false true",
                        "NEED_FULFILMENT ALL 282 false true",
                        "OWN_BRAND_ATTENTION ALL 342 false true",
                        "COMPETITOR_ATTENTION ALL 276 true true",
                        "INCIDENT_TOLERANCE ALL 50 false true");
    }

    @Test
    void howAnAccountStandsToUsIsAsOldAsItsLastRecommendation() throws SQLException {
        assertThat(
                        night.rows(
                                "select count(*) > 200, count(*) filter (where indicator_age_days <> recommendation_age_days)"
                                        + " from customer_scorecard_v1 inner join metrics.account_satisfaction as answers"
                                        + " on answers.level = customer_scorecard_v1.level and answers.account_id = customer_id"
                                        + " where part = 'EMOTIONAL' and indicator_value is not null and recommendation is not null"))
                .containsExactly("true 0");
    }

    @Test
    void whomTheCrmDoesNotListDidNotFailToAnswer() throws SQLException {
        assertThat(
                        night.rows(
                                "select indicator_abstain_reason, count(*) from customer_scorecard_v1"
                                        + " where level = 'customer' and indicator = 'SATISFACTION' and indicator_value is null group by 1 order by 1"))
                .containsExactly("NEVER_ANSWERED 136", "NOT_IN_SOURCE 9");
    }

    @Test
    void anAnswerOf11IsQuarantinedAndNobodysSatisfaction() throws SQLException {
        assertThat(night.rows("select count(*) from staged.surveys where response_id like '%S3052'"))
                .containsExactly("0");
        assertThat(night.rows("select row_count from run.quarantine_reasons where table_name = 'surveys'"))
                .containsExactly("1");
    }

    @Test
    void satisfactionFollowsThePlantedMoodWithACorrelationOf71Percent() throws SQLException {
        assertThat(night.rows("select round(corr(indicator_value, mood), 2) from customer_scorecard_v1" + TRUTH
                        + "customer_id where level = 'customer' and indicator = 'SATISFACTION'"))
                .containsExactly("0.71");
    }

    @Test
    void whoEverBoughtAndIsGoneBuysAgainWithLessThanHalfTheChanceOfTheOthers() throws SQLException {
        assertThat(night.rows("select avg(indicator_value) filter (where pattern = 'churned')"
                        + " < 0.5 * avg(indicator_value) filter (where pattern = 'regular') from customer_scorecard_v1"
                        + TRUTH
                        + "customer_id where level = 'customer' and indicator = 'REPURCHASE_RATE'"))
                .containsExactly("true");
    }

    @Test
    void everyPlantedReferralThatTheCrmKnowsIsCreditedToItsReferrer() throws SQLException {
        assertThat(night.rows("select cast(sum(value) as integer) from metrics.loyalty_parts"
                        + " where level = 'customer' and part = 'REFERRALS' and months_ago = 0"))
                .isEqualTo(night.rows("select count(*) from staged.referrals as referrals"
                        + " inner join metrics.account_activity as referrers on referrers.level = 'customer'"
                        + " and referrers.account_id = referrals.referring_customer_id and referrers.occasion_count > 0"
                        + " where not referrals.is_circular"));
    }

    @Test
    void percentilesOfASegmentHaveTheirMeanAtOneHalfAndTiesStandAlike() throws SQLException {
        assertThat(night.rows("select count(*) from (select avg(segment_percentile) as mean from customer_scorecard_v1"
                        + " where segment_percentile is not null and segment_industry <> 'ALL'"
                        + " group by level, indicator, part, segment_industry) where abs(mean - 0.5) > 1e-9"))
                .containsExactly("0");
        assertThat(night.rows("select max(places) from (select count(distinct segment_percentile) as places"
                        + " from customer_scorecard_v1 where indicator_value is not null"
                        + " group by level, indicator, part, segment_industry, indicator_value)"))
                .containsExactly("1");
    }

    @Test
    void aCompanyThatOnlySellsHasTenIndicatorsAndSaysWhichSourceIsMissing() throws IOException, SQLException {
        OddCompany company = new OddCompany(home, TODAY);
        for (int i = 10; i < 40; i++) {
            String customer = "C" + i;
            OddCompany.before(TODAY, 400 - i, 300 - 2 * i, 100 - i)
                    .forEach(day -> company.sells(customer, day, 80, 40));
        }
        try (OddCompany.Books books = company.night()) {
            assertThat(books.ask(
                            "select distinct count(*) from marts.customer_scorecard_v1 group by level, customer_id"))
                    .containsExactly("12");
            assertThat(
                            books.ask(
                                    "select distinct concat_ws(' ', indicator, part, indicator_abstain_reason)"
                                            + " from marts.customer_scorecard_v1 where indicator_abstain_reason = 'SOURCE_MISSING' order by 1"))
                    .containsExactly(
                            "COMPETITOR_ATTENTION ALL SOURCE_MISSING",
                            "DEPENDENCY THEIRS_ON_US SOURCE_MISSING",
                            "INCIDENT_TOLERANCE ALL SOURCE_MISSING",
                            "OWN_BRAND_ATTENTION ALL SOURCE_MISSING",
                            "SATISFACTION ALL SOURCE_MISSING");
            assertThat(books.ask("select count(*) from marts.replacement_v1")).containsExactly("0");
            assertThat(books.withoutNumbers()).isEmpty();
        }
    }
}
