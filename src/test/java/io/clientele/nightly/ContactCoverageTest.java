package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whom the sample company knows at its customers, against its CRM's own files and what was planted in them. */
@ExtendWith(SampleNight.class)
class ContactCoverageTest {

    /** The CRM's files read by themselves: accounts by their ERP number, else by tax number; the merged one is its survivor. */
    private static final String CRM =
            "with kunden as (select * from read_csv('data/sample/erp/kunden.csv', delim = ';', all_varchar = true)),"
                    + " accounts as (select a.account_id,"
                    + " coalesce(nullif(k.ZUSAMMENGEFUEHRT_IN, ''), trim(k.KUNDENNR), 'crm:' || a.account_id) as customer_id"
                    + " from read_csv('data/sample/crm/accounts.csv', all_varchar = true) a"
                    + " left join kunden k on trim(k.KUNDENNR) = trim(a.erp_number)"
                    + " or (nullif(trim(a.erp_number), '') is null and k.USTID = a.tax_id)),"
                    + " activities as (select e.*, customer_id, cast(\"at\" as date) as happened"
                    + " from read_csv('data/sample/crm/activities.csv', all_varchar = true) e join accounts using (account_id)),"
                    + " contacts as (select c.*, customer_id"
                    + " from read_csv('data/sample/crm/contacts.csv', all_varchar = true) c join accounts using (account_id)),"
                    + " spoken as (select contact_id, max(happened) as last_on from activities group by contact_id) ";

    private static final String OF_CUSTOMERS = " from contact_coverage_v1 where level = 'customer'";

    private final SampleNight.Books night;

    ContactCoverageTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void of842RolesKnownAt400Customers389WereSpokenWithIn180DaysAsTheFilesSayCustomerByCustomer() throws SQLException {
        assertThat(night.rows(
                        "select count(*), count(roles_known_count), sum(roles_known_count), round(sum(role_coverage) * 5)"
                                + OF_CUSTOMERS))
                .containsExactly("409 400 842 389.0");
        assertThat(
                        night.rows(
                                CRM
                                        + "select customer_id, count(*), count(distinct role),"
                                        + " count(distinct role) filter (where last_on >= date '2026-11-20' - 180)"
                                        + " from contacts left join spoken using (contact_id) where left_on is null group by customer_id order by customer_id"))
                .hasSize(395)
                .isEqualTo(night.rows(
                        "select customer_id, contact_count, roles_known_count, cast(round(role_coverage * 5) as integer)"
                                + OF_CUSTOMERS + " and contact_count > 0 order by customer_id"));
    }

    @Test
    void contactsOfTwelveMonthsAreThe1806OfTheFilesKindByKind() throws SQLException {
        assertThat(night.rows(
                        "select sum(talk_count_12m), sum(visit_count_12m), sum(call_count_12m), sum(email_count_12m),"
                                + " sum(seminar_count_12m), sum(desk_activity_count_12m), sum(unknown_person_talk_count_12m)"
                                + OF_CUSTOMERS))
                .containsExactly("1806 546 845 377 38 0 0");
        assertThat(night.rows(CRM
                        + "select count(*), count(*) filter (where kind = 'visit'), count(*) filter (where kind = 'call'),"
                        + " count(*) filter (where kind = 'email'), count(*) filter (where kind = 'seminar'), 0, 0"
                        + " from activities where happened > date '2025-11-20'"))
                .containsExactly("1806 546 845 377 38 0 0");
    }

    @Test
    void aSingleThreadIsToldOf203Customers41OfIts45AreTrueAndNoPlantedOneIsCalledOtherwise() throws SQLException {
        String told = "select count(*), count(*) filter (where flag), count(*) filter (where flag and is_planted),"
                + " count(*) filter (where is_planted) from (select %s as flag, t.is_single_threaded = '1' as is_planted"
                + " from contact_coverage_v1 c join read_csv('data/sample/truth/customer_truth.csv', all_varchar = true) t"
                + " on t.customer_id = c.customer_id where level = 'customer') where flag is not null";
        assertThat(night.rows(String.format(told, "c.is_single_threaded")))
                .as("precision 41 of 45 (0.911), recall 41 of 41; the rest have fewer than 6 contacts and one person")
                .containsExactly("203 45 41 41");
        assertThat(night.rows(String.format(told, "c.has_single_contact or c.has_single_manager")))
                .as("one side alone is a warning, and no thread: precision 43 of 79 (0.544), recall 43 of 43")
                .containsExactly("155 79 43 43");
        assertThat(night.rows(
                        "select single_threaded_abstain_reason, max(least(contact_thread_n, manager_thread_n)) < 6"
                                + OF_CUSTOMERS + " and is_single_threaded is null group by 1 order by 1"))
                .containsExactly("NOT_IN_SOURCE true", "TOO_FEW_OBSERVATIONS true");
    }

