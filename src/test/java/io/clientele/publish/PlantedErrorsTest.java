package io.clientele.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.model.Contract;
import io.clientele.model.RelationName;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies between the engine's rows and the file that readers would get: one wrong row is enough to keep the night back. */
class PlantedErrorsTest {

    private static final int OF_EACH_KIND = 50;

    private static final Contract ORDERS = Sample.contract(
            "orders_v1",
            List.of("order_id"),
            Sample.column("order_id", "varchar", false),
            Sample.column("ordered_on", "date", true),
            Sample.column("revenue_amount", "decimal(18,2)", true),
            Sample.column("survival_probability", "double", true),
            Sample.column("is_return", "boolean", false));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private enum Error {
        DROPPED,
        DOUBLED,
        CHANGED_BY_A_CENT,
        SWAPPED_KEY
    }

    @Test
    void eachOf200PlantedErrorsIn5000RowsKeepsTheNightBack() {
        assertThat(stopped(5_000)).isEqualTo(all());
    }

    @Test
    @Tag("soak")
    void eachOf200PlantedErrorsInAMillionRowsKeepsTheNightBack() {
        assertThat(stopped(1_000_000)).isEqualTo(all());
    }

    private static Map<Error, Integer> all() {
        Map<Error, Integer> all = new EnumMap<>(Error.class);
        for (Error error : Error.values()) {
            all.put(error, OF_EACH_KIND);
        }
        return all;
    }

    private Map<Error, Integer> stopped(int rowCount) {
        Map<Error, Integer> stopped = new EnumMap<>(Error.class);
        Random random = new Random(20261120);
        try (Planting marts = new Planting(rowCount)) {
            Version sound = publish(marts, 0);
            for (Error error : Error.values()) {
                for (int trial = 0; trial < OF_EACH_KIND; trial++) {
                    int row = random.nextInt(rowCount);
                    marts.plant(error, row, (row + 1 + random.nextInt(rowCount - 1)) % rowCount);
                    PublicationException kept =
                            catchThrowableOfType(PublicationException.class, () -> publish(marts, 1));
                    if (kept != null) {
                        assertThat(kept.problems()).allMatch(problem -> problem.startsWith("orders_v1: "));
                        stopped.merge(error, 1, Integer::sum);
                    }
                }
            }
            assertThat(PublishedMarts.open(root).versions()).containsExactly(sound.name());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return stopped;
    }

    private Version publish(MartSource marts, long revision) {
        return new Publication(root, marts, PublicationListener.NONE)
                .write(Sample.night("2026-11-20", revision), List.of(ORDERS));
    }

    /** A mart whose file gets one wrong row. */
    private static final class Planting extends DuckMarts {

        private String rows = "select * from marts.orders_v1";
        private final Map<String, MartFigures> figures = new TreeMap<>();

        Planting(int rowCount) {
            run("create table marts.orders_v1 as select 'O' || lpad(i::varchar, 7, '0') as order_id,"
                    + " case when i % 11 > 0 then date '2026-11-20' - (i % 900)::integer end as ordered_on,"
                    + " ((i * 7919) % 1000003 / 100.0)::decimal(18,2) as revenue_amount,"
                    + " case when i % 5 > 0 then 1 / (1 + i)::double end as survival_probability,"
                    + " i % 40 = 0 as is_return from range(" + rowCount + ") r(i)");
        }

        void plant(Error error, int row, int other) {
            String one = "'O" + String.format(Locale.ROOT, "%07d", row) + "'";
            String two = "'O" + String.format(Locale.ROOT, "%07d", other) + "'";
            rows = switch (error) {
                case DROPPED -> "select * from marts.orders_v1 where order_id <> " + one;
                case DOUBLED ->
                    "select * from marts.orders_v1 union all select * from marts.orders_v1 where order_id = " + one;
                case CHANGED_BY_A_CENT ->
                    "select * replace ((case when order_id = " + one
                            + " then revenue_amount + 0.01 else revenue_amount end)::decimal(18,2) as revenue_amount)"
                            + " from marts.orders_v1";
                case SWAPPED_KEY ->
                    "select * replace (case order_id when " + one + " then " + two + " when " + two + " then " + one
                            + " else order_id end as order_id) from marts.orders_v1";
            };
        }

        @Override
        public void export(RelationName mart, List<String> orderBy, Path file, Map<String, String> metadata) {
            write("select * from (" + rows + ") order by order_id", file, metadata);
        }

        /** The engine's own rows do not change. */
        @Override
        public MartFigures figures(RelationName mart) {
            return figures.computeIfAbsent(mart.name(), name -> super.figures(mart));
        }
    }
}
