package io.clientele.nightly;

import io.clientele.nightly.NightSteps.Extraction;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Reads a table of a database: a chunk-oriented step for each part of it, all at the same time, and then the proof. */
final class ExtractionStep extends PartitionStep {

    private final Extraction step;
    private final StepReport report;

    ExtractionStep(Extraction step, StepReport report, JobRepository repository) {
        super(repository);
        this.step = step;
        this.report = report;
        Parts parts = new Parts(step.table(), rowCount -> report.reads(step, rowCount), repository);
        SimpleStepExecutionSplitter splitter = new SimpleStepExecutionSplitter(repository, step.name(), parts);
        splitter.setAllowStartIfComplete(true);
        setName(step.name());
        setAllowStartIfComplete(true);
        setStepExecutionSplitter(splitter);
        setPartitionHandler(parts);
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        report.begins(step);
        try {
            super.doExecute(execution);
            report.ends(step, step.table().finish());
        } catch (Exception e) {
            throw report.fails(step, e);
        }
    }
}
