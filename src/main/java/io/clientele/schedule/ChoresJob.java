package io.clientele.schedule;

import java.util.List;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quartz's part in what is done every minute. A chore that fails does not keep the others from being done. */
@DisallowConcurrentExecution
final class ChoresJob implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(ChoresJob.class);

    private final List<Chore> chores;

    ChoresJob(List<Chore> chores) {
        this.chores = chores;
    }

    @Override
    public void execute(JobExecutionContext context) {
        for (Chore chore : chores) {
            try {
                chore.run();
            } catch (RuntimeException e) {
                LOG.error("Not done this minute: {}", chore.name(), e);
            }
        }
    }
}
