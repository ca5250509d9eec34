package io.clientele.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Quartz's part in beginning a night: it wakes the watch, in one scheduler of a cluster at a time. */
@DisallowConcurrentExecution
final class BeginJob implements Job {

    private final NightWatch watch;

    BeginJob(NightWatch watch) {
        this.watch = watch;
    }

    @Override
    public void execute(JobExecutionContext context) {
        watch.begin();
    }
}