    @Test
    void the9CustomersWhomTheCrmDoesNotKnowHaveNoNumbersAndAReason() throws SQLException {
        assertThat(night.rows("select distinct customer_id" + OF_CUSTOMERS
                        + " and contacts_abstain_reason = 'NOT_IN_SOURCE' order by 1"))
                .hasSize(9)
                .contains("100020", "100050");
        assertThat(night.rows(
                        "select count(contact_count), count(role_coverage), count(talk_count_12m), count(proactive_share),"
                                + " count(relationship_stage), count(executive_contact_days)" + OF_CUSTOMERS
                                + " and contacts_abstain_reason = 'NOT_IN_SOURCE'"))
                .containsExactly("0 0 0 0 0 0");
    }

    @Test
    void theManagementOf174CustomersWasLastSpokenWith157DaysAgoOnAverage() throws SQLException {
        String raw = CRM
                + "select count(*), round(avg(days), 3) from (select date '2026-11-20' - max(happened) as days from activities"
                + " join contacts using (contact_id) where contacts.seniority = 'executive' group by contacts.customer_id)";
        assertThat(night.rows(
                        "select count(executive_contact_days), round(avg(executive_contact_days), 3)" + OF_CUSTOMERS))
                .containsExactly("174 157.316")
                .isEqualTo(night.rows(raw));
    }

    @Test
    void weBegan1289Of1806ContactsAndEveryShareLiesInItsInterval() throws SQLException {
        assertThat(night.rows("select sum(proactive_n), round(sum(proactive_share * proactive_n)),"
                        + " bool_and(proactive_share between proactive_share_low and proactive_share_high)"
                        + OF_CUSTOMERS))
                .containsExactly("1806 1289.0 true");
        assertThat(
                        night.rows(
                                CRM
                                        + "select count(*), count(*) filter (where outgoing = '1') from activities where happened > date '2025-11-20'"))
                .containsExactly("1806 1289");
    }

    @Test
    void the35PeopleWhoLeftAreCountedAndNobodyOfThemDecided() throws SQLException {
        assertThat(night.rows("select sum(left_contact_count), count(*) filter (where has_left_decision_maker)"
                        + OF_CUSTOMERS))
                .containsExactly("35 0");
    }

    @Test
    void everyStageHasItsRuleAndWhoIsNotAPartnerKnowsWhatIsMissing() throws SQLException {
        assertThat(night.rows(
                        "select relationship_stage, count(*)" + OF_CUSTOMERS + " group by 1 order by 1 nulls last"))
                .containsExactly(
                        "ACQUAINTED 100", "ESTABLISHED 186", "FADING 101", "PARTNER 2", "STRANGER 11", "null 9");
        assertThat(night.rows("select count(*)" + OF_CUSTOMERS
                        + " and relationship_stage is not null and (relationship_rule_en is null or relationship_rule_zh is null"
                        + " or (relationship_stage <> 'PARTNER' and next_stage is null))"))
                .containsExactly("0");
    }

    @Test
    void theGapBetweenVisitsOf207CustomersIsTheOneOfTheFiles() throws SQLException {
        assertThat(night.rows(CRM
                        + ", days as (select customer_id, min(happened) as first_on, max(happened) as last_on,"
                        + " count(distinct happened) as day_count from activities where kind = 'visit' group by customer_id)"
                        + " select count(*), count(*) filter (where abs(mean_visit_gap_days - (last_on - first_on) / (day_count - 1)) < 1e-9"
                        + " and days_since_last_visit = date '2026-11-20' - last_on)"
                        + " from days join night.metrics.visit_norms n on n.level = 'customer' and n.account_id = days.customer_id"
                        + " where day_count >= 3"))
                .containsExactly("207 207");
        assertThat(night.rows("select count(visit_gap_ratio) from metrics.visit_norms where level = 'customer'"))
                .containsExactly("207");
    }

    @Test
    void theVisitAtAnAccountThatDoesNotExistIsQuarantinedAndCountsNowhere() throws SQLException {
        assertThat(night.rows("select reason, row_count from run.quarantine_reasons where table_name = 'activities'"))
                .containsExactly("ORPHAN customer_id 1");
        assertThat(night.rows(
                        "select count(*), count(*) filter (where activity_id like '%E30371') from staged.activities"))
                .containsExactly("4392 0");
    }

    @Test
    void aGroupHasThePeopleAndTheTalksOfItsCustomers() throws SQLException {
        assertThat(
                        night.rows(
                                "select sum(contact_count), sum(talk_count_12m), sum(left_contact_count) from contact_coverage_v1 where level = 'parent'"))
                .isEqualTo(night.rows(
                        "select sum(contact_count), sum(talk_count_12m), sum(left_contact_count)" + OF_CUSTOMERS));
    }
}
