package io.clientele.schedule;

import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Quartz with its tables in a database, waking a {@link NightWatch} every minute. When nights are due is not Quartz's to know: a wake-up
 * that it misses or repeats changes nothing.
 */
@Configuration(proxyBeanMethods = false)
public class Scheduling {

    private static final String ZONE = "UTC";

    @Bean
    SchedulerStore schedulerStore(@Value("${spring.datasource.url}") String url) {
        return SchedulerStore.of(url);
    }

    @Bean
    QuartzTables quartzTables(SchedulerStore store) {
        return new QuartzTables(store);
    }

    @Bean
    SchedulerFactoryBeanCustomizer quartzSettings(
            SchedulerStore store, @Value("${spring.flyway.default-schema:}") String schema) {
        return factory -> {
            factory.setSchedulerName("clientele");
            factory.setQuartzProperties(store.properties(schema));
            factory.setOverwriteExistingJobs(true);
            factory.setWaitForJobsToCompleteOnShutdown(false); // nor until its database answers; see SchedulerRest
        };
    }

    @Bean
    SchedulerRest schedulerRest(Scheduler scheduler) {
        return new SchedulerRest(scheduler);
    }

    @Bean
    SoundAlarm soundAlarm(NightWatch watch) {
        return new SoundAlarm(watch);
    }

    @Bean
    JobDetail beginJob() {
        return job(BeginJob.class, "begin");
    }

    @Bean
    JobDetail choresJob() {
        return job(ChoresJob.class, "chores");
    }

    @Bean
    Trigger beginTrigger(JobDetail beginJob, @Value("${serve.wakings:0 * * * * ?}") String wakings) {
        return trigger(beginJob, wakings);
    }

    @Bean
    Trigger choresTrigger(JobDetail choresJob, @Value("${serve.wakings:0 * * * * ?}") String wakings) {
        return trigger(choresJob, wakings);
    }

    private static JobDetail job(Class<? extends Job> job, String name) {
        return JobBuilder.newJob(job).withIdentity(name).storeDurably().build();
    }

    private static Trigger trigger(JobDetail job, String wakings) {
        return TriggerBuilder.newTrigger()
                .forJob(job)
                .withIdentity(job.getKey().getName())
                .withSchedule(CronScheduleBuilder.cronSchedule(wakings)
                        .inTimeZone(TimeZone.getTimeZone(ZONE))
                        .withMisfireHandlingInstructionDoNothing())
                .build();
    }
}
