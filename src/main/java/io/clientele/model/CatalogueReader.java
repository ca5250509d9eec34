package io.clientele.model;

import io.clientele.model.Catalogue.Summary;
import io.clientele.model.Contract.Conversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the jobs folder into a catalogue, or into all that is wrong with it. */
public final class CatalogueReader {

    private static final String EXAMPLES = ".examples.yaml";

    private final Path jobs;
    private final QueryReader queryReader;
    private final Set<RelationName> around;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<RelationName, Contract> contracts = new LinkedHashMap<>();
    private final List<Model> models = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private final Set<Path> broken = new TreeSet<>();

    private CatalogueReader(Path jobs, QueryReader queryReader, Set<RelationName> around) {
        this.jobs = jobs;
        this.queryReader = queryReader;
        this.around = around;
    }

    /**
     * Reads a jobs folder.
     *
     * @param around the relations of {@code run} and {@code config} that models may read
     * @throws Refusal with every problem of every file, where there is any
     */
    public static Catalogue read(Path jobs, QueryReader queryReader, Set<RelationName> around) {
        return new CatalogueReader(jobs, queryReader, around).read();
    }

    private Catalogue read() {
        if (!Files.isDirectory(jobs.resolve("models"))) {
            throw new Refusal(
                    Refusal.Kind.USAGE, "Cannot read the models: there is no folder " + jobs.resolve("models"));
        }
        List<Path> files = new ArrayList<>();
        YamlSchema schema = YamlSchema.read(jobs.resolve("contract.schema.json"));
        for (Stage stage : Stage.values()) {
            List<Path> found = filesOf(stage);
            files.addAll(found);
            readContracts(stage, found, new ContractReader(schema, problems));
        }
        for (Stage stage : Stage.values()) {
            readModels(stage, files);
        }
        checkReferences();
        List<Model> order = new RunOrder(models).resolve(problems);
        Recomputation.check(order, problems);
        List<Contract> landing = landingOrder();
        Path nightly = jobs.resolve("nightly.yaml");
        Optional<NightlyJob> job = readJob(nightly, order);
        Path summaryFile = jobs.resolve("summary.sql");
        Optional<Summary> summary = readSummary(summaryFile, job.map(NightlyJob::publish));
        if (!problems.isEmpty() || job.isEmpty() || summary.isEmpty()) {
            throw Refusal.of("read the models", problems);
        }
        files.add(nightly);
        files.add(summaryFile);
        return new Catalogue(
                job.get(),
                landing,
                List.copyOf(order),
                List.copyOf(examples),
                summary.get(),
                Fingerprint.of(jobs, files));
    }

