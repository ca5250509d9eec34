package io.clientele.schedule;

import java.time.LocalDate;
import java.util.List;

/** Who runs nights and knows of those that were run. */
public interface Nights {

    /** The runs of the last while, at least of every date that a schedule can make up for. */
    List<KnownRun> runs();

    /** Runs the night of a date to its end. A run that fails, or that another one was before, is no error of the schedule's. */
    void run(LocalDate businessDate);
}
