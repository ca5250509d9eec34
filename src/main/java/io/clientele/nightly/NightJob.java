package io.clientele.nightly;

import io.clientele.nightly.NightSteps.Extraction;
import io.clientele.nightly.NightSteps.NightStep;
import io.clientele.nightly.NightSteps.Task;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A night as a job of Spring Batch. */
final class NightJob {

    private NightJob() {}

    /** A step for each piece of the night's work, one after another. */
    static Job of(String name, List<NightStep> steps, StepReport report, JobRepository repository) {
        SimpleJobBuilder job = new JobBuilder(name, repository).start(step(steps.get(0), report, repository));
        for (NightStep step : steps.subList(1, steps.size())) {
            job = job.next(step(step, report, repository));
        }
        return job.build();
    }

    private static Step step(NightStep step, StepReport report, JobRepository repository) {
        if (step instanceof Extraction extraction) {
            return new ExtractionStep(extraction, report, repository);
        }
        Task task = (Task) step;
        return new StepBuilder(task.name(), repository)
                .tasklet((contribution, chunk) -> {
                    report.run(task);
                    return RepeatStatus.FINISHED;
                })
                .allowStartIfComplete(task.isAlwaysRun())
                .build();
    }

    /** Date and revision tell nights apart; the rest is for the record. */
    static JobParameters parameters(NightId id, RunRequest request, String runId) {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addLocalDate(RunLedger.BUSINESS_DATE, id.businessDate())
                .addLong(RunLedger.REVISION, id.revision())
                .addString(RunLedger.RUN, runId, false)
                .addString("trigger", request.trigger(), false);
        if (request.reason() != null) {
            parameters.addString("reason", request.reason(), false);
        }
        return parameters.toJobParameters();
    }
}
