package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The night of 2011-09-09: customers who do not seem to drop out at all, against figures that were computed independently (scipy). */
class OnlineRetailDropoutTest {

    private static OnlineRetail night;

    @BeforeAll
    static void runTheNight(@TempDir Path home) throws Exception {
        OnlineRetail.assumeDelivered();
        night = OnlineRetail.night(home, LocalDate.of(2011, 9, 9), Path.of("config/policy"), false);
    }

    @AfterAll
    static void close() throws Exception {
        if (night != null) {
            night.close();
        }
    }

    @Test
    void of3370CustomersWithAPurchase1956HaveBoughtAgain() throws Exception {
        assertThat(night.work(
                        "select count(*), count(*) filter (where repeat_count > 0), cast(sum(repeat_count) as bigint)"
                                + " from metrics.purchase_histories where level = 'customer' and months_ago = 0"))
                .containsExactly("3370 1956 7437");
    }

    @Test
    void dropoutIsNotIdentifiedAndTheNbdHasAShapeOf72AndAScaleOf937Weeks() throws Exception {
        assertThat(
                        night.work(
                                "select model, status, r is null from metrics.purchase_models where level = 'customer' order by model"))
                .startsWith(
                        "BG_NBD DROPOUT_NOT_IDENTIFIED true",
                        "MBG_NBD DROPOUT_NOT_IDENTIFIED true",
                        "NBD FITTED false");
        List<Double> nbd = night.workNumbers("select r, alpha, log_likelihood from metrics.purchase_models"
                + " where level = 'customer' and model = 'NBD'");
        assertThat(nbd.get(0)).isCloseTo(0.7235784, within(1e-6));
        assertThat(nbd.get(1)).isCloseTo(9.3671, within(5e-5));
        assertThat(nbd.get(2)).isCloseTo(-22887.0321, within(5e-5));
    }

    @Test
    void theNbdForecastsAndNobodyIsCalledAlive() throws Exception {
        assertThat(
                        night.work(
                                "select distinct model, choice_reason from metrics.purchase_model_choice where level = 'customer'"))
                .containsExactly("NBD DROPOUT_NOT_IDENTIFIED");
        assertThat(night.work("select distinct model, p_alive, p_alive_abstain_reason, forecast_abstain_reason"
                        + " from metrics.purchase_forecasts where level = 'customer'"))
                .containsExactly("NBD null DROPOUT_NOT_IDENTIFIED null");
        assertThat(night.work("select count(*) from metrics.purchase_forecasts as f"
                        + " inner join metrics.purchase_models as m on m.level = f.level and m.model = 'NBD'"
                        + " where f.level = 'customer' and abs(f.no_purchase_probability_90d - exp((m.r + f.repeat_count)"
                        + " * ln((m.alpha + f.age_days / 7) / (m.alpha + f.age_days / 7 + 90 / 7)))) > 1e-12"))
                .containsExactly("0");
    }
}
