import io.clientele.nightly.NightSettings;
import io.clientele.nightly.RunLauncher;
import io.clientele.nightly.RunRequest;
import io.clientele.nightly.StepListener;
import io.clientele.warehouse.WarehouseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Our way: {@code Extract JOBS POLICY SOURCE DATA}: a night of the program itself, which ends when the lines are landed and proven. */
public final class Extract {

    private static final String EXTRACTION = "extract.erp.order_lines";

    private Extract() {}

    public static void main(String[] arguments) {
        NightSettings settings = new NightSettings(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[3]),
                Path.of(arguments[3], "drivers"),
                List.of(Path.of(arguments[2])),
                null,
                ZoneOffset.UTC,
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(1), 2, DataSize.ofGigabytes(10)),
                Path.of("config/pseudonym.key"),
                false);
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            launcher.run(new RunRequest(LocalDate.of(2026, 11, 20), false, "benchmark", null), new UntilLanded());
        }
    }

    /** Ends the process with the extraction. */
    private static final class UntilLanded implements StepListener {

        @Override
        public void nightBegins(String night, int stepCount) {}

        @Override
        public void stepBegins(String step) {}

        @Override
        public void stepEnds(String step, Duration took, String said) {
            if (step.equals(EXTRACTION)) {
                System.out.println(took.toMillis() / 1000.0 + " s: " + said);
                System.out.flush();
                Runtime.getRuntime().halt(0);
            }
        }

        @Override
        public void stepKept(String step) {}

        @Override
        public void stepFails(String step, Duration took) {}

        @Override
        public void nightEnds() {}
    }
}
