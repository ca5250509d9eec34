package io.clientele.nightly;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;

/** What Spring Batch's tables know of former runs. */
final class RunLedger {

    static final String BUSINESS_DATE = "businessDate";
    static final String REVISION = "revision";
    static final String RUN = "run";

    private final JobRepository repository;
    private final String job;

    RunLedger(JobRepository repository, String job) {
        this.repository = repository;
        this.job = job;
    }

    /** A night that was begun. */
    record Entry(NightId night, JobInstance instance, JobExecution last) {

        boolean isPublished() {
            return last.getStatus() == BatchStatus.COMPLETED;
        }
    }

    /** The newest revision of a date. */
    Optional<Entry> newest(LocalDate businessDate) {
        return entries().stream()
                .filter(entry -> entry.night().businessDate().equals(businessDate))
                .max(Comparator.comparingLong(entry -> entry.night().revision()));
    }

    /** Every night that no run will go on with: it was published, or a newer revision of its date took its place. */
    List<NightId> settled() {
        List<Entry> entries = entries();
        return entries.stream()
                .filter(entry -> entry.isPublished() || isReplaced(entry.night(), entries))
                .map(Entry::night)
                .toList();
    }

    private static boolean isReplaced(NightId night, List<Entry> entries) {
        return entries.stream()
                .map(Entry::night)
                .anyMatch(other ->
                        other.businessDate().equals(night.businessDate()) && other.revision() > night.revision());
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (JobInstance instance : repository.findJobInstances(job)) {
            JobExecution last = repository.getLastJobExecution(instance);
            if (last != null) {
                entries.add(new Entry(night(last.getJobParameters()), instance, last));
            }
        }
        return entries;
    }

    private static NightId night(JobParameters parameters) {
        LocalDate businessDate = parameters.getLocalDate(BUSINESS_DATE);
        Long revision = parameters.getLong(REVISION);
        if (businessDate == null || revision == null) {
            throw new IllegalStateException("a run without a business date or revision: " + parameters);
        }
        return new NightId(businessDate, revision);
    }

    /** The steps that some attempt of a night finished. */
    Set<String> finishedSteps(Entry entry) {
        return repository.getJobExecutions(entry.instance()).stream()
                .flatMap(execution -> execution.getStepExecutions().stream())
                .filter(step -> step.getStatus() == BatchStatus.COMPLETED)
                .map(step -> step.getStepName())
                .collect(Collectors.toSet());
    }
}
