package io.clientele.nightly;

import io.clientele.extract.SourceExtraction;
import io.clientele.model.QueryReader.SyntaxProblem;
import io.clientele.model.Refusal;
import io.clientele.nightly.NightSteps.NightStep;
import io.clientele.nightly.RunLedger.Entry;
import io.clientele.publish.Pointer;
import io.clientele.publish.PublicationListener;
import io.clientele.publish.PublishedMarts;
import io.clientele.warehouse.ReadOnlyQuery;
import io.clientele.warehouse.WarehouseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.NestedRuntimeException;

/** One night, or the plan of it: begun, gone on with, or found to be published. */
final class Nightly {

    private final NightSettings settings;
    private final Ingredients ingredients;
    private final JobRepository repository;
    private final JobOperator operator;
    private final RunLedger ledger;
    private volatile boolean isStopped;
    private volatile @Nullable Night underWay;

    Nightly(NightSettings settings, Ingredients ingredients, MetadataStore store) {
        this.settings = settings;
        this.ingredients = ingredients;
        this.repository = store.repository();
        this.operator = store.operator();
        this.ledger = new RunLedger(repository, ingredients.catalogue().job().name());
    }

    /**
     * What {@link #run} would do now.
     *
     * @throws Refusal {@code USAGE} where a night would go on that was begun with other models, policies or sources
     */
    RunPlan plan(RunRequest request) {
        Optional<Entry> newest = ledger.newest(request.businessDate());
        RunPlan.Intent intent = intent(request, newest);
        NightId night = night(request, newest, intent);
        Set<String> finished = finished(night, newest, intent);
        return new RunPlan(
                ingredients.catalogue().job(),
                night,
                intent,
                NightSteps.names(ingredients).stream()
                        .map(name -> new RunPlan.Step(name, finished.contains(name)))
                        .toList());
    }

    Map<String, String> fingerprints() {
        return ingredients.fingerprints();
    }

    private Set<String> finished(NightId night, Optional<Entry> newest, RunPlan.Intent intent) {
        return switch (intent) {
            case BEGIN, REVISE -> Set.of();
            case NOTHING -> ledger.finishedSteps(newest.orElseThrow());
            case CONTINUE -> {
                Set<String> finished = ledger.finishedSteps(newest.orElseThrow());
                List<String> changes = changes(night);
                if (changes.isEmpty()) {
                    yield finished;
                }
                if (finished.stream().allMatch(NightSteps::isLanding)) {
                    yield Set.of();
                }
                List<String> details = new ArrayList<>(changes);
                details.add("a new revision starts afresh: ./clientele rerun " + night.businessDate() + " --reason …");
                throw new Refusal(Refusal.Kind.USAGE, "Cannot continue " + night.words(), details);
            }
        };
    }

    private List<String> changes(NightId night) {
        return WorkFolder.of(night, settings).changes(ingredients.fingerprints());
    }

    /** Where the pointer is gone, a night that was published is made again. */
    private RunPlan.Intent intent(RunRequest request, Optional<Entry> newest) {
        if (newest.isEmpty()) {
            return RunPlan.Intent.BEGIN;
        }
        boolean isPublished = newest.get().isPublished();
        boolean isLost = PublishedMarts.open(settings.marts()).pointer().isEmpty();
        if (request.isFull() || (isPublished && isLost)) {
            return RunPlan.Intent.REVISE;
        }
        return isPublished ? RunPlan.Intent.NOTHING : RunPlan.Intent.CONTINUE;
    }

    /** A date that was published although no run of it is known, because the metadata were lost, gets a new revision too. */
    private NightId night(RunRequest request, Optional<Entry> newest, RunPlan.Intent intent) {
        long known = newest.map(entry -> entry.night().revision()).orElse(-1L);
        boolean isNew = intent == RunPlan.Intent.BEGIN || intent == RunPlan.Intent.REVISE;
        long published = PublishedMarts.open(settings.marts())
                .newestRevision(request.businessDate())
                .orElse(-1L);
        return new NightId(request.businessDate(), isNew ? Math.max(known, published) + 1 : known);
    }

    /**
     * Does what was planned.
     *
     * @param fence shown before it publishes
     * @throws Refusal where it cannot be finished
     */
    RunOutcome run(
            RunPlan plan,
            RunRequest request,
            Fence fence,
            StepListener listener,
            PublicationListener publicationListener) {
        Instant began = WallClock.now();
        if (plan.intent() != RunPlan.Intent.NOTHING) {
            execute(plan, request, fence, listener, publicationListener);
            clearSettledNights(plan.night());
        }
        PublishedMarts marts = PublishedMarts.open(settings.marts());
        String version = versionOf(plan.night(), marts);
        boolean isCurrent =
                marts.pointer().map(Pointer::version).filter(version::equals).isPresent();
        return new RunOutcome(
                plan.night(),
                plan.intent() != RunPlan.Intent.NOTHING,
                isCurrent,
                version,
                Duration.between(began, WallClock.now()),
                isCurrent ? summary() : List.of());
    }

