package io.clientele.nightly;

import io.clientele.extract.TableExtraction;
import io.clientele.extract.TableExtraction.Part;
import io.clientele.extract.jdbc.ExtractedRow;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The parts of a table, planned anew with each attempt and read each by a thread of its own. */
final class Parts extends AbstractPartitionHandler implements Partitioner {

    /** Pages between two looks of Spring Batch, which writes its own record then. */
    private static final int CHUNK = 20;

    private final TableExtraction table;
    private final LongConsumer rowsRead;
    private final JobRepository repository;
    private final Map<String, Part> planned = new LinkedHashMap<>();
    private final AtomicLong written = new AtomicLong();

    /** @param rowsRead told now and then how many rows of the table were written */
    Parts(TableExtraction table, LongConsumer rowsRead, JobRepository repository) {
        this.table = table;
        this.rowsRead = rowsRead;
        this.repository = repository;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        planned.clear();
        written.set(0);
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        for (Part part : table.begin(WallClock.now())) {
            planned.put(part.name(), part);
            contexts.put(part.name(), new ExecutionContext());
        }
        return contexts;
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> executions) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, executions.size()));
        try {
            Set<Future<?>> running = new HashSet<>();
            for (StepExecution execution : executions) {
                running.add(threads.submit(() -> read(execution, executions)));
            }
            for (Future<?> part : running) {
                part.get();
            }
            return executions;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A part that fails ends the others: none is of use without it. */
    private Void read(StepExecution execution, Set<StepExecution> all) throws Exception {
        Part part = part(execution);
        ChunkOrientedStep<List<ExtractedRow>, List<ExtractedRow>> step =
                new ChunkOrientedStep<>(execution.getStepName(), CHUNK, part.reader(), part.writer(), repository);
        step.registerChunkListener(new ChunkListener<>() {
            @Override
            public void afterChunk(Chunk<List<ExtractedRow>> pages) {
                rowsRead.accept(written.addAndGet(
                        pages.getItems().stream().mapToLong(List::size).sum()));
            }
        });
        step.afterPropertiesSet();
        step.execute(execution);
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            execution.setReadCount(part.writer().rowCount());
            execution.setWriteCount(part.writer().rowCount());
            repository.update(execution);
        } else {
            all.forEach(StepExecution::setTerminateOnly);
        }
        return null;
    }

    private Part part(StepExecution execution) {
        String name = execution.getStepName().substring(execution.getStepName().lastIndexOf(':') + 1);
        Part part = planned.get(name);
        if (part == null) {
            throw new IllegalStateException("no part of " + table.name() + " is called " + name);
        }
        return part;
    }
}
