package io.clientele.nightly;

import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The metadata of runs, open: Spring Batch's tables and ours. */
final class MetadataStore implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private MetadataStore(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static MetadataStore open(NightSettings settings) {
        return new MetadataStore(NightlyApplication.start(settings));
    }

    JobRepository repository() {
        return context.getBean(JobRepository.class);
    }

    JobOperator operator() {
        return context.getBean(JobOperator.class);
    }

    DataSource dataSource() {
        return context.getBean(DataSource.class);
    }

    RunBook book(RunListener listener) {
        return new RunBook(JdbcClient.create(dataSource()), transaction(), listener);
    }

    BackfillBook backfills() {
        return new BackfillBook(JdbcClient.create(dataSource()), transaction());
    }

    RunLock lock() {
        return new RunLock(JdbcClient.create(dataSource()), transaction());
    }

    void inTransaction(Runnable work) {
        transaction().executeWithoutResult(state -> work.run());
    }

    private TransactionTemplate transaction() {
        return context.getBean(TransactionTemplate.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