    private List<Path> filesOf(Stage stage) {
        Path folder = jobs.resolve("models").resolve(stage.schema());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot read the folder " + folder + ": " + e, e);
        }
    }

    private void readContracts(Stage stage, List<Path> files, ContractReader reader) {
        for (Path file : files) {
            String fileName = file.getFileName().toString();
            if (fileName.endsWith(EXAMPLES) || fileName.endsWith(".sql")) {
                continue;
            }
            if (!fileName.endsWith(".yaml")) {
                problems.add(new Problem(file, 0, "a stage holds x.sql, x.yaml and x.examples.yaml, and nothing else"));
                continue;
            }
            String name = fileName.substring(0, fileName.length() - ".yaml".length());
            reader.read(file, stage, name).ifPresentOrElse(this::keep, () -> broken.add(file));
        }
    }

    private void keep(Contract contract) {
        contracts.put(contract.relation(), contract);
        for (Check check : contract.checks()) {
            DeliveryRules.condition(
                    contract.file(), check.line(), "a check", check.expression(), queryReader, problems);
        }
    }

    private void readModels(Stage stage, List<Path> files) {
        Path folder = jobs.resolve("models").resolve(stage.schema());
        ExampleReader exampleReader = new ExampleReader(problems);
        for (Path file : files) {
            if (!folder.equals(file.getParent())) {
                continue;
            }
            String fileName = file.getFileName().toString();
            if (fileName.endsWith(".sql")) {
                readModel(stage, file);
            } else if (fileName.endsWith(EXAMPLES)) {
                String name = fileName.substring(0, fileName.length() - EXAMPLES.length());
                examples.addAll(exampleReader.read(file, new RelationName(stage.schema(), name)));
                if (!files.contains(folder.resolve(name + ".sql"))) {
                    problems.add(new Problem(file, 0, "there is no " + name + ".sql for these examples"));
                }
            } else if (stage != Stage.LANDING
                    && fileName.endsWith(".yaml")
                    && !files.contains(folder.resolve(fileName.replace(".yaml", ".sql")))) {
                problems.add(new Problem(file, 0, "there is no " + fileName.replace(".yaml", ".sql") + " beside it"));
            }
        }
    }

    private void readModel(Stage stage, Path file) {
        String fileName = file.getFileName().toString();
        RelationName name =
                new RelationName(stage.schema(), fileName.substring(0, fileName.length() - ".sql".length()));
        if (stage == Stage.LANDING) {
            problems.add(
                    new Problem(file, 0, "landing holds contracts only: a source's query stands beside the source"));
            return;
        }
        Contract contract = contracts.get(name);
        Path contractFile = file.resolveSibling(name.name() + ".yaml");
        if (contract == null && !broken.contains(contractFile)) {
            problems.add(new Problem(file, 0, "there is no contract " + contractFile.getFileName() + " beside it"));
        }
        try {
            String sql = Files.readString(file);
            ParsedQuery query = queryReader.read(sql);
            SortedSet<RelationName> reads = QueryRules.references(file, stage, query, problems);
            if (contract != null) {
                contract.estimator().flatMap(Contract.Arithmetic::parameters).ifPresent(reads::add);
                models.add(new Model(contract, stage, file, sql, reads, query.tree()));
            }
        } catch (QueryReader.SyntaxProblem e) {
            problems.add(new Problem(file, e.line(), e.problem()));
        } catch (IOException e) {
            problems.add(new Problem(file, 0, "cannot be read: " + e));
        }
    }

    private Optional<Summary> readSummary(Path file, Optional<List<String>> published) {
        try {
            String sql = Files.readString(file);
            for (RelationName name : QueryRules.references(file, Stage.MARTS, queryReader.read(sql), problems)) {
                boolean isPublished = name.schema().equals(Stage.MARTS.schema())
                        && published.map(marts -> marts.contains(name.name())).orElse(true);
                if (!isPublished) {
                    problems.add(new Problem(
                            file,
                            lineOf(sql, name),
                            "the summary reads published marts only, and " + name + " is none"));
                }
            }
            return Optional.of(new Summary(file, sql));
        } catch (QueryReader.SyntaxProblem e) {
            problems.add(new Problem(file, e.line(), e.problem()));
        } catch (IOException e) {
            problems.add(new Problem(file, 0, "cannot be read: " + e));
        }
        return Optional.empty();
    }

    private void checkReferences() {
        Set<RelationName> known = new TreeSet<>(around);
        known.addAll(contracts.keySet());
        broken.forEach(file -> known.add(nameOf(file)));
        Set<String> names = known.stream().map(RelationName::toString).collect(Collectors.toSet());
        for (Model model : models) {
            for (RelationName name : model.reads()) {
                if (!known.contains(name)) {
                    problems.add(new Problem(
                            model.file(),
                            lineOf(model.sql(), name),
                            "there is no relation " + name + Nearest.hint(name.toString(), names)));
                }
            }
            model.contract()
                    .covers()
                    .filter(name -> !known.contains(name))
                    .ifPresent(name -> problems.add(new Problem(
                            model.contract().file(),
                            0,
                            "covers: there is no relation " + name + Nearest.hint(name.toString(), names))));
        }
    }

    private static RelationName nameOf(Path file) {
        String fileName = file.getFileName().toString();
        Path folder = file.getParent();
        return new RelationName(
                folder == null ? "" : folder.getFileName().toString(),
                fileName.substring(0, fileName.lastIndexOf('.')));
    }

    private static int lineOf(String sql, RelationName name) {
        int at = sql.indexOf(name.toString());
        return at < 0
                ? 0
                : 1 + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** The landing tables, each after those that it refers to, so that an orphan is known when it is met. */
    private List<Contract> landingOrder() {
        Map<String, Contract> waiting = new LinkedHashMap<>();
        contracts.values().stream()
                .filter(contract -> contract.relation().schema().equals(Stage.LANDING.schema()))
                .forEach(contract -> waiting.put(contract.relation().name(), contract));
        waiting.values().forEach(contract -> contract.references().forEach((column, table) -> {
            if (!waiting.containsKey(table)) {
                problems.add(new Problem(
                        contract.file(),
                        0,
                        "references." + column + ": there is no landing table " + table
                                + Nearest.hint(table, waiting.keySet())));
            }
        }));
        Set<String> beforeRates = readByRates(waiting);
        List<Contract> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Optional<Contract> free = waiting.values().stream()
                    .filter(contract -> contract.references().values().stream().noneMatch(waiting::containsKey))
                    .filter(contract -> contract.converted().isEmpty()
                            || beforeRates.stream().noneMatch(waiting::containsKey))
                    .findFirst();
            if (free.isEmpty()) {
                problems.add(new Problem(
                        jobs.resolve("models").resolve("landing"),
                        0,
                        "references and conversions go round in a circle among " + waiting.keySet()));
                return order;
            }
            order.add(free.get());
            waiting.remove(free.get().relation().name());
        }
        return List.copyOf(order);
    }

    /** The landing tables that are taken in before the first one that is converted. */
    private Set<String> readByRates(Map<String, Contract> landing) {
        Optional<Contract> converted = landing.values().stream()
                .filter(contract -> contract.converted().isPresent())
                .findFirst();
        Optional<Model> rates = models.stream()
                .filter(model -> model.relation().equals(Conversion.RATES))
                .findFirst();
        if (converted.isEmpty() || rates.isEmpty()) {
            converted.ifPresent(contract ->
                    problems.add(new Problem(contract.file(), 0, "converted: there is no model " + Conversion.RATES)));
            return Set.of();
        }
        for (RelationName name : rates.get().reads()) {
            if (Stage.of(name.schema()).filter(stage -> stage != Stage.LANDING).isPresent()) {
                problems.add(new Problem(
                        rates.get().file(),
                        lineOf(rates.get().sql(), name),
                        "rates are needed while landing is taken in, when there is no " + name + " yet"));
            }
        }
        return rates.get().reads().stream()
                .filter(name -> name.schema().equals(Stage.LANDING.schema()))
                .map(RelationName::name)
                .collect(Collectors.toSet());
    }

    private Optional<NightlyJob> readJob(Path file, List<Model> order) {
        Optional<YamlFile> read = ScheduleReader.open(file, problems);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        YamlFile yaml = read.get();
        List<String> publish = new ArrayList<>();
        Set<String> marts = Stream.concat(
                        contracts.keySet().stream(), broken.stream().map(CatalogueReader::nameOf))
                .filter(name -> name.schema().equals(Stage.MARTS.schema()))
                .map(RelationName::name)
                .collect(Collectors.toSet());
        for (JsonNode mart : yaml.root().path("publish")) {
            if (!marts.contains(mart.stringValue())) {
                problems.add(new Problem(
                        file,
                        yaml.line("/publish/" + publish.size()),
                        "there is no mart " + mart.stringValue() + Nearest.hint(mart.stringValue(), marts)));
            }
            publish.add(mart.stringValue());
        }
        return Optional.of(new NightlyJob(
                yaml.root().path("job").stringValue(),
                new ScheduleReader(yaml, problems).read(),
                List.copyOf(publish),
                Retention.read(yaml.root().path("retention")),
                readGates(yaml, order)));
    }

    private NightGates readGates(YamlFile yaml, List<Model> order) {
        Set<RelationName> afterTheGates = order.stream()
                .dropWhile(model -> !RunOrder.readsGates(model))
                .map(Model::relation)
                .collect(Collectors.toSet());
        Set<RelationName> unreadable =
                broken.stream().map(CatalogueReader::nameOf).collect(Collectors.toSet());
        return new NightGatesReader(yaml, contracts, unreadable, afterTheGates, problems).read();
    }
}
