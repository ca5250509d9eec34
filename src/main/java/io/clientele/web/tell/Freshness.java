package io.clientele.web.tell;

import io.clientele.schedule.NightCalendar.Due;
import io.clientele.schedule.NightWatch;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while a night is not published whose deadline has passed. */
final class Freshness extends AbstractHealthIndicator {

    private final NightWatch watch;

    Freshness(NightWatch watch) {
        super("Cannot tell whether the marts are fresh");
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<Due> late = watch.late();
        if (late.isEmpty()) {
            builder.up();
        } else {
            builder.down()
                    .withDetail("late", late.stream().map(Due::businessDate).toList());
        }
    }
}