    private static String versionOf(NightId night, PublishedMarts marts) {
        return marts.versions().stream()
                .filter(name -> name.startsWith(night + "-"))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot find the version of " + night.words()
                                + ": it was published, but its folder is gone; --full makes it again"));
    }

    private void execute(
            RunPlan plan,
            RunRequest request,
            Fence fence,
            StepListener listener,
            PublicationListener publicationListener) {
        NightId id = plan.night();
        if (!changes(id).isEmpty()) {
            Night.forget(id, settings); // no model was finished by what has changed, or the plan would have refused
        }
        try (Night night = Night.open(id, settings, ingredients)) {
            underWay = night;
            night.isFor(request);
            List<NightStep> steps = new NightSteps(night, publicationListener, fence).all();
            JobExecution execution = attempt(night, steps, request, fence.runId(), listener);
            int attemptsLeft = attempts(night);
            while (isToBeginAgain(execution, attemptsLeft)) {
                attemptsLeft -= FailedRun.isLost(execution) ? 1 : 0;
                night.extractions().forEach(SourceExtraction::close);
                execution = attempt(night, steps, request, fence.runId(), listener);
            }
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw FailedRun.reason(id, execution);
            }
        } catch (JobExecutionException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot start " + id.words() + ": " + e.getMessage(), e);
        } catch (WarehouseException e) {
            throw new Refusal(Refusal.Kind.FAILED, "Cannot open the work of " + id.words() + ": " + e.reason(), e);
        } finally {
            underWay = null;
        }
    }

    /** Where a source demands that more of it is read, it demands so once for each of its tables. */
    private static boolean isToBeginAgain(JobExecution execution, int attemptsLeft) {
        return FailedRun.isToBeginAgain(execution) && (attemptsLeft > 1 || !FailedRun.isLost(execution));
    }

    private JobExecution attempt(
            Night night, List<NightStep> steps, RunRequest request, String runId, StepListener listener)
            throws JobExecutionException {
        StepReport report = new StepReport(listener, steps, () -> isStopped);
        listener.nightBegins(night.id().toString(), steps.size());
        return start(
                NightJob.of(ingredients.catalogue().job().name(), steps, report, repository),
                NightJob.parameters(night.id(), request, runId),
                listener);
    }

    private static int attempts(Night night) {
        return night.extractions().stream()
                .mapToInt(source -> source.database().attempts())
                .max()
                .orElse(1);
    }

    private JobExecution start(Job job, JobParameters parameters, StepListener listener) throws JobExecutionException {
        try {
            new FormerAttempts(repository).end(job.getName(), parameters);
            return operator.start(job, parameters);
        } catch (NestedRuntimeException e) {
            throw new Refusal(
                    Refusal.Kind.FAILED,
                    "Cannot write the metadata of the run: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    e);
        } finally {
            listener.nightEnds();
        }
    }

    /** Nights that no run goes on with need their work no longer, but for the newest, which people look into. */
    private void clearSettledNights(NightId newest) {
        ledger.settled().stream().filter(night -> !night.equals(newest)).forEach(night -> WorkFolder.of(night, settings)
                .delete());
    }

    /** Ends the night that another thread runs: the query under way is cancelled, and no further step begins. */
    void stop() {
        isStopped = true;
        Night night = underWay;
        if (night != null) {
            night.cancel();
        }
    }

    private List<RunOutcome.Line> summary() {
        List<RunOutcome.Line> lines = new ArrayList<>();
        PublishedMarts marts = PublishedMarts.open(settings.marts());
        try (ReadOnlyQuery query = new ReadOnlyQuery(marts.catalogue(), marts.files())) {
            query.run(
                    ingredients.catalogue().summary().sql(),
                    columns -> {},
                    row -> lines.add(new RunOutcome.Line(row.text(0), row.text(1), row.text(2))));
        } catch (WarehouseException e) {
            throw new Refusal(
                    Refusal.Kind.FAILED,
                    "Cannot sum up the published marts: " + e.reason() + "\n  at "
                            + settings.jobs().resolve("summary.sql"),
                    e);
        } catch (SyntaxProblem e) {
            throw new IllegalStateException("the summary was compiled before the night", e);
        }
        return lines;
    }
}
