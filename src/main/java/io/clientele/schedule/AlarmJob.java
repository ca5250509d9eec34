package io.clientele.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Quartz's part in the alarm: it wakes the watch also while a night runs. */
@DisallowConcurrentExecution
final class AlarmJob implements Job {

    private final NightWatch watch;

    AlarmJob(NightWatch watch) {
        this.watch = watch;
    }

    @Override
    public void execute(JobExecutionContext context) {
        watch.sound();
    }
}
