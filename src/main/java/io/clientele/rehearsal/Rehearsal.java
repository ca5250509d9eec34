package io.clientele.rehearsal;

import io.clientele.model.Catalogue;
import io.clientele.model.CatalogueReader;
import io.clientele.model.Example;
import io.clientele.model.Model;
import io.clientele.model.PolicyReader;
import io.clientele.model.PolicyTable;
import io.clientele.model.Problem;
import io.clientele.model.QueryReader;
import io.clientele.model.Refusal;
import io.clientele.model.RelationName;
import io.clientele.model.RunRelations;
import io.clientele.warehouse.DuckDbQueryReader;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A jobs folder and its policies, read and compiled against an empty house. */
public final class Rehearsal implements AutoCloseable {

    private final Catalogue catalogue;
    private final List<PolicyTable> policies;
    private final EmptyHouse house;
    private final Warehouse warehouse;

    private Rehearsal(Catalogue catalogue, List<PolicyTable> policies, Warehouse warehouse) {
        this.catalogue = catalogue;
        this.policies = policies;
        this.warehouse = warehouse;
        this.house = new EmptyHouse(catalogue, policies);
        house.buildIn(warehouse);
    }

    /**
     * Reads and compiles.
     *
     * @throws Refusal with every problem found
     */
    public static Rehearsal of(Path jobs, Path policyFolder) {
        Warehouse warehouse = DuckDbWarehouse.inMemory();
        try {
            warehouse.fence(List.of());
            List<PolicyTable> policies = PolicyReader.read(policyFolder);
            Set<RelationName> around = new TreeSet<>(RunRelations.all().keySet());
            policies.forEach(policy -> around.add(policy.relation()));
            Catalogue catalogue = CatalogueReader.read(jobs, new DuckDbQueryReader(warehouse), around);
            Rehearsal rehearsal = new Rehearsal(catalogue, policies, warehouse);
            List<Problem> problems = new Compilation(catalogue, warehouse).problems();
            if (!problems.isEmpty()) {
                throw Refusal.of("compile the models", problems);
            }
            return rehearsal;
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public List<PolicyTable> policies() {
        return policies;
    }

    /** The parser of the engine that the models were compiled with. */
    public QueryReader queryReader() {
        return new DuckDbQueryReader(warehouse);
    }

    /** How an example's outcome differs from what it expects; empty where it does not. */
    public Optional<String> difference(Example example) {
        Model model = catalogue.models().stream()
                .filter(candidate -> candidate.relation().equals(example.relation()))
                .findFirst()
                .orElseThrow();
        return new ExampleRun(house, warehouse).difference(model, example);
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
