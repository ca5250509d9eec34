package io.clientele.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often somebody may do something: so many times within any minute. May be used by many threads. */
final class Pace {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Of those who came longest ago nothing is known any more. */
    private static final int MOST_KNOWN = 10_000;

    private final int most;
    private final InstantSource clock;
    private final Map<String, Deque<Instant>> times = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    Pace(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Counts one time more, where there may be one.
     *
     * @return how long to wait for it; zero where it was counted
     */
    synchronized Duration take(String who) {
        Duration pause = pause(who);
        if (pause.isZero()) {
            times.computeIfAbsent(who, none -> new ArrayDeque<>()).addLast(clock.instant());
        }
        return pause;
    }

    /** How long to wait for the next time; zero where there is no need. */
    synchronized Duration pause(String who) {
        Deque<Instant> mine = times.get(who);
        if (mine == null) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        while (!mine.isEmpty() && !mine.getFirst().plus(WINDOW).isAfter(now)) {
            mine.removeFirst();
        }
        return mine.size() < most
                ? Duration.ZERO
                : Duration.between(now, mine.getFirst().plus(WINDOW));
    }
}
